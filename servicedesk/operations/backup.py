"""Backing the desk up and bringing a backup back (R264)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from servicedesk.desk import SYSTEM_HANDLE, Desk, open_desk
from servicedesk.i18n import _
from servicedesk.operations import erased_again
from servicedesk.operations.change import change
from servicedesk.problems import DatabaseProblem, NoDesk, NotFound, NotPermitted
from servicedesk.rules.permissions import Permission
from servicedesk.store.backup import bring_back, copy_desk, prove, save_whatever_is
from servicedesk.store.database import store_at
from servicedesk.store.failures import BACKUPS


class Saved(NamedTuple):
    """A backup: where it is and how big, in bytes; `unnoted` says why the history does not tell of it."""

    path: Path
    size: int
    unnoted: str = ""


class Restored(NamedTuple):
    """What a restore did: how many events the backup held, where the desk from before was saved, and who was
    erased again because the desk from before had erased them.
    """

    events: int
    saved: Path | None
    erased: tuple[int, ...] = ()


def backup(desk: Desk, target: Path | None = None) -> Saved:
    """Copies the desk while it is in use, and notes in the history who did so.

    Without a target it is a file with the date in the folder `backups` beside the desk; a folder gets such
    a file. A desk that cannot be written to is copied all the same, and the copy says so.
    Raises Refused when the file is there already, DatabaseProblem.
    """
    desk.require(Permission.BACKUP)
    path = _place(desk.store.path, target, desk.local(desk.now()))
    copy_desk(desk.store.path, path)
    size, unnoted = path.stat().st_size, ""
    try:
        with change(desk, Permission.BACKUP) as work:
            work.record("desk.backed_up", file=path.name)
    except DatabaseProblem as problem:
        unnoted = problem.message
    return Saved(path, size, unnoted)


def restore(place: str | Path, file: Path, account: str, staff: str | None = None) -> Restored:
    """Brings a backup back into the desk's own file; the desk as it stands is saved beside it first.

    Who acts must be an administrator of the present desk or, where that cannot be opened, of the backup.
    Raises NotFound, or NoDesk or DatabaseProblem when `file` is not a whole desk; then nothing was changed.
    """
    live = store_at(place).path
    if not file.is_file():
        raise NotFound(_("There is no file {path}").format(path=file), _("Check the name"))
    events = prove(file)
    try:
        desk = open_desk(place, account=account, staff=staff)
    except DatabaseProblem:
        desk = open_desk(file, account=account, staff=staff)
    desk.require(Permission.BACKUP)
    saved = _save_present(live, desk.local(desk.now()))
    gone = erased_again.erased_in(live) if live.exists() else None
    bring_back(file, live)
    _note_restore(place, file, account, staff)
    return Restored(events, saved, _erase_again(place, gone, account, staff))


def _save_present(live: Path, now: datetime) -> Path | None:
    if not live.exists() or live.stat().st_size == 0:
        return None
    path = _place(live, None, now, "before-restore")
    try:
        copy_desk(live, path)
    except NoDesk:
        return None
    except DatabaseProblem:
        save_whatever_is(live, path)
    return path


def _erase_again(
    place: str | Path, gone: erased_again.ErasedBefore | None, account: str, staff: str | None
) -> tuple[int, ...]:
    """A backup from before an erasure brings nobody back."""
    if gone is None or not gone.files:
        return ()
    try:
        desk = open_desk(place, account=account, staff=staff)
    except (NotFound, NotPermitted):
        desk = open_desk(place, account=account, staff=SYSTEM_HANDLE)
    return erased_again.erase_again(desk, gone)


def _note_restore(place: str | Path, file: Path, account: str, staff: str | None) -> None:
    """Keeps the restore in the history that was brought back, where who acts is known in it."""
    with suppress(NotFound, NotPermitted):
        desk = open_desk(place, account=account, staff=staff)
        with change(desk, Permission.BACKUP) as work:
            work.record("desk.restored", file=file.name)


def _place(desk: Path, target: Path | None, now: datetime, word: str = "") -> Path:
    """The file named, or one that nobody has yet with the date in its name."""
    if target is not None and not target.is_dir():
        return target
    folder = target or desk.parent / BACKUPS
    stem = "-".join(filter(None, (desk.stem, word, f"{now:%Y-%m-%d-%H%M}")))
    path, number = folder / f"{stem}.sqlite", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.sqlite", number + 1
    return path
