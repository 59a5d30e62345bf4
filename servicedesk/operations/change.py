"""The frame of every operation: one permission, one transaction, its events, its search words.

with change(desk, Permission.TICKET_WORK) as work:
    ticket = work.get(Ticket, number)
    ticket.priority = level
    work.record("ticket.prioritised", ticket=ticket)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from servicedesk.i18n import _
from servicedesk.problems import NotFound
from servicedesk.rules.permissions import Permission

if TYPE_CHECKING:
    from sqlmodel import Session, SQLModel

    from servicedesk.desk import Desk
    from servicedesk.store.bulk import Bulk
    from servicedesk.store.changes import RowChange
    from servicedesk.store.search_rows import Indexed
    from servicedesk.store.tables import Callback, Customer, Entry, Ticket

    Row = TypeVar("Row", bound=SQLModel)


class Subject(NamedTuple):
    """What an event is about, by number."""

    ticket_id: int | None = None
    customer_id: int | None = None
    callback_id: int | None = None
    entry_id: int | None = None


class Change:
    """One operation at work: rows are read, changed and added through it, and events name what was done."""

    def __init__(self, desk: Desk, session: Session) -> None:
        from servicedesk.operations.indexing import SearchFollower
        from servicedesk.store.changes import ChangeTracker
        from servicedesk.store.log import EventLog
        from servicedesk.store.sessions import SessionReader

        self.desk = desk
        self.session = session
        self.now = desk.now()
        self.reader = SessionReader(session)
        self._tracker = ChangeTracker(session)
        self._log = EventLog(session)
        self._search = SearchFollower(session, self.reader)
        self._operation: int | None = None

    @property
    def operation(self) -> int | None:
        """The id of this operation, once it has recorded an event."""
        return self._operation

    def get(self, model: type[Row], key: Any, *, if_version: int | None = None) -> Row:
        """The row with this number. Raises NotFound, or Conflict when `if_version` is no longer its version."""
        from servicedesk.store.sessions import changed_meanwhile

        row = self.session.get(model, key)
        if row is None:
            raise missing(model.__name__, key)
        if if_version is not None and getattr(row, "version", if_version) != if_version:
            raise changed_meanwhile()
        return row

    def all(self, model: type[Row], *where: Any) -> list[Row]:
        """The rows of a table that meet the conditions."""
        from sqlmodel import select

        return list(self.session.exec(select(model).where(*where)).all())

    def has_changed(self) -> bool:
        """Whether anything was written since the last event."""
        return self._tracker.has_changes()

    def add(self, row: Row) -> Row:
        """A new row, with its number."""
        self.session.add(row)
        self.session.flush()
        return row

    def record(
        self,
        kind: str,
        *,
        ticket: Ticket | None = None,
        customer: Customer | None = None,
        callback: Callback | None = None,
        entry: Entry | None = None,
        happened_at: datetime | None = None,
        undoes: int | None = None,
        **facts: Any,
    ) -> int:
        """Writes the event of everything changed since the last one; returns its id."""
        customer_id = customer.id if customer else ticket.customer_id if ticket else None
        subject = Subject(
            ticket_id=ticket.id if ticket else callback.ticket_id if callback else None,
            customer_id=customer_id if customer_id else callback.customer_id if callback else None,
            callback_id=callback.id if callback else None,
            entry_id=entry.id if entry else None,
        )
        return self.record_about(kind, subject, happened_at=happened_at, undoes=undoes, **facts)

    def record_about(
        self,
        kind: str,
        subject: Subject,
        *,
        happened_at: datetime | None = None,
        undoes: int | None = None,
        **facts: Any,
    ) -> int:
        """As `record`, about rows that may not exist any more."""
        changes: list[RowChange] = self._tracker.take()
        self._search.note(changes)
        event = self._log.append(
            kind,
            at=self.now,
            happened_at=happened_at or self.now,
            staff_id=self.desk.actor.id,
            account=self.desk.actor.account,
            **subject._asdict(),
            operation=self._operation,
            batch=self.desk.batch.id if self.desk.batch else None,
            undoes=undoes,
            body={**facts, "changes": [change.as_json() for change in changes]},
        )
        if self._operation is None:
            self._operation = event
            if self.desk.batch and self.desk.batch.id is None:
                self.desk.batch.id = event
        return event

    @contextmanager
    def in_bulk(self) -> Iterator[Bulk]:
        """Many rows of this operation at once, past the ORM, with their own events."""
        from servicedesk.store.bulk import Bulk

        assert not self._tracker.has_changes(), "what changed before has no event yet"
        self._log.let_go()
        bulk = Bulk(
            self.session,
            at=self.now,
            staff_id=self.desk.actor.id,
            account=self.desk.actor.account,
            operation=self._operation,
        )
        yield bulk
        bulk.finish()
        self._operation = bulk.operation
        self.session.expire_all()

    def index_again(self, kind: Indexed, numbers: Iterable[int]) -> None:
        """Has things found by what they hold when the operation ends, although no tracked row changed."""
        self._search.again(kind, numbers)

    def finish(self) -> None:
        """Nothing may have changed without an event: that would be history nobody can see or undo."""
        left = self._tracker.take()
        assert not left, f"changed without an event: {[change.table for change in left]}"
        self._search.write()
        self._log.save_head()
        self._tracker.stop()


@contextmanager
def change(desk: Desk, permission: Permission) -> Iterator[Change]:
    """Opens an operation. Raises NotPermitted, DatabaseProblem; on any error nothing is written."""
    desk.require(permission)
    with desk.store.writing() as session:
        work = Change(desk, session)
        yield work
        work.finish()


def missing(what: str, key: object) -> NotFound:
    """The problem of a number that does not exist."""
    texts = {
        "Ticket": (_("There is no ticket {number}"), _("See: servicedesk ticket list")),
        "Customer": (_("There is no customer {number}"), _("See: servicedesk customer find TEXT")),
        "Callback": (_("There is no callback {number}"), _("See: servicedesk callback list")),
        "Task": (_("There is no task {number}"), _("See: servicedesk ticket task list")),
    }
    message, hint = texts.get(what, (_("There is no such thing: {number}"), ""))
    return NotFound(message.format(number=key), hint)
