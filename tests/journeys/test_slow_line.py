"""A slow line: what one move of the cursor sends to a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.journeys.terminal import Terminal, desk_env

MOST_BYTES = 500


@pytest.mark.parametrize("key", ["down", "up"])
def test_a_move_of_the_cursor_sends_two_lines_and_not_the_screen(
    desk: Desk, tmp_path: Path, key: str
) -> None:
    for number in range(15):
        open_ticket(desk, NewTicket(f"漏水 leak {number}", caller="王小明"))
    with Terminal(env=desk_env(desk.store.path, "li.na", tmp_path / "config.toml")) as terminal:
        terminal.wait_for("Needs you now")
        terminal.press("2")
        terminal.wait_for("All open: 15")
        terminal.press("down", "down", "down", "down")
        terminal.settle(quiet=0.5)
        sent = []
        for _turn in range(3):
            before = terminal.received
            terminal.press(key)
            terminal.settle(quiet=0.3)
            sent.append(terminal.received - before)
        assert 0 < max(sent) <= MOST_BYTES, sent
