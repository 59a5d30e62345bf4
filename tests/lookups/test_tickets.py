"""Tickets by the words that are said of them, among those that are listed already."""

from __future__ import annotations

from array import array

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.operations import handling
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import BadValue
from tests.support import HOSTILE


@pytest.fixture
def numbers(desk: Desk) -> array[int]:
    """Open tickets, next due first."""
    for subject in ("Leaking tap", "厨房漏水", "leaks again, 漏水", "No light", HOSTILE, "Sink"):
        open_ticket(desk, NewTicket(subject))
    handling.note(desk, 6, "it leaks below")
    return tickets.numbers(desk)


@pytest.mark.parametrize(
    "query", ["leak", "漏水", "leak 漏水", "light,leaks", '"no light"', "nobody", HOSTILE]
)
def test_words_are_found_among_listed_tickets_as_the_whole_query_finds_them(
    desk: Desk, numbers: array[int], query: str
) -> None:
    try:
        wanted = tickets.numbers(desk, f"is:open {query}")
    except BadValue:
        with pytest.raises(BadValue):
            tickets.holding(desk, numbers, query)
    else:
        assert tickets.holding(desk, numbers, query) in (wanted, None)


def test_the_order_of_the_list_stays(desk: Desk, numbers: array[int]) -> None:
    assert tickets.holding(desk, numbers[::-1], "leak") == tickets.numbers(desk, "is:open leak")[::-1]
    assert len(tickets.numbers(desk, "is:open leak")) == 3


@pytest.mark.parametrize("query", ["", "priority:high leak", "-leak", "1042", "leak !!"])
def test_a_query_that_says_more_than_words_is_left_to_the_database(
    desk: Desk, numbers: array[int], query: str
) -> None:
    assert tickets.holding(desk, numbers, query) is None
