"""bare_sqlite.py DESK SELECTS: the SELECTs of a command by the standard library alone, their rows as lines."""

import json
import sqlite3
import sys
from pathlib import Path

connection = sqlite3.connect(Path(sys.argv[1]).as_uri() + "?mode=ro", uri=True)
write = sys.stdout.write
for sql, params in json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")):
    for row in connection.execute(sql, params):
        write("\t".join(map(str, row)) + "\n")
