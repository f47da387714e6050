"""Questions that need more than a click; each ``ask()`` returns a plain answer or None."""
