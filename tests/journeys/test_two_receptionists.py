"""Two people on one desk, each in a terminal of her own: what one saves, the other sees within about a second."""

from __future__ import annotations

from pathlib import Path

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.operations import handling
from servicedesk.operations.staff import NewStaff, add
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.journeys.terminal import Terminal, desk_env


def test_what_one_receptionist_saves_the_other_sees(desk: Desk, tmp_path: Path) -> None:
    add(desk, NewStaff("Chen Jie", role="receptionist"))
    open_ticket(desk, NewTicket("Lift noise at night", caller="陈女士"))
    with (
        Terminal(env=desk_env(desk.store.path, "li.na", tmp_path / "li.toml")) as li_na,
        Terminal(env=desk_env(desk.store.path, "chen.jie", tmp_path / "chen.toml")) as chen_jie,
    ):
        for terminal in (li_na, chen_jie):
            terminal.wait_for("Needs you now")
            terminal.press("2")
            terminal.wait_for("All open: 1")
        li_na.press("n")
        li_na.wait_for("New ticket")
        li_na.press("tab", "Water through the ceiling", "ctrl+s")
        li_na.wait_for("Ticket 2 opened")

        chen_jie.wait_for("Water through", patience=5)

        chen_jie.press("m")
        chen_jie.wait_for("for colleagues only")
        handling.note(desk, 1, "Somebody else wrote meanwhile")
        chen_jie.press("My own words 我的话", "ctrl+s")
        chen_jie.wait_for("Note kept on ticket 1")
        texts = [row.text for row in tickets.timeline(desk, 1)]
        assert "Somebody else wrote meanwhile" in texts
        assert "My own words 我的话" in texts
