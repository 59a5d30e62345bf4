"""Moving everything readable from a damaged desk into a new one, and counting table by table what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from servicedesk.store.chain import HEAD_KEY
from servicedesk.store.salvage.fit import Form
from servicedesk.store.salvage.history import find_seam
from servicedesk.store.salvage.past import Past, Place, read_past
from servicedesk.store.salvage.source import Damaged, Found, Values
from servicedesk.store.salvage.stand_ins import make_stand_ins
from servicedesk.store.salvage.target import Hopeless, Target
from servicedesk.store.seams import Seam

_NAMED_BY_EVENTS = ("ticket", "customer", "callback", "entry")
_SPARE = 1_000  # numbers that may have been given beyond what can be seen
_NEVER_CHANGED = ("event", "event_body")
_NOT_IN_HISTORY = {"draft"}
_NOTHING = Found(0, {}, frozenset(), 0)


@dataclass
class Counts:
    """What came of each table: rows read as they were, made again from the history, kept in part, lost."""

    read: Counter[str] = field(default_factory=Counter)
    rebuilt: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)
    stand_ins: Counter[str] = field(default_factory=Counter)

    def is_whole(self, seam: Seam) -> bool:
        """Whether everything came out. What the history does not hold may be lost without a trace."""
        doubtful = _NOT_IN_HISTORY if seam.is_whole else set(self.unreadable)
        return (
            seam.is_whole
            and not self.lost.total()
            and not self.mended.total()
            and not any(self.unreadable[table] for table in doubtful)
        )


def _is_of_chain(place: Place) -> bool:
    return place[0] in _NEVER_CHANGED or place == ("setting", (HEAD_KEY,))


class Move:
    """One salvage at work: first what fits, then what the history adds, then what must be mended."""

    def __init__(self, damaged: Damaged, target: Target) -> None:
        self.damaged, self.target = damaged, target
        self.counts = Counts()
        self._unfit: dict[Place, Found] = {}

    def rows(self) -> None:
        """Everything that fits as it was read; what does not is put aside."""
        for form in self.target.forms.values():
            fitting = (found.values for found in self.damaged.rows(form) if self._fits(form, found))
            self.counts.read[form.table] += self.target.keep(form, fitting)
        self._older_events()
        hurt = [form for form in self.target.forms.values() if self.damaged.unreadable[form.table]]
        if hurt:
            for form, found in self.damaged.loose_rows(hurt):
                if self._fits(form, found):
                    self.counts.read[form.table] += self.target.keep(form, [found.values])
        self.counts.unreadable.update(self.damaged.unreadable)

    def _older_events(self) -> None:
        """Where the newest pages are damaged: an event is never changed, so an older page has it as well."""
        older = self.damaged.older()
        if older is None:
            return
        for form in map(self.target.forms.__getitem__, _NEVER_CHANGED):
            fitting = (found.values for found in older.rows(form) if not found.unfit)
            self.counts.read[form.table] += self.target.keep(form, fitting)

    def history(self) -> Seam:
        """The events that are kept, proved as far as they can be; what was put aside of them goes."""
        seam = find_seam(self.target)
        self.counts.lost["event"] = seam.lost
        self.counts.lost["event_body"] = seam.bodies
        self._unfit = {place: found for place, found in self._unfit.items() if not _is_of_chain(place)}
        return seam

    def from_history(self, seam: Seam) -> None:
        """Rows that are lost, or some of whose values are, as the history tells them."""
        past = read_past(self.target)
        for place, stead in past.lacking.items():
            found = self._unfit.pop(place, None)
            self._make_again(place, found or _NOTHING, stead)
        for place, found in self._unfit.items():
            if place not in past.gone:
                self._make_again(place, found, {})
        self._named_but_lost(past)
        if not seam.is_whole:
            self._given_but_lost(past)

    def stand_ins(self, now: str, name: str) -> None:
        """A row for each that others still name."""
        given = self.highest_numbers()
        highest = {table: given.get(table) or self._highest(table) + _SPARE for table in self.target.forms}
        made = make_stand_ins(self.target, highest, now, name)
        self.counts.stand_ins = made.rows
        for table, number in made.rows.items():
            self.counts.lost[table] = max(self.counts.lost[table], number)
        self.counts.lost.update(made.gone)

    def highest_numbers(self) -> dict[str, int]:
        """The highest number of each table that anything in the file has heard of, within reason."""
        known = Counter(dict(self._sequences()))
        for table, sql in self._heard():
            known[table] = max(known[table], self._one(sql))
        return {
            table: number if number <= 2 * self._highest(table) + _SPARE else self._highest(table)
            for table, number in known.items()
            if table in self.target.forms
        }

    def _fits(self, form: Form, found: Found) -> bool:
        if found.unfit:
            self._unfit[(form.table, form.key_of(found.values))] = found
        return not found.unfit

    def _make_again(self, place: Place, found: Found, stead: Values) -> None:
        form = self.target.forms[place[0]]
        known = {**stead, **dict(zip(form.key, place[1], strict=False))}
        try:
            blank = self.target.mend(form, found.values or known, found.unfit, known)
        except Hopeless:
            self.counts.lost[form.table] += 1
            return
        (self.counts.mended if blank or not stead else self.counts.rebuilt)[form.table] += 1

    def _named_but_lost(self, past: Past) -> None:
        for table in _NAMED_BY_EVENTS:
            rows = self.target.connection.execute(
                f"SELECT DISTINCT {table}_id FROM event"
                f" WHERE {table}_id IS NOT NULL AND {table}_id NOT IN (SELECT id FROM {table})"
            )
            self.counts.lost[table] += sum((table, (row[0],)) not in past.gone for row in rows)

    def _given_but_lost(self, past: Past) -> None:
        """Where the history has holes, a number that was given and is not there counts as lost."""
        for table, number in self.highest_numbers().items():
            if self.counts.unreadable[table]:
                gone = sum(place[0] == table for place in past.gone)
                there = self._one(f"SELECT count(*) FROM {table}")
                self.counts.lost[table] = max(self.counts.lost[table], number - there - gone)

    def _sequences(self) -> Iterator[tuple[str, int]]:
        for name, number in self.damaged.sequences():
            with suppress(KeyError):
                if self.target.forms[name].alias:
                    yield name, number

    def _heard(self) -> Iterator[tuple[str, str]]:
        for table in _NAMED_BY_EVENTS:
            yield table, f"SELECT coalesce(max({table}_id), 0) FROM event"

    def _highest(self, table: str) -> int:
        column = self.target.forms[table].alias or "rowid"
        heard = f"SELECT coalesce(max({table}_id), 0) FROM event" if table in _NAMED_BY_EVENTS else "SELECT 0"
        return max(self._one(f"SELECT coalesce(max({column}), 0) FROM {table}"), self._one(heard))

    def _one(self, sql: str) -> int:
        return int(self.target.connection.execute(sql).fetchone()[0])
