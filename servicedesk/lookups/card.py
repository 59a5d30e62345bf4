"""What a receptionist must see of a caller in one glance, and the whole history below it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.agreements import AgreementRow, ending_of, today
from servicedesk.lookups.consents import Rights, read_rights
from servicedesk.lookups.customers import CustomerFile, files_of, no_customer, rows_of
from servicedesk.lookups.needs import Need, Suggested, needs_of, repeats_since, suggested_of
from servicedesk.lookups.referrals import chain, sent_by
from servicedesk.lookups.tickets import TicketRow, TimelineRow
from servicedesk.rules.need_rules import need_rules
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.contacts import (
    CONTACTS_OF_CUSTOMER,
    CUSTOMER_TIMELINE,
    LAST_TICKET,
    OPEN_TICKETS_OF,
    OWED_TO,
    TICKET_COUNTS,
    OwedRow,
    contact_row,
    owed_row,
)
from servicedesk.store.queries.merging import JOINED_FILES, JoinedRow
from servicedesk.store.queries.tickets import ticket_row
from servicedesk.store.queries.timeline import timeline_row
from servicedesk.store.times import from_stored, to_stored

__all__ = ["Card", "LastContact", "OwedRow", "TimelineRow", "card", "timeline"]

YEAR = timedelta(days=365)


class LastContact(NamedTuple):
    """When and how we last spoke; `text` is what was said, or the subject of the ticket that was brought."""

    at: datetime
    channel: str
    direction: str
    text: str
    ticket: int | None


class Card(NamedTuple):
    """A customer at a glance. `owed` are the calls still due, promised ones first.

    `complains_often` goes by the complaints of the last year and the firm's own measure (R007). A file that was joined
    names the one it went into in `merged_into`, and that one the files that went into it in `joined`. `ending` are the
    agreements that end soon, or ran out and were not ended; `needs` what is needed and not met, by priority;
    `suggested` what repeated tickets suggest; `chain` who sent the customer, and who sent that one; `sent` whom she sent.
    """

    file: CustomerFile
    tickets: tuple[TicketRow, ...]
    owed: tuple[OwedRow, ...]
    last_contact: LastContact | None
    ticket_count: int
    complaint_count: int
    complains_often: bool
    rights: Rights
    merged_into: tuple[int, str] | None = None
    joined: tuple[tuple[int, str], ...] = ()
    ending: tuple[AgreementRow, ...] = ()
    needs: tuple[Need, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    chain: tuple[tuple[int, str], ...] = ()
    sent: tuple[tuple[int, str], ...] = ()

    @property
    def do_not(self) -> str:
        """What must not be done or said to this customer."""
        return self.file.row.do_not

    @property
    def opt_outs(self) -> tuple[str, ...]:
        """The channels the customer does not want to be contacted by."""
        return self.file.row.opt_outs

    @property
    def best_time(self) -> str:
        return self.file.row.best_time

    @property
    def tags(self) -> tuple[str, ...]:
        return self.file.row.tags


def card(desk: Desk, number: int) -> Card:
    """The card of a customer. Raises NotFound."""
    desk.require(Permission.VIEW)
    who = {"number": number}
    with desk.store.reading() as reader:
        files = files_of(reader, rows_of(reader, [number]))
        if not files:
            raise no_customer(number)
        tickets, complaints, lately, *has = _counts(desk, reader, number)
        has_agreements, has_needs, has_repeats, has_sent = has
        merges = [JoinedRow(*row) for row in reader.rows(JOINED_FILES, who)]
        return Card(
            file=files[0],
            tickets=tuple(ticket_row(row) for row in reader.rows(OPEN_TICKETS_OF, who)),
            owed=tuple(owed_row(row) for row in reader.rows(OWED_TO, who)),
            last_contact=_last_contact(reader, number),
            ticket_count=tickets,
            complaint_count=complaints,
            complains_often=lately >= desk.firm.complaints_often,
            rights=read_rights(reader, number),
            merged_into=next(((row.into, row.into_name) for row in merges if row.number == number), None),
            ending=ending_of(reader, number, today(desk)) if has_agreements else (),
            needs=needs_of(desk, reader, number) if has_needs else (),
            suggested=tuple(suggested_of(desk, reader, number)) if has_repeats else (),
            chain=chain(reader, number) if files[0].row.referred_by else (),
            sent=sent_by(reader, number) if has_sent else (),
            joined=tuple((row.number, row.name) for row in merges if row.into == number),
        )


def timeline(desk: Desk, number: int, limit: int = 200) -> list[TimelineRow]:
    """The newest events of a customer, tickets, contacts and callbacks in one, newest first. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = reader.rows(CUSTOMER_TIMELINE, {"number": number, "limit": limit})
        if not rows and not rows_of(reader, [number]):
            raise no_customer(number)
        return [timeline_row(row) for row in rows]


def _counts(desk: Desk, reader: Reader, number: int) -> tuple[int, ...]:
    """Tickets, complaints and late complaints, and whether there is anything to ask of each further kind."""
    by = need_rules(desk.firm.settings)
    params = {
        "number": number,
        "since": to_stored(desk.now() - YEAR),
        "repeats_since": repeats_since(desk, by),
        "times": by.repeat_tickets,
    }
    return reader.rows(TICKET_COUNTS, params)[0]


def _last_contact(reader: Reader, number: int) -> LastContact | None:
    said = [
        LastContact(row.at, row.channel, row.direction, row.text, row.ticket)
        for row in map(contact_row, reader.rows(CONTACTS_OF_CUSTOMER + " LIMIT 1", {"number": number}))
    ]
    said += [
        LastContact(from_stored(opened_at), channel, "in", subject, ticket)
        for opened_at, channel, ticket, subject in reader.rows(LAST_TICKET, {"number": number})
    ]
    return max(said, key=lambda contact: contact.at, default=None)
