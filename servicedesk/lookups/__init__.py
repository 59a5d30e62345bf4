"""The questions: permission, one SELECT, rows."""
