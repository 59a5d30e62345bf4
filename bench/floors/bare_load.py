"""bare_load.py CSV FILE: a CSV file into one table with three indexes, then a full-text index of its texts."""

import csv
import sqlite3
import sys
from itertools import islice
from pathlib import Path

with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    width = len(next(rows))
    connection = sqlite3.connect(sys.argv[2])
    connection.execute("PRAGMA journal_mode = WAL")
    columns = ", ".join(f"c{place} TEXT" for place in range(width))
    connection.execute(f"CREATE TABLE ticket (id INTEGER PRIMARY KEY, {columns})")
    for place in (5, 9, 11):
        connection.execute(f"CREATE INDEX at_{place} ON ticket (c{place})")
    marks = ", ".join("?" * width)
    while portion := list(islice(rows, 1_000)):
        connection.executemany(f"INSERT INTO ticket VALUES (NULL, {marks})", portion)
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, content='')")
    connection.execute("INSERT INTO words (rowid, text) SELECT id, c1 || ' ' || c2 || ' ' || c8 FROM ticket")
    connection.commit()
