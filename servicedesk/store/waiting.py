"""Waiting for the turn to write: whoever has waited longest asks most often, so that nobody is passed over for long."""

from __future__ import annotations

import random
import sqlite3
import time

LONGEST_PAUSE = 0.01  # seconds between two questions of somebody who has just come


def take_turn(connection: sqlite3.Connection, seconds: float) -> None:
    """Begins a write transaction as soon as nobody else writes. Raises sqlite3.OperationalError after so many seconds.

    SQLite asks ever more seldom, up to ten times a second, and has no queue: among people who write without a
    pause one of them could wait for seconds while the others took turns.
    """
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0")
    begun = time.monotonic()
    try:
        while not _has_turn(connection, begun + seconds):
            waited = time.monotonic() - begun
            time.sleep(random.uniform(0, LONGEST_PAUSE) / (1 + waited))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def _has_turn(connection: sqlite3.Connection, until: float) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
            raise
        return False
    return True
