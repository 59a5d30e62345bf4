"""Whether what stands at a path is still the desk that was opened: a write into a file that lost its name is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem

_BORN = "SELECT hash FROM event WHERE id = 1"


class Mark(NamedTuple):
    """What tells one desk from another: the file by device and number, and the hash of its first event."""

    file: tuple[int, int]
    born: str


def file_number(path: Path) -> tuple[int, int] | None:
    """Device and number of the file that has this name now; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def mark_of(connection: sqlite3.Connection, path: Path) -> Mark | None:
    """The mark of the desk a connection has just opened; None while it has no history yet."""
    file, born = file_number(path), connection.execute(_BORN).fetchone()
    return Mark(file, born[0]) if file and born else None


def refuse_other(connection: sqlite3.Connection, path: Path, mark: Mark) -> None:
    """Raises DatabaseProblem when the file was exchanged, or when another desk was copied into it."""
    refuse_moved(path, mark.file)
    born = connection.execute(_BORN).fetchone()
    if born and born[0] != mark.born:  # without its first event it is damaged, which doctor tells
        raise DatabaseProblem(
            _("Another desk is at {path} now; nothing was saved").format(path=path),
            _("Leave the program and start it again to work on that desk"),
        )


def refuse_moved(path: Path, file: tuple[int, int], *, saved: bool = False) -> None:
    """Raises DatabaseProblem when the name stands for another file than it did; `saved` tells that a commit was made."""
    if file_number(path) == file:
        return
    if saved:
        raise DatabaseProblem(
            _("The file of the desk was exchanged while this was saved: {path}").format(path=path),
            _("Start the program again and look whether it is there, before doing it again"),
        )
    raise DatabaseProblem(
        _("The file of the desk was exchanged under the program: {path}; nothing was saved").format(
            path=path
        ),
        _(
            "Put the file back, or leave and start again. A backup is brought back with: servicedesk restore FILE"
        ),
    )
