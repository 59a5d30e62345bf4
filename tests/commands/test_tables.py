"""What a person sees on a terminal: a table in which long texts give way and numbers never do."""

from __future__ import annotations

import io
import sys

import pytest

from servicedesk.commands.shapes import TICKET
from servicedesk.desk import Desk
from servicedesk.lookups.tickets import tickets
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.output import Asked, print_list


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("subject", ["漏水" * 100, "burst pipe " * 40, "short"])
def test_a_long_subject_gives_way_and_the_number_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    open_ticket(desk, NewTicket(subject, caller="a lady"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    print_list(desk, TICKET, tickets(desk), Asked())
    line = next(line for line in terminal.getvalue().splitlines() if "normal" in line)
    assert line.split()[0] == "1"
    assert all(word in line for word in (subject[:2], "a lady", "new", "us"))
