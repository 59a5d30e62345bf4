"""A backup from before an erasure brings nobody back: who was erased on the desk is erased on what replaces it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.erasing import clear_file, erase_whatever_stands_against_it
from servicedesk.problems import DatabaseProblem
from servicedesk.store.database import store_at
from servicedesk.store.queries.erased import BORN, ERASED_FILES, STILL_THERE


class ErasedBefore(NamedTuple):
    """Whom a desk had erased: by number and the moment the file was made, and which desk it is."""

    born: str
    files: tuple[tuple[int, str], ...]


def erased_in(place: str | Path) -> ErasedBefore | None:
    """Whom the desk there has erased; None where it cannot be read."""
    try:
        with store_at(place).reading() as reader:
            born = reader.rows(BORN)
            return ErasedBefore(born[0][0], tuple((row[0], row[1]) for row in reader.rows(ERASED_FILES)))
    except (DatabaseProblem, IndexError):
        return None


def erase_again(desk: Desk, before: ErasedBefore) -> tuple[int, ...]:
    """Erases those whom a backup has brought back, open tickets and holds of that time notwithstanding."""
    with desk.store.reading() as reader:
        same = [row[0] for row in reader.rows(BORN)] == [before.born]
        back = [
            number
            for number, created_at in before.files
            if same and reader.rows(STILL_THERE, {"number": number, "created_at": created_at})
        ]
    together = desk.in_batch()
    for number in back:
        reason = _("erased before the backup was brought back")
        erase_whatever_stands_against_it(together, number, reason)
    if back:
        clear_file(desk)
    return tuple(back)
