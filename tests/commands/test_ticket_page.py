"""One ticket as people read it on a terminal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.commands.ticket.page import print_page
from servicedesk.desk import Desk
from servicedesk.lookups.ticket_file import ticket_file
from servicedesk.operations import customers, handling, tasks, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from tests.support import HOSTILE


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")


def page(desk: Desk, number: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_page(desk, ticket_file(desk, number))
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_page_says_who_where_what_was_promised_and_what_happened(
    desk: Desk, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    customer = customers.create(
        desk,
        NewCustomer(
            name="王小明", phones=("13800138000",), premises=("3-2-501",), do_not="dog; ring before entering"
        ),
    ).number
    new = NewTicket("爆管", customer=customer, category="leak_flood", assignee="me", tags="vip")
    number = tickets.open_ticket(desk, new).ticket.number
    clock.at += timedelta(minutes=2)
    handling.reply(desk, number, "师傅二十分钟到")
    tasks.add(desk, number, "关阀门", team="engineering")
    clock.at += timedelta(hours=1)
    lines = page(desk, number, capsys)
    assert lines[0] == "1  爆管"
    assert "Status      open · urgent · repair · turn: us" in lines
    assert "Customer    王小明  C1  138 0013 8000" in lines
    assert "Mind        dog; ring before entering" in lines
    assert "Premises    3-2-501" in lines
    assert "Owner       Engineering / li.na" in lines
    assert "First word  Mon 23 Nov 10:05, kept at Mon 23 Nov 10:02" in lines
    assert "Resolution  Mon 23 Nov 10:30 · 32m over" in lines
    assert "Task 1      to do · engineering · 关阀门" in lines
    assert any("reply" in line and "师傅二十分钟到" in line for line in lines)


def test_hostile_text_is_drawn_and_never_acts(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = HOSTILE + "\nsecond line"
    number = tickets.open_ticket(desk, NewTicket(HOSTILE, description=text, caller=HOSTILE)).ticket.number
    handling.note(desk, number, text)
    out = "\n".join(page(desk, number, capsys))
    assert "\x1b]" not in out
    assert "\u202e" not in out
    assert out.count("[/b] 漏水 😀") == 4
    assert out.count("second line") == 2


def test_what_was_taken_back_is_shown_as_such(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = tickets.open_ticket(desk, NewTicket("x")).ticket.number
    handling.prioritise(desk, number, "high")
    undo_last(desk)
    assert any("(undone)" in line and "high" in line for line in page(desk, number, capsys))
