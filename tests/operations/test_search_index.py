"""The search index made again is the one that the operations wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.search import search
from servicedesk.operations import handling, tickets
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.search_index import rebuild
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import NotPermitted
from servicedesk.store.search_rows import Indexed
from tests.support import HOSTILE, as_role


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Two customers with several phones and premises, tickets, words on them, one taken back."""
    for name in ("王小明", "Chen Jie"):
        new = NewCustomer(
            name=name,
            phones=["138 0013 8000", "021-55558000-802"],
            emails=["a@example.com"],
            premises=["3-2-501", "5-101"],
        )
        create(desk, new)
    tickets.open_ticket(desk, NewTicket(HOSTILE, customer=1, premises="3-2-501"))
    tickets.open_ticket(desk, NewTicket("Lift", caller="somebody 😀"))
    handling.note(desk, 1, "爆管漏水")
    handling.reply(desk, 2, "told in error")
    undo_last(desk)
    return desk


def kept(desk: Desk) -> dict[tuple[str, int], set[str]]:
    with closing(sqlite3.connect(desk.store.path)) as connection:
        return {
            (kind, number): set(words.split())
            for kind in Indexed
            for number, words in connection.execute(f"SELECT rowid, words FROM {kind}")
        }


def events(desk: Desk) -> int:
    with desk.store.reading() as reader:
        return int(reader.rows("SELECT count(*) FROM event")[0][0])


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM search_ticket",
        "UPDATE search_ticket SET words = 'nothing'",
        "INSERT INTO search_contact (rowid, words) VALUES (9000, 'ghost')",
        "DROP TABLE search_customer",
    ],
)
def test_it_is_as_the_operations_wrote_it_whatever_became_of_it(worked: Desk, harm: str) -> None:
    before, told = kept(worked), events(worked)
    with closing(sqlite3.connect(worked.store.path)) as connection:
        connection.execute(harm)
        connection.commit()
    assert rebuild(worked) == len(before)
    assert kept(worked) == before
    assert events(worked) == told
    assert [row.number for row in search(worked, "爆管")] == [1]


def test_only_who_keeps_the_desk_may_make_it_again(worked: Desk) -> None:
    with pytest.raises(NotPermitted):
        rebuild(as_role(worked, "receptionist"))
