"""Bringing in tickets from the files of other systems: read, mapped, compared with the desk, written at once."""
