"""A salvage from end to end: out of the damaged file, into a desk that has just been made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem
from servicedesk.store.database import SCHEMA_VERSION
from servicedesk.store.salvage.fit import forms
from servicedesk.store.salvage.history import record_salvage
from servicedesk.store.salvage.source import reading
from servicedesk.store.salvage.tables import Counts, Move
from servicedesk.store.salvage.target import Target, roots_of, writing
from servicedesk.store.seams import Seam

_SYSTEM = "INSERT OR IGNORE INTO staff (id, version, handle, name, role, active) VALUES (1, 1, :h, :h, :h, 1)"
_ADMINISTRATOR = "SELECT 1 FROM staff WHERE role = 'administrator' AND active = 1"
_NEW_ADMINISTRATOR = (
    "INSERT INTO staff (version, handle, name, role, active) VALUES (1, :handle, :name, 'administrator', 1)"
)
_MAP = "INSERT OR REPLACE INTO staff_account (account, staff_id) VALUES (:account, last_insert_rowid())"
_HOURS = """
INSERT OR IGNORE INTO calendar (version, name, timezone, hours) SELECT 1, name, zone, 'always' FROM (SELECT
  coalesce((SELECT json_extract(value, '$') FROM setting WHERE key = 'firm.calendar'), 'hours') AS name,
  coalesce((SELECT json_extract(value, '$') FROM setting WHERE key = 'firm.timezone'), 'UTC') AS zone)"""


class Words(NamedTuple):
    """What a salvage writes for people: the name of what was lost, and of an administrator who had to be made."""

    lost: str
    administrator: str


class Moved(NamedTuple):
    """What came out: counts by table, the hole in the history, and whether the log beside it was whole."""

    counts: Counts
    seam: Seam
    log_damaged: int
    log_unreadable: bool
    new_administrator: bool
    is_whole: bool


def move(path: Path, target: Path, now: str, account: str, words: Words) -> Moved:
    """Brings everything readable at `path` into the new desk at `target`; the damaged file is only read.

    Raises OSError when it cannot be opened, DatabaseProblem when nothing can be read or it is a newer desk.
    """
    shapes = forms()
    with reading(path, roots_of(target)) as damaged, writing(target, shapes) as new:
        if damaged.schema_version() > f"{SCHEMA_VERSION:04d}":
            raise _newer(path)
        work = Move(damaged, new)
        work.rows()
        if not sum(work.counts.read.values()):
            raise _nothing(path)
        seam = work.history()
        work.from_history(seam)
        new.connection.execute(_SYSTEM, {"h": "system"})
        work.stand_ins(now, words.lost)
        made = _keep_it_usable(new, account, words.administrator)
        new.next_numbers(work.highest_numbers())
        facts = {"lost": _some(work.counts.lost), "stand_ins": _some(work.counts.stand_ins)}
        record_salvage(new, seam, facts, now, account)
        beside = damaged.pages.beside
        whole = work.counts.is_whole(seam) and not (beside.damaged or beside.unreadable or made)
        return Moved(work.counts, seam, beside.damaged, beside.unreadable, made, whole)


def _keep_it_usable(new: Target, account: str, name: str) -> bool:
    """Somebody may administer the desk, and it has hours. Returns whether an administrator had to be made."""
    new.connection.execute(_HOURS)
    if new.connection.execute(_ADMINISTRATOR).fetchone():
        return False
    new.connection.execute(_NEW_ADMINISTRATOR, {"handle": "salvage", "name": name})
    new.connection.execute(_MAP, {"account": account})
    return True


def _some(counts: Counter[str]) -> dict[str, int]:
    return {table: number for table, number in sorted(counts.items()) if number}


def _newer(path: Path) -> DatabaseProblem:
    return DatabaseProblem(
        _("The desk {path} was made by a newer version of this program").format(path=path),
        _("Update servicedesk on this machine; the file was not touched"),
    )


def _nothing(path: Path) -> DatabaseProblem:
    return DatabaseProblem(
        _("Nothing of a desk can be read from {path}").format(path=path),
        _("Bring back the newest backup with: servicedesk restore FILE"),
    )
