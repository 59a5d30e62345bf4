"""The survival suite sees every way in which a desk can be less than whole; a whole one it leaves in peace."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import handling
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last
from survive.hands import Deed
from survive.ledger import Ledger
from survive.wholeness import content_faults, faults_of, tokens_in


@pytest.fixture
def worked_on(desk: Desk) -> Desk:
    """A desk with a customer, a ticket, a note, and something taken back."""
    create(desk, NewCustomer(name="王小明", phones=["13800138000"], premises=["3-2-501"]))
    open_ticket(desk, NewTicket("漏水 <a.1>", customer=1, premises="3-2-501"))
    handling.note(desk, 1, "came back <a.2>")
    open_ticket(desk, NewTicket("taken back <a.3>", caller="Somebody"))
    undo_last(desk)
    return desk


def test_a_whole_desk_has_no_faults(worked_on: Desk) -> None:
    assert faults_of(worked_on.store.path) == []
    assert tokens_in(worked_on.store.path) == {"a.1": 1, "a.2": 1}


@pytest.mark.parametrize(
    ("harm", "seen"),
    [
        ("DELETE FROM entry", "was made but is not there"),
        (
            "INSERT INTO premises (text, note, version, kind, access_note, keys_note, pets, parking) VALUES ('new', '', 1, 'unit', '', '', '', '')",
            "is there but was never made",
        ),
        ("UPDATE ticket SET priority = 'urgent'", "its history says"),
        ("DELETE FROM event_body WHERE event_id = 3", "do not pair"),
        ("DELETE FROM event WHERE id = (SELECT max(id) FROM event)", "chain broken"),
        (
            'UPDATE setting SET value = \'{"hash": "", "count": 3}\' WHERE key = \'chain.head\'',
            "chain broken",
        ),
        ("UPDATE ticket SET customer_id = 99", "point to missing ones"),
        ("DELETE FROM search_ticket", "search_ticket lacks 1"),
        ("UPDATE search_ticket SET words = 'x'", "search_ticket has other words for 1"),
        (
            "INSERT INTO search_contact (rowid, words) VALUES (4000, 'x')",
            "search_contact 4000 stands for nothing",
        ),
    ],
)
def test_harm_is_seen(worked_on: Desk, harm: str, seen: str) -> None:
    with closing(sqlite3.connect(worked_on.store.path)) as connection, connection:
        connection.execute(harm)
    faults = list(content_faults(worked_on.store.path))
    assert any(seen in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("told", "found", "seen"),
    [
        ([Deed("new", "a.1")], [], "1 acknowledged and lost: a.1"),
        ([Deed("new", "a.1")], ["a.1", "a.1"], "1 there twice: a.1"),
        ([], ["a.1"], "1 there and done by nobody: a.1"),
        ([Deed("new", "a.1"), Deed("undo", "a.2", "a.1")], ["a.1"], "1 taken back and there again: a.1"),
    ],
)
def test_a_ledger_tells_what_is_not_as_people_were_told(
    told: Sequence[Deed], found: Sequence[str], seen: str
) -> None:
    ledger = Ledger()
    for deed in told:
        ledger.add(deed)
    assert list(ledger.faults(Counter(found))) == [seen]
