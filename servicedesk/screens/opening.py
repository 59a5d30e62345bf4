"""The first look at a desk, by a thread, while the libraries that draw are still loading."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from servicedesk.desk import Desk, open_desk_as_it_is
from servicedesk.lookups import firm, today
from servicedesk.lookups.soundness import refuse_damaged
from servicedesk.settings import this_account


class FirstLook(NamedTuple):
    """An open desk that can be worked on, what Today shows of it, and its newest event before that was asked."""

    desk: Desk
    last_event: int
    rows: Sequence[today.TodayRow]
    staff: Sequence[firm.StaffRow]
    teams: Sequence[firm.TeamRow]


class Opening:
    """Looks at once; whatever goes wrong is left for the screen to meet again, where it can be told."""

    def __init__(self, place: str | Path, staff: str | None) -> None:
        self._found: FirstLook | None = None
        self._thread = Thread(target=self._look, args=(place, staff), name="opening", daemon=True)
        self._thread.start()

    def found(self) -> FirstLook | None:
        """What was found; None where there is no desk yet, or one that cannot be opened just so."""
        self._thread.join()
        return self._found

    def _look(self, place: str | Path, staff: str | None) -> None:
        with suppress(Exception):
            from servicedesk.lookups.pulse import Pulse

            desk = open_desk_as_it_is(place, account=this_account(), staff=staff)
            refuse_damaged(desk)
            with Pulse(desk) as pulse:
                last_event = pulse.last_event()
            self._found = FirstLook(desk, last_event, today.today(desk), firm.staff(desk), firm.teams(desk))
