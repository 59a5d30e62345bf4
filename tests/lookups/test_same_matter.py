"""Which open tickets may be about the same matter as a new one."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.same_matter import same_matters
from servicedesk.operations import customers, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from tests.support import CommandLine

ODD = "[/b] 噪声 😀 \u202eabc ' OR 1=1"


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明 with three open tickets and one that is resolved; her neighbour has one like the first."""
    wang = customers.create(desk, NewCustomer("王小明", ["13800138000"], premises=["3-2-501"])).number
    for subject in ("厨房水管漏水", "Lift stuck on the 3rd floor", ODD):
        tickets.open_ticket(desk, NewTicket(subject, customer=wang))
    done = tickets.open_ticket(desk, NewTicket("厨房水管漏水严重", customer=wang)).ticket.number
    tickets.resolve(desk, done, "换了水管")
    other = customers.create(desk, NewCustomer("李强", ["13900139000"])).number
    tickets.open_ticket(desk, NewTicket("厨房水管漏水", customer=other))
    return wang


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("厨房漏水", [1]), ("水管漏水啦", [1]), ("the lift is stuck", [2]), ("Lift stuck", [2]), (ODD, [3]),
        ("噪音扰民", []), ("水", []), ("", []), ("%", []), ("3", []),
    ],
)  # fmt: skip
def test_half_of_the_words_of_the_shorter_are_enough(
    desk: Desk, wang: int, subject: str, found: list[int]
) -> None:
    assert [one.number for one in same_matters(desk, subject, customer=wang)] == found


def test_whoever_lives_there_has_the_same_leak(desk: Desk, wang: int) -> None:
    tickets.edit(desk, 1, {"premises": "3-2-501"})
    assert [one.number for one in same_matters(desk, "水管漏水", premises=" 3-2-501 ")] == [1]
    assert same_matters(desk, "水管漏水", premises="3-2-502") == []
    assert same_matters(desk, "水管漏水") == []


def test_a_new_ticket_names_it_and_how_to_join(cli: CommandLine, desk: Desk, wang: int) -> None:
    ran = cli("ticket", "new", "厨房漏水", "--customer", str(wang))
    assert (ran.code, ran.out) == (0, "6\n")
    assert "perhaps the same matter: ticket 1, 厨房水管漏水" in ran.err
    assert "servicedesk ticket merge 6 --into 1" in ran.err
    assert "same matter" not in cli("ticket", "new", "噪音扰民", "--customer", str(wang)).err
