"""A row's version rises with every edit, and with nothing else."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import customers, tickets
from servicedesk.operations import customers as customer_operations
from servicedesk.operations import handling
from servicedesk.operations import tickets as ticket_operations
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import Conflict


def test_words_said_meanwhile_are_no_conflict_for_an_edit(desk: Desk) -> None:
    number = ticket_operations.open_ticket(desk, NewTicket("漏水")).ticket.number
    seen = handling.note(desk, number, "taken up").ticket.version
    handling.note(desk, number, "valve closed")
    handling.reply(desk, number, "师傅在路上")
    assert tickets.ticket(desk, number).version == seen
    edited = ticket_operations.edit(desk, number, {"subject": "厨房漏水"}, if_version=seen)
    assert edited.ticket.version == seen + 1


def test_a_field_changed_meanwhile_is_a_conflict_and_nothing_is_saved(desk: Desk) -> None:
    number = ticket_operations.open_ticket(desk, NewTicket("漏水")).ticket.number
    seen = tickets.ticket(desk, number).version
    handling.prioritise(desk, number, "high")
    with pytest.raises(Conflict):
        ticket_operations.edit(desk, number, {"subject": "late"}, if_version=seen)
    assert tickets.ticket(desk, number).subject == "漏水"


def test_a_call_leaves_the_version_of_a_file_alone_and_another_phone_raises_it(desk: Desk) -> None:
    number = customer_operations.create(desk, NewCustomer("王小明")).number
    log_contact(desk, NewContact(customer=number, text="any news?", channel="phone", direction="in"))
    assert customers.customer(desk, number).row.version == 1
    customer_operations.edit(desk, number, {"phones": "138 0013 8000"})
    assert customers.customer(desk, number).row.version == 2
