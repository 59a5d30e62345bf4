"""Puts what a file brings into the desk: tickets, customer files, premises, what was said, and their events."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.operations.importing.comparing import KnownTicket
from servicedesk.operations.importing.incoming import Incoming, Person
from servicedesk.operations.importing.people import People, name_of
from servicedesk.operations.importing.ticket_values import Promises, Values, following_values
from servicedesk.operations.indexing import customer_words, index_tickets_again, ticket_words
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.store.bulk import Bulk
from servicedesk.store.changes import RowChange
from servicedesk.store.database import Reader
from servicedesk.store.search_rows import Indexed
from servicedesk.store.tables import Customer, Email, Entry, Phone, Premises, Ticket
from servicedesk.store.times import from_stored

_MOVES_PROMISES = {"status", "kind", "priority", "category_id", "customer_id", "premises_id", "team_id"}
_EVENTS = {"reply": "ticket.replied", "resolution": "ticket.resolved", "note": "ticket.noted"}


class Writer:
    """Writes rows through `Bulk`: the same events, search words and promises as operations one by one."""

    def __init__(self, desk: Desk, reader: Reader, bulk: Bulk, people: People, now: datetime) -> None:
        self._bulk, self._people, self._now = bulk, people, now
        self._actor = desk.actor.id
        self._promises = Promises(desk, reader)
        self._premises: dict[int, RowChange] = {}
        self._to_index: list[int] = []

    @property
    def operation(self) -> int | None:
        return self._bulk.operation

    def open_file(self, person: Person, at: datetime) -> int:
        """A new customer file; returns its number."""
        bulk, name = self._bulk, name_of(person)
        values = {"external_id": person.external_id or None, "name": name, "source": "import"}
        made = bulk.add(Customer, {**values, "created_at": self._now, "last_contact_at": at})
        number = int(made.key[0])
        changes, parts = [made], [person.external_id]
        for position, phone in enumerate(person.phones):
            changes.append(bulk.add(Phone, {**phone._asdict(), "customer_id": number, "position": position}))
            parts += [phone.number, phone.raw, phone.extension]
        if person.email:
            changes.append(bulk.add(Email, {"customer_id": number, "address": person.email}))
            parts.append(person.email)
        bulk.index(Indexed.CUSTOMER, number, customer_words(number, name, "", *parts))
        bulk.event("customer.created", changes, customer_id=number)
        return number

    def add_premises(self, text: str) -> int:
        """New premises; the next ticket's event tells of them. Returns their number."""
        made = self._bulk.add(Premises, {"text": text})
        self._premises[made.key[0]] = made
        return int(made.key[0])

    def create(self, incoming: Incoming, said: Values) -> None:
        """A ticket with its own dates; what was answered and how it ended go onto its timeline."""
        values = {
            **said,
            **following_values(incoming, said, self._promises, self._now, self._now),
            "external_id": incoming.external_id,
            "imported": True,
            "recorded_at": self._now,
            "updated_at": self._now,
        }
        changes = self._new_premises(said)
        made = self._bulk.add(Ticket, values)
        number, customer = int(made.key[0]), said["customer_id"]
        changes += [made, *self._contact(customer, incoming.opened_at)]
        name = self._people.names[customer] if customer else ""
        texts = texts_of(incoming)
        told = (said["subject"], said["description"], said["tags"], said["caller"], incoming.premises, name)
        words = ticket_words(number, *told, *(text for _kind, text in texts))
        self._bulk.index(Indexed.TICKET, number, words)
        self._bulk.event(
            "ticket.imported",
            changes,
            happened_at=incoming.opened_at,
            ticket_id=number,
            customer_id=customer,
        )
        for kind, text in texts:
            self._say(number, customer, incoming, kind, text)

    def update(self, incoming: Incoming, known: KnownTicket, said: Values, columns: list[str]) -> None:
        """A ticket imported before, of which the file now says something else."""
        number, now = known.number, known.now
        after = {column: said[column] for column in columns}
        if _MOVES_PROMISES & after.keys():
            still_open = now["status"] in OPEN_STATUSES
            since = from_stored(now["promised_from"]) if still_open else self._now
            after |= following_values(incoming, said, self._promises, since, self._now)
            if still_open and incoming.standing.is_open:
                after |= self._promises.counted(number, after)
        after["updated_at"] = self._now
        customer = said["customer_id"] if "customer_id" in after else now["customer_id"]
        changes = self._new_premises(said)
        changes.append(self._bulk.change(Ticket, number, {name: now[name] for name in after}, after))
        self._bulk.event("ticket.imported", changes, ticket_id=number, customer_id=customer)
        for kind, text in texts_of(incoming):
            if (kind, text) not in known.texts:
                self._say(number, customer, incoming, kind, text)
        self._to_index.append(number)

    def end_portion(self, reader: Reader) -> None:
        """Sends what was gathered to the store, and finds changed tickets by their new words."""
        self._bulk.flush()
        index_tickets_again(self._bulk, reader, self._to_index)
        self._to_index = []

    def _new_premises(self, said: Values) -> list[RowChange]:
        made = self._premises.pop(said["premises_id"], None)
        return [made] if made else []

    def _contact(self, customer: int | None, at: datetime) -> list[RowChange]:
        if customer is None:
            return []
        before = self._people.last_contact[customer]
        if before is not None and before >= at:
            return []
        self._people.last_contact[customer] = at
        values = {"last_contact_at": before}, {"last_contact_at": at}
        return [self._bulk.change(Customer, customer, *values, silently=True)]

    def _say(self, number: int, customer: int | None, incoming: Incoming, kind: str, text: str) -> None:
        at = _said_at(incoming, kind, self._now)
        made = self._bulk.add(
            Entry,
            {
                "kind": kind,
                "ticket_id": number,
                "customer_id": customer,
                "staff_id": self._actor,
                "at": at,
                "channel": incoming.channel if kind == "reply" else None,
                "direction": "out" if kind == "reply" else None,
                "text": text,
            },
        )
        entry = int(made.key[0])
        self._bulk.event(
            _EVENTS[kind],
            [made],
            happened_at=at,
            ticket_id=number,
            customer_id=customer,
            entry_id=entry,
            imported=True,
        )


def texts_of(incoming: Incoming) -> list[tuple[str, str]]:
    """What was said on a matter elsewhere, as kinds of entries; how an open one stands is only a note."""
    ending = "note" if incoming.standing.is_open else "resolution"
    said = [("reply", incoming.reply), (ending, incoming.resolution)]
    return [(kind, text) for kind, text in said if text]


def _said_at(incoming: Incoming, kind: str, now: datetime) -> datetime:
    where = incoming.standing
    if kind == "reply":
        return where.first_responded_at or where.resolved_at or where.closed_at or incoming.opened_at
    return now if kind == "note" else where.resolved_at or where.closed_at or incoming.opened_at
