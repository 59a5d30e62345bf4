"""The daily rounds in which the practice desk rings the customers it owes a call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from servicedesk.desk import Desk
from servicedesk.lookups.callbacks import CallbackRow, callbacks
from servicedesk.operations.callbacks import log
from servicedesk.operations.demo.words import words

OUTCOMES = ("reached", "no_answer", "busy", "declined", "wrong_number")
HOW_OFTEN = (80, 12, 4, 3, 1)
LEFT_FOR_TODAY = timedelta(hours=30)

CONTENT = 4  # from this score on a customer speaks well of it


class Rounds:
    """Twice a day somebody rings whoever is due; of the last day's calls some are left for today."""

    def __init__(self, random: Random, start: datetime, now: datetime) -> None:
        self.random = random
        self.now = now
        self._times = _round_times(start, now)
        self._next = next(self._times, None)

    def due_before(self, at: datetime) -> Iterator[datetime]:
        """The rounds up to a moment, each told once."""
        while self._next is not None and self._next <= at:
            yield self._next
            self._next = next(self._times, None)

    def ring(self, desk: Desk) -> None:
        """One round, at the present moment of the desk."""
        for callback in callbacks(desk, due="overdue"):
            is_left = callback.due_at > self.now - LEFT_FOR_TODAY and self.random.random() < 0.7
            if not is_left and not callback.promised:
                self._ring(desk, callback)

    def _ring(self, desk: Desk, callback: CallbackRow) -> None:
        outcome = self.random.choices(OUTCOMES, HOW_OFTEN)[0]
        score = self.random.choices((5, 4, 3, 2), (45, 38, 12, 5))[0] if outcome == "reached" else None
        say = words("zh_CN" if any(letter > "\u2fff" for letter in callback.customer_name or "") else "en")
        told = say.reached_low if score is not None and score < CONTENT else say.reached
        notes = {"reached": told, "no_answer": say.no_answer, "busy": say.busy}
        log(desk, callback.id, outcome, notes.get(outcome, ""), score=score)


def _round_times(start: datetime, now: datetime) -> Iterator[datetime]:
    """Twice every day between two moments."""
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < now:
        for hour, minute in ((2, 40), (8, 10)):  # UTC: in the middle of the morning and afternoon in China
            at = day.replace(hour=hour, minute=minute)
            if start < at < now:
                yield at
        day += timedelta(days=1)
