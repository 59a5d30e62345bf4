"""Pure decisions: no database, no files, no clock of their own."""
