"""One search over tickets, customers and contacts."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.search import SNIPPET_LENGTH, count, search
from servicedesk.operations import handling
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.rules.fragments import fragment_match
from servicedesk.store.queries import search as queries
from tests.support import HOSTILE


@pytest.fixture
def wang(desk: Desk) -> int:
    """A customer with one ticket that leaks, a note on it, and a call without a ticket."""
    wang = create(desk, NewCustomer("王小明", phones=("138 0013 8000",), premises=("3-2-501",))).number
    number = open_ticket(
        desk, NewTicket("厨房漏水", customer=wang, description="burst pipe " + HOSTILE)
    ).ticket.number
    handling.note(desk, number, "the plumber brings a new valve")
    log_contact(desk, NewContact(wang, "asked about the invoice"))
    log_contact(desk, NewContact(text="a strange smell", caller="a lady"))
    return wang


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("漏水", [("ticket", 1)]),
        ("水", [("ticket", 1)]),
        ("burst pi", [("ticket", 1)]),
        ("valve", [("ticket", 1)]),
        ("王", [("ticket", 1), ("customer", 1)]),
        ("wxm", [("customer", 1)]),
        ("8000", [("customer", 1)]),
        ("invoice", [("contact", 1)]),
        ("smell", [("contact", None)]),
        ("lady", [("contact", None)]),
        ("T1", [("ticket", 1)]),
        ("C1", [("customer", 1)]),
        ("one three", []),
        ("😀", []),
        ("", []),
        ('" OR *', []),
    ],
)
def test_words_find_what_holds_them_all(
    desk: Desk, wang: int, text: str, found: list[tuple[str, int | None]]
) -> None:
    hits = search(desk, text)
    assert [(hit.kind, hit.number) for hit in hits] == found
    assert count(desk, text) == len(found)


def test_the_snippet_shows_the_words_in_a_long_text(desk: Desk) -> None:
    description = "blah " * 1000 + "the red valve leaks " + "blah " * 1000
    open_ticket(desk, NewTicket("tap", caller="?", description=description))
    snippet = search(desk, "valve")[0].snippet
    assert "red valve leaks" in snippet
    assert len(snippet) <= SNIPPET_LENGTH + 8


def test_the_snippet_comes_from_the_note_that_holds_the_word(desk: Desk, wang: int) -> None:
    assert search(desk, "valve")[0].snippet == "the plumber brings a new valve"


def test_a_contact_counts_for_its_ticket_and_is_opened_by_it(desk: Desk, wang: int) -> None:
    ticket = open_ticket(desk, NewTicket("tap", customer=wang)).ticket.number
    log_contact(desk, NewContact(wang, "dripping worse", ticket=ticket))
    assert [tuple(hit) for hit in search(desk, "dripping")] == [
        ("ticket", ticket, "tap", "dripping worse", ticket, wang),
        ("contact", ticket, "王小明", "dripping worse", ticket, wang),
    ]
    assert [hit.kind for hit in search(desk, "tap dripping")] == ["ticket"]


def test_under_a_limit_each_kind_gets_its_share(desk: Desk, wang: int) -> None:
    for _ in range(5):
        open_ticket(desk, NewTicket("王家漏水", customer=wang))
        log_contact(desk, NewContact(wang, "王女士来电"))
    assert [hit.kind for hit in search(desk, "王", limit=5)] == [
        "ticket", "ticket", "customer", "contact", "contact",
    ]  # fmt: skip
    assert len(search(desk, "王", limit=100)) == count(desk, "王")


@pytest.mark.parametrize(
    "sql",
    [
        queries.TICKET_HITS,
        queries.TICKET_HIT_COUNT,
        queries.TICKET_WITH_NUMBER,
        queries.CUSTOMER_HITS,
        queries.CUSTOMER_HIT_COUNT,
        queries.CONTACT_HITS,
        queries.CONTACT_HIT_COUNT,
    ],
)
def test_searching_never_scans_a_table(desk: Desk, sql: str) -> None:
    params = {"match": fragment_match("漏水"), "ticket": 1, "customer": 1, "most": 9}
    with desk.store.reading() as reader:
        steps = [row[3] for row in reader.rows("EXPLAIN QUERY PLAN " + sql, params)]
    assert [
        step for step in steps if step.startswith("SCAN") and "VIRTUAL" not in step and "CONSTANT" not in step
    ] == []
