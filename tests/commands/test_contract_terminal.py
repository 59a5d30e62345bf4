"""What a person sees on a terminal: pages, tables that fit, and an empty list that says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.cli import main
from servicedesk.commands.customer.page import print_page
from servicedesk.desk import Desk
from servicedesk.lookups.customer_file import customer_record
from servicedesk.operations import customers, handling, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.output import GAP, LONG_TEXT, fitted
from tests.support import HOSTILE, CommandLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")


def seen(act: Callable[[], None]) -> tuple[str, str]:
    """What stands on the terminal, and what was said beside it."""
    screen, talk = Terminal(), io.StringIO()
    with redirect_stdout(screen), redirect_stderr(talk), suppress(SystemExit):
        act()
    return screen.getvalue(), talk.getvalue()


def test_a_customer_file_is_a_page_with_its_timeline(desk: Desk) -> None:
    customers.create(
        desk, NewCustomer("王小明", phones=("13800138000",), premises=("3-2-501",), do_not="先打电话")
    )
    number = tickets.open_ticket(desk, NewTicket("Burst pipe", customer=1)).ticket.number
    handling.note(desk, number, HOSTILE)
    page, _talk = seen(lambda: print_page(desk, customer_record(desk, 1)))
    assert page.splitlines()[0].rstrip() == "C1  王小明"
    for words in ("138 0013 8000", "3-2-501", "先打电话", "1 · Burst pipe", "Timeline"):
        assert words in page
    assert page.index("file made") < page.index("opened") < page.index("漏水 😀")
    assert not set("\x1b\x07\u202e") & set(page)


def test_a_long_past_is_told_by_its_end(desk: Desk) -> None:
    number = tickets.open_ticket(desk, NewTicket("Burst pipe", phone="13800138000")).ticket.number
    for at in range(60):
        handling.note(desk, number, f"note {at}.")
    page, talk = seen(lambda: print_page(desk, customer_record(desk, 1)))
    assert "note 59." in page
    assert "note 5." not in page
    assert "servicedesk history C1" in talk


def test_an_empty_list_says_so(cli: CommandLine) -> None:
    assert seen(lambda: main(["ticket", "list"])) == ("", "Tickets: none\n")


@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.integers(20, 200))
def test_columns_fit_and_only_long_texts_are_cut(widths: list[int], room: int) -> None:
    kept = fitted(widths, room)
    assert 1 <= len(kept) <= len(widths)
    for before, after in zip(widths, kept, strict=False):
        assert after == before or LONG_TEXT <= after < before
    if len(kept) > 1:
        assert sum(kept) + GAP * (len(kept) - 1) <= room


def test_what_fits_is_left_alone() -> None:
    assert fitted([1, 3, 30, 10], 50) == [1, 3, 30, 10]
    assert fitted([1, 3, 30, 10], 40) == [1, 3, 20, 10]
    assert fitted([1, 3, 30, 10], 30) == [1, 3, 22]
