"""Bringing customer files in from spreadsheets, phones and other programs."""
