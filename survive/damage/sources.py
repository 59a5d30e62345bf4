"""The desks that are damaged: some hundred tickets in English or Chinese, some with their last work in the log."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from survive.desks import ACCOUNT, START

TICKETS = 200
WORDS = ("😀 emoji 🏠 in the lift", "[/b] 爆管漏水 三单元 \u202e", "naïve café, ∑ 10 % _ \\", "长" * 6_000)


def make_sources(place: Path, size: int) -> list[Path]:
    """Four desks: in both languages, with everything in the file or with a log that is hot."""
    os.environ["SERVICEDESK_NOW"] = START.isoformat()
    made = []
    for language in ("en", "zh_CN"):
        path = place / f"{language}.sqlite"
        _make(path, language, size)
        made += [path, _with_log(path, place / f"{language}-log.sqlite")]
    return made


def copy(source: Path, target: Path) -> None:
    """A desk and the log beside it, under another name."""
    shutil.copy(source, target)
    log = source.with_name(source.name + "-wal")
    beside = target.with_name(target.name + "-wal")
    beside.unlink(missing_ok=True)
    target.with_name(target.name + "-shm").unlink(missing_ok=True)
    if log.exists():
        shutil.copy(log, beside)


def _make(path: Path, language: str, size: int) -> None:
    from servicedesk.i18n import use_language
    from servicedesk.operations.demo import make_practice_desk

    use_language(language)
    make_practice_desk(path, ACCOUNT, size=size)
    use_language("en")
    _work(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _with_log(source: Path, target: Path) -> Path:
    """The same desk with further work that a kill left in the log."""
    live = target.with_name(f"live-{target.name}")
    shutil.copy(source, live)
    with closing(sqlite3.connect(live)) as holding:
        holding.execute("SELECT count(*) FROM ticket").fetchone()
        _work(live)
        copy(live, target)
    return target


def _work(path: Path) -> None:
    from servicedesk.desk import open_desk
    from servicedesk.operations import handling, tickets
    from servicedesk.operations.drafts import save
    from servicedesk.operations.tickets import NewTicket

    desk = open_desk(path, account=ACCOUNT)
    for text in WORDS:
        number = tickets.open_ticket(desk, NewTicket(text[:190], customer=1, description=text)).ticket.number
        handling.note(desk, number, text)
        handling.reply(desk, number, text)
        save(desk, "ticket.new", {"subject": text[:50]})
