"""The main journey in a real terminal: a call, a file, a ticket, a resolution, a callback, reached."""

from __future__ import annotations

from pathlib import Path

from servicedesk.desk import Desk
from servicedesk.lookups import callbacks, customers, tickets
from servicedesk.operations.customers import NewCustomer, create
from tests.journeys.terminal import Terminal, desk_env


def test_a_call_becomes_a_file_a_ticket_a_resolution_and_a_callback_that_is_reached(
    desk: Desk, tmp_path: Path
) -> None:
    create(desk, NewCustomer("王小明", phones=("138 0013 8000",), premises=("3-2-501",)))
    with Terminal(env=desk_env(desk.store.path, "li.na", tmp_path / "config.toml")) as terminal:
        terminal.wait_for("Needs you now")
        terminal.press("f2")
        terminal.wait_for("Who is calling?")
        terminal.press("wxm")
        terminal.wait_for("王小明")
        terminal.press("enter", "n")
        terminal.wait_for("New ticket")
        terminal.press("Burst pipe 厨房漏水", "ctrl+s")
        terminal.wait_for("Ticket 1 opened")

        ticket = tickets.ticket(desk, 1)
        assert (ticket.customer_name, ticket.subject) == ("王小明", "Burst pipe 厨房漏水")

        terminal.press("2")
        terminal.wait_for("All open: 1")
        terminal.press("b")
        terminal.wait_for("back")
        terminal.press("+30m", "tab", "say when the plumber comes", "ctrl+s")
        terminal.wait_for("Callback 1 planned")

        terminal.press("x")
        terminal.wait_for("Resolve")
        terminal.press("Pipe replaced 已更换", "ctrl+s")
        terminal.wait_for("Ticket 1 resolved")
        assert tickets.ticket(desk, 1).status == "resolved"

        terminal.press("4")
        terminal.wait_for("promised     say")
        terminal.press("enter")
        terminal.wait_for("nobody else gets this name")
        terminal.press("e")
        terminal.wait_for("reached")
        assert callbacks.callback(desk, 1).state == "done"
        assert customers.customer(desk, 1).row.last_contact_at is not None
        terminal.press("ctrl+q")
        assert terminal.wait_to_leave() == 0
