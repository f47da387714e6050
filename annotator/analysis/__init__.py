"""Measures over annotations: agreement, tables, concordances; numbers in, numbers out."""
