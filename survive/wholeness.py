"""Whether a desk is whole: the doctor has nothing to say, and every row is what its history says it is.

The history holds each row before and after every change, so playing it from the first event must give the
tables exactly: a row without its event, an event without its row or its body, or half an operation, shows.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from servicedesk.operations.checkup import checkup
from servicedesk.operations.indexing import WORDS
from servicedesk.problems import Problem
from servicedesk.store.chain import first_break
from servicedesk.store.database import FileReader
from servicedesk.store.queries.words import texts_after
from servicedesk.store.search_rows import Indexed

# What is kept without events: working state, the log itself, and what follows from it.
WITHOUT_EVENTS = {"draft", "event", "event_body", "alembic_version"}
UNTOLD_COLUMNS = {"version", "leased_by_id", "leased_until"}
CHAIN_HEAD = ("setting", ("chain.head",))
TOKEN = re.compile(r"<(\w+\.\d+)>")

Place = tuple[str, tuple[Any, ...]]
Values = dict[str, Any]


def faults_of(path: Path) -> list[str]:
    """Everything wrong with a desk that the present program opens."""
    try:
        found = [f"{check.name}: {check.detail}" for check in checkup(path) if check.state == "bad"]
    except Problem as problem:
        return [f"does not open: {problem.message}"]
    return found or [*content_faults(path)]


def content_faults(path: Path) -> Iterator[str]:
    """What is wrong inside a desk of any schema: pages, keys, chain, rows, search words."""
    with closing(read_only(path)) as connection:
        reader = FileReader(connection)
        said = connection.execute("PRAGMA integrity_check(3)").fetchall()
        if said != [("ok",)]:
            yield f"integrity: {said}"
            return
        if dangling := connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"rows point to missing ones: {dangling[:3]}"
        if broken := first_break(reader):
            yield f"chain broken: {broken}"
        yield from _history_faults(connection)
        yield from _search_faults(reader)


def tokens_in(path: Path) -> Counter[str]:
    """How often each token stands in what people wrote and what still counts."""
    texts = (
        "SELECT subject || description || tags FROM ticket",
        "SELECT text FROM entry WHERE in_error = 0",
        "SELECT reason FROM callback",
        "SELECT name || note FROM customer",
    )
    with closing(read_only(path)) as connection:
        return Counter(
            token for sql in texts for (text,) in connection.execute(sql) for token in TOKEN.findall(text)
        )


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, whatever the schema."""
    return sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)


def _history_faults(connection: sqlite3.Connection) -> Iterator[str]:
    lost = connection.execute(
        "SELECT id FROM event WHERE id NOT IN (SELECT event_id FROM event_body)"
        " UNION ALL SELECT event_id FROM event_body WHERE event_id NOT IN (SELECT id FROM event)"
    ).fetchall()
    if lost:
        yield f"events and bodies do not pair: {lost[:3]}"
    told: dict[Place, Values] = {}
    for number, body in connection.execute("SELECT event_id, body FROM event_body ORDER BY event_id"):
        for change in json.loads(body)["changes"]:
            if fault := _play(told, change):
                yield f"event {number}: {fault}"
    yield from _differences(told, dict(_rows(connection)))


def _play(told: dict[Place, Values], change: dict[str, Any]) -> str:
    place = (change["table"], tuple(change["key"]))
    before, after = change["before"], change["after"]
    if before is None:
        if place in told:
            return f"makes {place} a second time"
        told[place] = _told(after)
        return ""
    stands = told.get(place)
    if stands is None:
        return f"changes {place}, which was never made"
    if any(stands.get(name) != value for name, value in _told(before).items()):
        return f"says {place} was {before}, but it was {stands}"
    if after is None:
        del told[place]
    else:
        stands.update(_told(after))
    return ""


def _differences(told: dict[Place, Values], rows: dict[Place, Values]) -> Iterator[str]:
    for place in told.keys() ^ rows.keys():
        if place != CHAIN_HEAD:
            yield f"{place} {'was made but is not there' if place in told else 'is there but was never made'}"
    for place in told.keys() & rows.keys():
        other = {name: rows[place][name] for name, value in told[place].items() if rows[place][name] != value}
        if other:
            yield f"{place} holds {other}, its history says {told[place]}"


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[Place, Values]]:
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith(("sqlite_", "search_")) and name not in WITHOUT_EVENTS
    ]
    for table in tables:
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        names = [column[1] for column in columns]
        keys = [column[1] for column in sorted(columns, key=lambda column: int(column[5])) if column[5]]
        for row in connection.execute(f"SELECT * FROM {table}"):
            values = dict(zip(names, row, strict=True))
            yield (table, tuple(values[name] for name in keys)), values


def _told(values: Values) -> Values:
    return {name: value for name, value in values.items() if name not in UNTOLD_COLUMNS}


def _search_faults(reader: FileReader) -> Iterator[str]:
    for kind in Indexed:
        kept = dict(reader.rows(f"SELECT rowid, words FROM {kind}"))
        for number, *texts in reader.rows(texts_after(kind), {"after": 0, "limit": -1}):
            if number not in kept:
                yield f"{kind} lacks {number}"
            elif set(kept.pop(number).split()) != _words_of(kind, number, *texts):
                yield f"{kind} has other words for {number} than its text"
        for number in kept:
            yield f"{kind} {number} stands for nothing"


@lru_cache(maxsize=50_000)
def _words_of(kind: Indexed, number: int, *texts: str) -> frozenset[str]:
    return frozenset(WORDS[kind](number, *texts))
