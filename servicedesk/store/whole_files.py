"""Files that get their name only when they are whole: a program that is killed leaves none that looks complete."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from servicedesk.file_names import refuse_no_name
from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem, Refused
from servicedesk.store.leftovers import BESIDE, UNFINISHED, take_leftovers_away

_LONGEST_ENDING = f".{'0' * 8}{UNFINISHED}{max(BESIDE, key=len)}"


@contextmanager
def made_whole(target: Path, *, over: bool = False) -> Iterator[Path]:
    """A new database file, readable by this account alone: written beside its place, and named when it is whole.

    An error takes it away; a kill leaves `target` as it was and a file NAME.XXXXXXXX.part, which goes
    when the same file is made a day later or more, and may be deleted before.
    Raises Refused when something is at `target` already, unless it may be written over; BadValue,
    DatabaseProblem.
    """
    if not over:
        _refuse_taken(target)
    refuse_no_name(target, _LONGEST_ENDING)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise DatabaseProblem(
            _("{path} cannot be written: {detail}").format(path=target, detail=error.strerror or error),
            _("Choose a folder that you may write to and that has space"),
        ) from error
    take_leftovers_away(target)
    try:
        yield part
        if over:
            part.replace(target)
        else:
            _put_in_place(part, target)
        _keep_name(target)
    finally:
        for beside in BESIDE:
            part.with_name(part.name + beside).unlink(missing_ok=True)


def _put_in_place(part: Path, target: Path) -> None:
    """Gives the file its name unless somebody else took that name meanwhile."""
    _refuse_taken(target)
    if target.exists():
        target.unlink()  # an empty file
    try:
        if os.name == "nt":
            part.rename(target)  # refuses a name that is taken, which POSIX does not
        else:
            target.hardlink_to(part)
    except FileExistsError:
        _refuse_taken(target)
        raise
    except OSError:  # a file system without links, such as a memory stick's
        part.rename(target)


def _refuse_taken(target: Path) -> None:
    if target.exists() and (target.is_dir() or target.stat().st_size > 0):
        raise Refused(
            _("There is something at {path} already; it was not touched").format(path=target),
            _("Name another file"),
        )


def _keep_name(target: Path) -> None:
    """Writes the folder down too, where the system lets us, so that the name survives a power cut."""
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
