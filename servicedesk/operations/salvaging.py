"""Bringing a new desk out of a damaged file: whatever can be read, and an honest account of the rest."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from servicedesk.clock import Clock, SystemClock
from servicedesk.desk import SYSTEM_HANDLE, Actor, Desk, Firm
from servicedesk.i18n import _
from servicedesk.operations.search_index import rebuild
from servicedesk.problems import DatabaseProblem, NoDesk
from servicedesk.store.backup import prove
from servicedesk.store.database import store_at
from servicedesk.store.salvage.desk import Moved, Words, move
from servicedesk.store.schema import new_desk
from servicedesk.store.times import to_stored


class TableOut(NamedTuple):
    """What came of one table, in rows: read as they were, made again from the history, kept in part, lost.

    `unreadable` counts pages and cells of the table that could not be read.
    """

    table: str
    read: int
    rebuilt: int
    mended: int
    lost: int
    unreadable: int


class Salvaged(NamedTuple):
    """A salvage: the new desk, its tables, what its history lacks, and what people must look after.

    `stand_ins` are the files made where others name one that is lost; `log_damaged` counts the pages of
    the log beside the file that were kept without proof.
    """

    path: Path
    tables: list[TableOut]
    events_lost: int
    events_unproven: int
    stand_ins: dict[str, int]
    log_damaged: int
    log_unreadable: bool
    new_administrator: bool
    is_whole: bool


def salvage(place: str | Path, target: Path, account: str, clock: Clock | None = None) -> Salvaged:
    """Brings whatever can be read at `place` into a new desk at `target`; the damaged file is only read.

    Nobody has to be signed in: who may read the file may read what is in it. Raises Refused when something
    is at `target` already, NoDesk, and DatabaseProblem when nothing can be read; then nothing is left behind.
    """
    path = store_at(place).path
    if not path.is_file():
        raise NoDesk(_("There is no desk at {path} yet").format(path=path), _("Check the name"))
    clock = clock or SystemClock()
    words = Words(_("Lost in the damage"), _("Administrator"))
    try:
        with new_desk(target) as unfinished:
            moved = move(path, unfinished, to_stored(clock.now()), account, words)
            system = Actor(1, SYSTEM_HANDLE, SYSTEM_HANDLE, "system", None, account)
            rebuild(Desk(store_at(unfinished), system, clock, Firm()))
            prove(unfinished)
    except OSError as error:
        raise DatabaseProblem(
            _("{path} cannot be read: {detail}").format(path=path, detail=error.strerror or error),
            _("Check the permissions of the file and of its folder"),
        ) from error
    return _account(target, moved)


def _account(target: Path, moved: Moved) -> Salvaged:
    counts = moved.counts
    tables = [
        TableOut(
            table,
            counts.read[table],
            counts.rebuilt[table],
            counts.mended[table],
            counts.lost[table],
            counts.unreadable[table],
        )
        for table in sorted(counts.read | counts.lost | counts.rebuilt | counts.mended | counts.unreadable)
    ]
    return Salvaged(
        path=target,
        tables=tables,
        events_lost=moved.seam.lost,
        events_unproven=len(moved.seam.unproven),
        stand_ins=dict(sorted(counts.stand_ins.items())),
        log_damaged=moved.log_damaged,
        log_unreadable=moved.log_unreadable,
        new_administrator=moved.new_administrator,
        is_whole=moved.is_whole,
    )
