"""A service desk for small firms, in the terminal."""

__version__ = "0.1.0"
