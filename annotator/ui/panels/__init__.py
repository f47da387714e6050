"""The panels of the window: each listens to the Context, shows, and runs operations."""
