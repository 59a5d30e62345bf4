"""Bulk verbs, imports, undoing one, and single commands from a cold start, killed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from survive.desks import make_desk
from survive.hands import SUBJECTS
from survive.kills.assault import Assault, Killed
from survive.wholeness import faults_of, read_only, tokens_in

ROWS = 500
LONG = "-" * 4_000  # more pages than are held in memory: the log is written long before the commit
TICKETS = 40


class Import(Assault):
    """A file comes in whole or not at all."""

    what, kills = "ticket import", 70

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["ticket", "import", str(write_rows(desk.parent)), "--yes"]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        yield from faults_of(killed.desk)
        there = len(tokens_in(killed.desk))
        counts["killed when all was done"] += there == ROWS and killed.ended.killed
        if there not in {0, ROWS}:
            yield f"{there} of {ROWS} rows came in"
        if there != ROWS and (f"created\t{ROWS}" in killed.said or not killed.ended.killed):
            yield "the import was acknowledged and lost"


class UndoImport(Assault):
    """An import is taken back whole or not at all."""

    what, kills = "undo of an import", 70

    def make_template(self, path: Path) -> None:
        from servicedesk.operations.importing.run import ImportRequest, import_tickets, prepare

        desk = make_desk(path)
        import_tickets(desk, prepare(desk, ImportRequest(write_rows(path.parent))))

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["undo"]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        yield from faults_of(killed.desk)
        there = len(tokens_in(killed.desk))
        counts["killed when all was done"] += there == 0 and killed.ended.killed
        if there not in {0, ROWS}:
            yield f"{there} of {ROWS} rows are left"
        if there and ("Undone" in killed.said or not killed.ended.killed):
            yield "the undo was acknowledged and lost"


class Bulk(Assault):
    """A verb on many tickets: each that was reported is done, in order, all in one batch."""

    what, kills = "bulk verb", 50

    def make_template(self, path: Path) -> None:
        from servicedesk.operations.tickets import NewTicket, open_ticket

        desk = make_desk(path)
        for number in range(TICKETS):
            open_ticket(desk, NewTicket(SUBJECTS[number % len(SUBJECTS)], customer=1))

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["ticket", "assign", *map(str, self._numbers(desk)), "--to", "chen.jing"]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        yield from faults_of(killed.desk)
        numbers = self._numbers(killed.desk)
        said = [int(number) for number in re.findall(r"^Ticket (\d+)\b.*\n", killed.said, re.MULTILINE)]
        with closing(read_only(killed.desk)) as connection:
            rows = connection.execute(
                "SELECT ticket_id, coalesce(batch, operation) FROM event WHERE kind = 'ticket.assigned' ORDER BY id"
            ).fetchall()
        done = [number for number, _batch in rows]
        counts["tickets done"] += len(done)
        if done != numbers[: len(done)] or said != done[: len(said)] or len(done) > len(said) + 1:
            yield f"told of {said}, done were {done}"
        if len({batch for _number, batch in rows}) > 1:
            yield "one bulk verb became several batches"
        if not killed.ended.killed and len(done) < TICKETS:
            yield "it ended, and not every ticket was done"

    def _numbers(self, desk: Path) -> list[int]:
        with closing(read_only(desk)) as connection:
            return [row[0] for row in connection.execute("SELECT id FROM ticket WHERE id > 8 ORDER BY id")]


def write_rows(folder: Path) -> Path:
    """A file of tickets, each with a token of its own."""
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ("Number", "Subject", "Status", "Customer", "Phone", "Opened at", "Resolution", "Description")
        )
        for number in range(ROWS):
            status = "closed" if number % 3 else "open"
            person = (f"住户 {number % 90}", f"1380000{number % 90:04}")
            subject = f"{SUBJECTS[number % len(SUBJECTS)]} <rows.{number}>"
            resolution = "修好了" if number % 3 else ""
            rows.writerow((f"X-{number}", subject, status, *person, "2026-10-12 09:30", resolution, LONG))
    return path
