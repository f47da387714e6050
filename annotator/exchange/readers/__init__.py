"""Readers of what is brought in: files become texts and tables, never rows of a project."""
