"""The full-screen door: one file per screen."""
