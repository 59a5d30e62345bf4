"""A Python process that does nothing."""
