"""What SQLite says when it fails, in words a person can act on."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem

BACKUPS = "backups"  # beside the desk
# What SQLite says of a damaged schema may be damaged itself, so that not even its words can be read.
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
LEAST_FREE = 64 * 1024  # SQLite's shared memory and the first pages of a change need so many bytes


@contextmanager
def database_problems(path: Path | None = None) -> Iterator[None]:
    """Turns what SQLite raises into words a person can act on."""
    try:
        yield
    except UNREADABLE as error:
        raise describe_failure(str(error), path) from error


def describe_failure(text: str, path: Path | None = None) -> DatabaseProblem:
    """The problem for an error text of SQLite; the original text is kept where it says more."""
    place = str(path) if path else _("the desk")
    lower = text.lower()
    full = "full" in lower or ("disk i/o" in lower and _is_full(path))
    read_only = (
        "readonly" in lower or "read-only" in lower or ("unable to open" in lower and _is_read_only(path))
    )
    if "locked" in lower or "busy" in lower:
        return DatabaseProblem(
            _("The desk is busy: another program has been writing for a long time"),
            _("Nothing was changed. Try again; if it stays, look for a stuck servicedesk process"),
        )
    if "not a database" in lower:
        return no_desk_file(place)
    if full:
        return DatabaseProblem(
            _("The disk is full; nothing was saved"), _("Free some space and do it again: nothing was lost")
        )
    if "disk i/o" in lower:
        return DatabaseProblem(
            _("The disk does not read or write {path} ({detail}); nothing was saved").format(
                path=place, detail=text
            ),
            _("Check the disk and its free space, then run: servicedesk doctor"),
        )
    if any(words in lower for words in ("malformed", "corrupt", "no such table", "no such column")):
        return damaged(text, path)
    if "could not decode" in lower or "codec can't decode" in lower:
        return damaged(_("a text cannot be read"), path)
    if read_only:
        return DatabaseProblem(
            _("The desk {path} is read-only here; nothing was saved").format(path=place),
            _("Check the permissions of the file, of the -wal and -shm files beside it, and of its folder"),
        )
    if "unable to open" in lower:
        return DatabaseProblem(
            _("The desk {path} cannot be opened").format(path=place),
            _("Check that the file exists and that you may read its folder"),
        )
    return DatabaseProblem(
        _("The desk cannot do this: {detail}").format(detail=text),
        _("Run: servicedesk doctor"),
    )


def damaged(detail: str, path: Path | None) -> DatabaseProblem:
    """The problem of a desk that holds what cannot have been written; the next steps are named in their order."""
    backup = _newest_backup(path) if path else None
    message = _("The desk {path} is damaged ({detail})") if path else _("The desk is damaged ({detail})")
    return DatabaseProblem(
        message.format(path=path, detail=detail),
        _(
            "Keep a copy of the file and look with: servicedesk doctor. Then bring back the newest backup with:"
            " servicedesk restore {backup} - or bring out what can be read with:"
            " servicedesk doctor --salvage NEW.sqlite"
        ).format(backup=backup or "FILE"),
    )


def no_desk_file(place: object) -> DatabaseProblem:
    """The problem of a file that is no desk, or whose first bytes are damaged."""
    return DatabaseProblem(
        _("{path} is not a service desk").format(path=place),
        _(
            "Check the path given by --database; the file was not touched. If it was a desk, bring out what"
            " can be read with: servicedesk doctor --salvage NEW.sqlite"
        ),
    )


def _newest_backup(path: Path) -> Path | None:
    """The newest copy in the folder where `backup` puts them."""
    with suppress(OSError):
        found = [(file.stat().st_mtime, file) for file in (path.parent / BACKUPS).glob("*.sqlite")]
        return max(found)[1] if found else None
    return None


def _is_full(path: Path | None) -> bool:
    """Whether the disk under the file has no room left: SQLite calls that an I/O error at times."""
    try:
        return path is not None and shutil.disk_usage(path.parent).free < LEAST_FREE
    except OSError:
        return False


def _is_read_only(path: Path | None) -> bool:
    """Whether the file is there to be read and not to be written."""
    return path is not None and os.access(path, os.R_OK) and not _may_write(path)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
