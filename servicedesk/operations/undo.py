"""Taking back what was done: a new operation that restores the values from before, never a gap in the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, Subject, change
from servicedesk.operations.taking_back import take_back
from servicedesk.operations.taking_back_import import take_back_import
from servicedesk.operations.undo_conflicts import Later, changes_of
from servicedesk.problems import NotFound, Refused
from servicedesk.rules.happenings import subject_words
from servicedesk.rules.permissions import Permission
from servicedesk.store.chain import ERASES_BODIES
from servicedesk.store.queries.undo import (
    CUSTOMERS_OF,
    FIRST_OF,
    KINDS_OF,
    LATER,
    NEWEST_BY,
    OF_OPERATION,
    TICKETS_OF,
    WRITTEN,
    KindRow,
    LaterRow,
    WrittenRow,
)
from servicedesk.store.times import from_stored

_NO_END = 2**62


class Undone(NamedTuple):
    """One operation, or one whole bulk verb or import, that was taken back; `kind` says what it was at heart."""

    operation: int
    operations: int
    at: datetime
    kind: str
    tickets: tuple[int, ...]
    customers: tuple[int, ...]
    callbacks: tuple[int, ...]

    @property
    def words(self) -> str:
        """What was undone, as one line for the person who asked."""
        what = subject_words(
            self.kind,
            *(next(iter(numbers), None) for numbers in (self.tickets, self.customers, self.callbacks)),
        )
        things = len(self.tickets or self.customers) if self.kind.endswith(".imported") else self.operations
        if things > 1:
            what = _("{what}, and {count} more").format(what=what, count=things - 1)
        return _("Undone: {what}").format(what=what)


def undo_last(desk: Desk) -> Undone:
    """Takes back what the actor did last. Raises as `undo_newest` does."""
    return undo_newest(desk, 1)[0]


def undo_newest(desk: Desk, count: int) -> list[Undone]:
    """Takes back the actor's newest operations, all of `count` or none; a bulk verb or import counts as one.

    Raises Refused when there is nothing (more) to take back, and at an erasure, before which nobody means to take back
    anything by a slip of the hand; Conflict when somebody changed it since.
    """
    with change(desk, Permission.UNDO_OWN) as work:
        undone: list[Undone] = []
        before = _NO_END
        while len(undone) < count:
            newest = work.reader.rows(NEWEST_BY, {"staff": desk.actor.id, "before": before})
            if not newest:
                raise Refused(
                    _("There is nothing of yours left to undo"), _("What happened: servicedesk history")
                )
            whole = newest[0][0]
            kinds = _kinds(work, whole)
            _refuse_erasure(work, whole, kinds)
            is_told = _is_import(kinds) or any(map(changes_of, _written(work, whole)))
            if is_told and all(map(_can_go_back, kinds)):
                undone.append(_undo(work, whole))
            else:
                before = whole
        return undone


def undo(desk: Desk, operation: int) -> Undone:
    """Takes back one operation, with the whole bulk verb or import that it belongs to.

    Raises NotFound, NotPermitted on somebody else's, Refused where nothing can be taken back, and Conflict.
    """
    with change(desk, Permission.UNDO_OWN) as work:
        found = work.reader.rows(OF_OPERATION, {"operation": operation})
        if not found:
            raise NotFound(
                _("There is no operation {number}").format(number=operation),
                _("See: servicedesk history --json-fields operation,kind"),
            )
        return _undo(work, found[0][0])


def _refuse_erasure(work: Change, whole: int, kinds: Sequence[KindRow]) -> None:
    """What was done before an erasure is taken back by its number only: whoever is startled by one presses undo."""
    if any(row.kind in ERASES_BODIES for row in kinds):
        numbers = work.reader.numbers(CUSTOMERS_OF, {"whole": whole})
        raise Refused(
            _("An erasure cannot be taken back: {customers}").format(
                customers=", ".join(f"C{number}" for number in numbers)
            ),
            _("Older work is taken back by its number: servicedesk history, then servicedesk undo NUMBER"),
        )


def _can_go_back(row: KindRow) -> bool:
    """What was erased, or the erasure of it, stays; so does what was done to the desk as a whole."""
    return not row.erased and not row.kind.startswith("desk.") and row.kind not in ERASES_BODIES


def _is_import(kinds: Sequence[KindRow]) -> bool:
    return any(row.kind in {"ticket.imported", "customer.imported"} for row in kinds)


def _undo(work: Change, whole: int) -> Undone:
    """Undoes every event with this operation or batch number, newest first, each by an event of its own."""
    kinds = _kinds(work, whole)
    if not kinds:
        raise Refused(
            _("That was undone already, or is itself an undo"), _("What happened: servicedesk history")
        )
    if any(row.staff_id != work.desk.actor.id for row in kinds):
        work.desk.require(Permission.UNDO_ANY)
    if not all(map(_can_go_back, kinds)):
        raise Refused(_("This cannot be undone"), _("What was erased, and the desk itself, stay as they are"))
    later = _later(work, whole)
    return _undo_import(work, whole, later) if _is_import(kinds) else _undo_rows(work, whole, later)


def _undo_import(work: Change, operation: int, later: Later) -> Undone:
    of = {"whole": operation}
    kind, at = work.reader.rows(FIRST_OF, of)[0]
    tickets, customers = (tuple(work.reader.numbers(sql, of)) for sql in (TICKETS_OF, CUSTOMERS_OF))
    take_back_import(work, operation, later)
    return Undone(operation, 1, from_stored(at), kind, tickets, customers, ())


def _undo_rows(work: Change, whole: int, later: Later) -> Undone:
    rows = _written(work, whole)
    for row in rows:
        take_back(work, row.operation, changes_of(row), later)
        subject = Subject(row.ticket, row.customer, row.callback)
        work.record_about("undone", subject, undoes=row.operation, of=row.kind)
    first = min(rows, key=lambda row: (row.operation, row.ticket is None, row.id))
    return Undone(
        operation=first.operation,
        operations=len({row.operation for row in rows}),
        at=from_stored(first.recorded_at),
        kind=first.kind,
        tickets=_numbers(row.ticket for row in rows),
        customers=_numbers(row.customer for row in rows),
        callbacks=_numbers(row.callback for row in rows),
    )


def _kinds(work: Change, whole: int) -> list[KindRow]:
    return [KindRow(*row) for row in work.reader.rows(KINDS_OF, {"whole": whole})]


def _written(work: Change, whole: int) -> list[WrittenRow]:
    return [WrittenRow(*row) for row in work.reader.rows(WRITTEN, {"whole": whole})]


def _later(work: Change, whole: int) -> dict[tuple[str, int], tuple[int, str]]:
    """The last operation on each ticket, customer and callback, apart from those being undone."""
    last: dict[tuple[str, int], tuple[int, str]] = {}
    for row in (LaterRow(*row) for row in work.reader.rows(LATER, {"whole": whole})):
        for table, number in (
            ("ticket", row.ticket),
            ("customer", row.customer),
            ("callback", row.callback),
        ):
            if number is not None:
                last[table, number] = (row.operation, row.kind)
    return last


def _numbers(numbers: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({number for number in numbers if number is not None}))
