"""What other people do, as it happens: polled about once a second by one thread."""

from __future__ import annotations

from typing import Self

from servicedesk.desk import Desk
from servicedesk.rules.permissions import Permission
from servicedesk.store.pulse import FilePulse
from servicedesk.store.queries.news import NEWS, NewsRow
from servicedesk.store.queries.timeline import LAST_EVENT

__all__ = ["NewsRow", "Pulse"]

MOST_NEWS = 1_000


class Pulse:
    """Owns one read connection and is used by one thread only; this process's own writes show too.

    Every method raises DatabaseProblem (NoDesk) while the file is away or locked, and works again after.
    """

    def __init__(self, desk: Desk) -> None:
        desk.require(Permission.VIEW)
        self._file = FilePulse(desk.store.path, desk.store.mark)

    def changed(self) -> bool:
        """Whether anything was written since the last call, drafts included; the first call says no."""
        return self._file.changed()

    def last_event(self) -> int:
        """The number of the newest event."""
        return int(self._file.rows(LAST_EVENT)[0][0])

    def news(self, after: int) -> list[NewsRow]:
        """The events after one, oldest first; after an import the first thousand, so ask again for the rest."""
        return [NewsRow(*row) for row in self._file.rows(NEWS, {"after": after, "limit": MOST_NEWS})]

    def close(self) -> None:
        """Lets go of the connection; call it from the thread that polled."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
