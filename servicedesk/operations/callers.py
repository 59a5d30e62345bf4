"""Whose file a caller or a ticket belongs to, and where it is about."""

from __future__ import annotations

from servicedesk.i18n import _
from servicedesk.operations.change import Change
from servicedesk.operations.customer_addresses import present_stays, shared_premises
from servicedesk.operations.entries import spoke_with
from servicedesk.operations.living import living
from servicedesk.problems import Refused
from servicedesk.rules.numbers import read_customer_number
from servicedesk.rules.phones import read_phone, shown_phone
from servicedesk.store.tables import Customer, Ticket


def by_phone_or_new(work: Change, said: str) -> Customer:
    """The one file with this number, or a new one. Raises Refused naming the candidates when several share it."""
    from servicedesk.store.queries.customers import CUSTOMERS_WITH_PHONE

    number = read_phone(said, work.desk.firm.region).number
    found = work.reader.rows(CUSTOMERS_WITH_PHONE, {"number": number})
    if len(found) > 1:
        names = ", ".join(f"C{row[0]} {row[1] or shown_phone(number)}" for row in found)
        raise Refused(
            _("{count} customers share the number {phone}").format(
                count=len(found), phone=shown_phone(number)
            ),
            _("Say which with --customer: {names}").format(names=names),
        )
    if found:
        return work.get(Customer, found[0][0])
    from servicedesk.operations.customers import NewCustomer, add_customer

    return add_customer(work, NewCustomer(phones=(said,), source="phone"))


def matter_brought(work: Change, customer: Customer | None, kind: str) -> None:
    """A prospect is one no more from the first matter on that is more than an enquiry."""
    if customer is not None and customer.stage == "prospect" and kind != "enquiry":
        from servicedesk.operations.stages import become_customer

        become_customer(work, customer)


def premises_for(work: Change, said: str, customer: Customer | None) -> int | None:
    """The premises with this text, made when new; without a text the customer's only premises."""
    if said.strip():
        return shared_premises(work, said).id
    if customer is None:
        return None
    mine = present_stays(work, customer)
    return mine[0].premises_id if len(mine) == 1 else None


def attach(work: Change, ticket: Ticket, said: str) -> None:
    """Puts a ticket into a customer's file; what an unknown caller said and was promised goes along."""
    from servicedesk.operations.need_tickets import follow_ticket
    from servicedesk.store.tables import Callback, Entry

    before = ticket.customer_id
    customer = living(work, read_customer_number(said)) if said.strip() else None
    ticket.customer_id = customer.id if customer else None
    for entry in work.all(Entry, Entry.ticket_id == ticket.id, Entry.customer_id == before):
        entry.customer_id = ticket.customer_id
    follow_ticket(work, ticket, before)
    if customer is None:
        return
    if ticket.premises_id is None:
        ticket.premises_id = premises_for(work, "", customer)
    for callback in work.all(Callback, Callback.ticket_id == ticket.id, Callback.state == "due"):
        callback.customer_id = customer.number
    spoke_with(work, customer, ticket.opened_at)
    matter_brought(work, customer, ticket.kind)
