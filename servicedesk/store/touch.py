"""Whether every table of a desk can be reached; `checks` looks at what stands in them."""

from __future__ import annotations

from servicedesk.store.database import Reader

_TABLES = """
SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!' AND name NOT LIKE 'sqlite%' ORDER BY name"""


def touch_tables(reader: Reader) -> None:
    """Reads the first and the last row of every table. Raises DatabaseProblem where one cannot be reached."""
    for (table,) in reader.rows(_TABLES):
        for direction in ("ASC", "DESC"):
            reader.rows(f"SELECT * FROM {table} ORDER BY rowid {direction} LIMIT 1")
