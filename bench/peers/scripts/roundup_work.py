"""roundup_work.py TRACKER load CSV | newest | find TEXT: Roundup's own API, in a process of its own."""

# mypy: ignore-errors
import csv
import sys
from itertools import islice
from pathlib import Path

from roundup import instance

STATUS = {"new": "unread", "open": "in-progress", "waiting": "need-eg", "closed": "resolved"}
PRIORITY = {"urgent": "critical", "high": "urgent", "normal": "bug", "low": "wish"}


def load(tracker, path):
    """Creates an issue a row, a thousand to a transaction; nobody is mailed."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        while portion := list(islice(rows, 1_000)):
            db = tracker.open("admin")
            for row in portion:
                db.issue.create(
                    title=row["Title"],
                    status=db.status.lookup(STATUS[row["Status"]]),
                    priority=db.priority.lookup(PRIORITY[row["Priority"]]),
                )
            db.commit()
            db.close()


def show(tracker, wanted):
    """Prints the fifty newest issues that match."""
    db = tracker.open("admin")
    for number in db.issue.filter(None, wanted, sort=[("-", "id")], limit=50):
        print(number, db.issue.get(number, "title"), db.issue.get(number, "status"))
    db.close()


home, verb, *said = sys.argv[1:]
opened = instance.open(home)
if verb == "load":
    load(opened, said[0])
elif verb == "newest":
    show(opened, {"status": ["1", "2", "3", "4", "5", "6", "7"]})
else:
    show(opened, {"title": said[0]})
