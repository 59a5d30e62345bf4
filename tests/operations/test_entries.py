"""Texts that people write: kept as they are, but for one of nothing but blanks, which is nothing."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import customers as files
from servicedesk.lookups import tickets as lookup
from servicedesk.operations import callbacks, customers, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.relations import split
from servicedesk.operations.tickets import NewTicket
from tests.support import HOSTILE


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("\n\n", ""),
        ("\u3000", ""),
        ("\u2028\u2029", ""),
        ("  漏水\n ", "  漏水\n "),
        (HOSTILE, HOSTILE),
    ],
)
def test_a_text_of_nothing_but_blanks_is_kept_as_nothing(desk: Desk, said: str, kept: str) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水", description=said)).ticket.number
    other = split(desk, number, "灯不亮", description=said).ticket.number
    assert [lookup.detail(desk, one).description for one in (number, other)] == [kept, kept]
    tickets.edit(desk, number, {"description": "x"})
    tickets.edit(desk, number, {"description": said})
    assert lookup.detail(desk, number).description == kept
    customer = customers.create(desk, NewCustomer(name="王小明", note=said, do_not=said)).number
    row = files.customer(desk, customer).row
    assert (row.note, row.do_not) == (kept, kept)
    call = callbacks.plan(desk, NewCallback(customer=customer, at=desk.now(), reason="x", script=said))
    assert call.callback.script == kept
