"""What can be wrong with a desk's file, found by reading alone; each finding is a sentence, or nothing."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem
from servicedesk.rules.promises import earliest_unmet
from servicedesk.store.chain import first_break
from servicedesk.store.database import Reader, open_read_only
from servicedesk.store.erased_bodies import undeclared
from servicedesk.store.failures import BACKUPS, UNREADABLE, database_problems
from servicedesk.store.leftovers import leftovers
from servicedesk.store.queries.words import PLACES
from servicedesk.store.salvage.beside import Beside, read_beside
from servicedesk.store.seams import read_seams
from servicedesk.store.search_rows import Indexed
from servicedesk.store.times import maybe_time

LOOK_AGAIN_SECONDS = 0.3
LEAST_FREE = 50 * 1024 * 1024
TABLE_OF = {Indexed.TICKET: "ticket", Indexed.CUSTOMER: "customer", Indexed.CONTACT: "entry"}
OPEN_DUE_TIMES = """
SELECT id, status, waiting_for, waiting_until, first_response_due_at, first_responded_at, next_update_due_at,
       resolution_due_at, agreed_due_at, due_at
FROM ticket WHERE status IN ('new', 'open', 'waiting') OR due_at IS NOT NULL"""


class Moments(NamedTuple):
    """When the desk was made, and when it was last backed up, as far as its history tells."""

    made: datetime | None
    backed_up: datetime | None


def damage(path: Path) -> str:
    """What SQLite finds wrong with the file. Raises DatabaseProblem when it cannot be read as a database at all."""
    try:
        connection = open_read_only(path)
    except DatabaseProblem as problem:
        if "malformed" in str(problem.__cause__):
            return str(problem.__cause__)
        raise
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        return "" if said == ["ok"] else "; ".join(said)
    except UNREADABLE as error:
        if "not a database" in str(error):
            with database_problems(path):
                raise
        return str(error)
    finally:
        connection.close()


def log_damage(path: Path) -> str:
    """Finished changes in the log beside the file that SQLite passes over in silence, because it is damaged."""
    log = path.with_name(path.name + "-wal")
    if not _is_spoilt(read_beside(log)):
        return ""
    time.sleep(LOOK_AGAIN_SECONDS)  # it may have been written anew while we read
    return _("changes in the log beside the file cannot be read") if _is_spoilt(read_beside(log)) else ""


def _is_spoilt(log: Beside) -> bool:
    return bool(log.damaged or log.unreadable)


def chain_break(reader: Reader) -> str:
    """Where the history does not prove itself any more."""
    broken = first_break(reader)
    if broken:
        return _("event {number}: {what}").format(number=broken.event_id, what=broken.what)
    lost = undeclared(reader)
    if len(lost) <= sum(seam.bodies for seam in read_seams(reader)):
        return ""
    return _("event {number}: {what}").format(
        number=lost[0], what=_("its details are gone, and no erasure names it")
    )


def history_holes(reader: Reader) -> str:
    """What a salvage declared that the history lacks; it stays so for ever."""
    return "; ".join(
        _(
            "since the salvage of {day}: {lost} events lost, {unproven} unproven, {bodies} without details"
        ).format(day=seam.at[:10], lost=seam.lost, unproven=len(seam.unproven), bodies=seam.bodies)
        for seam in read_seams(reader)
        if not seam.is_whole
    )


def dangling_rows(reader: Reader) -> str:
    """Rows that point to one that is missing."""
    rows = reader.rows("PRAGMA foreign_key_check")
    tables = ", ".join(sorted({row[0] for row in rows}))
    return (
        _("{count} rows in {tables} point to missing ones").format(count=len(rows), tables=tables)
        if rows
        else ""
    )


def search_gaps(reader: Reader) -> str:
    """Things that search cannot find, and rows of the index that stand for nothing."""
    found = [text for kind in Indexed for text in _gaps(reader, kind)]
    return "; ".join(found)


def wrong_due_times(reader: Reader) -> str:
    """Tickets whose due time is not their earliest unmet promise."""
    wrong = [str(row[0]) for row in reader.rows(OPEN_DUE_TIMES) if not _is_settled(row)]
    more = " ..." if len(wrong) > 5 else ""
    return _("tickets {numbers}").format(numbers=", ".join(wrong[:5]) + more) if wrong else ""


def moments(reader: Reader) -> Moments:
    """The desk's own dates, from its history."""
    made, backed_up = reader.rows(
        "SELECT min(recorded_at), max(CASE kind WHEN 'desk.backed_up' THEN recorded_at END) FROM event"
    )[0]
    return Moments(maybe_time(made), maybe_time(backed_up))


def unconfirmed(reader: Reader, until: date) -> str:
    """Calendars whose holidays are not official until that day."""
    rows = reader.rows(
        "SELECT name, confirmed_until FROM calendar WHERE confirmed_until < :until ORDER BY id",
        {"until": until.isoformat()},
    )
    return "; ".join(_("{name} until {day}").format(name=name, day=day) for name, day in rows)


def unowned_categories(reader: Reader) -> str:
    """Categories in use whose tickets nobody gets: they have no team, or one that is switched off."""
    rows = reader.rows(
        "SELECT category.code FROM category LEFT JOIN team ON team.id = category.team_id"
        " WHERE category.active AND (team.id IS NULL OR NOT team.active) ORDER BY category.id"
    )
    return _("no team for {names}").format(names=", ".join(row[0] for row in rows)) if rows else ""


def little_space(path: Path) -> str:
    """Said when the disk cannot hold another copy of the desk and some more."""
    free, needed = shutil.disk_usage(path.parent).free, LEAST_FREE + 2 * path.stat().st_size
    text = _("{free} MB free, {needed} MB wanted")
    return "" if free >= needed else text.format(free=free // 2**20, needed=needed // 2**20)


def unfinished_files(path: Path) -> str:
    """Said when set-ups or backups of this desk that were cut off a day ago or more left files."""
    folders = (path.parent, path.parent / BACKUPS)
    return ", ".join(str(one) for folder in folders for one in leftovers(folder, path.stem))


def open_to_others(path: Path) -> str:
    """Said when other accounts may read the file, or it belongs to another one; nothing where none can tell."""
    if not hasattr(os, "getuid"):
        return ""
    state = path.stat()
    if state.st_uid != os.getuid():
        return _("it belongs to another account (uid {uid})").format(uid=state.st_uid)
    return (
        _("others may read it (mode {mode})").format(mode=f"{state.st_mode & 0o777:o}")
        if state.st_mode & 0o077
        else ""
    )


def _gaps(reader: Reader, kind: Indexed) -> Iterator[str]:
    table, places = TABLE_OF[kind], f"SELECT rowid FROM {kind}"
    lost = reader.rows(f"SELECT count(*) FROM ({PLACES[kind]} EXCEPT {places})")[0][0]
    if lost:
        yield _("{count} rows of {table} are not found").format(count=lost, table=table)
    extra = reader.rows(f"SELECT count(*) FROM ({places} EXCEPT {PLACES[kind]})")[0][0]
    if extra:
        yield _("{count} found rows of {table} do not exist").format(count=extra, table=table)


def _is_settled(row: tuple[object, ...]) -> bool:
    status, waiting_for = row[1], row[2]
    until, first, responded, word, solved, agreed, due = (maybe_time(value) for value in row[3:])  # type: ignore[arg-type]
    if status not in {"new", "open", "waiting"}:
        return due is None
    if status == "waiting" and waiting_for == "customer":
        return due == until
    return due == earliest_unmet(first, responded, word, solved, agreed)
