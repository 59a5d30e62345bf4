"""The headless door: one file per noun."""
