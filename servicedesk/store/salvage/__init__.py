"""Reading a damaged desk page by page, past whatever SQLite refuses, without ever writing to it."""
