"""bare_csv.py DESK SELECTS: the rows of the SELECTs as CSV, by the standard library alone."""

import csv
import json
import sqlite3
import sys
from pathlib import Path

connection = sqlite3.connect(Path(sys.argv[1]).as_uri() + "?mode=ro", uri=True)
writer = csv.writer(sys.stdout)
for sql, params in json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")):
    writer.writerows(connection.execute(sql, params))
