"""The ways to every form, window and box of the full screen that takes text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from textual.screen import Screen

    from servicedesk.desk import Desk

# What a field keeps as it was typed; others are read as times, phones, customers and the like.
KEPT_FIELDS = frozenset(
    {
        "subject",
        "description",
        "note",
        "do_not",
        "reason",
        "text",
        "best_time",
        "firm",
        "staff",
        "words",
        "heard_of_us",
    }
)


class Opening(NamedTuple):
    """A place to type: the screen to put in front first, and the keys that lead on; `saves` is the key that ends it.

    `first` makes that screen anew for each round, since a ticket is resolved or cancelled once; where an area comes
    first, it only makes what the round will use up.
    """

    name: str
    keys: tuple[str, ...]
    first: Callable[[Desk], Screen[Any] | None] | None = None
    saves: str = "ctrl+s"


def openings() -> list[Opening]:
    """Every place but the first run, which is an app of its own."""
    from servicedesk.screens.customer import CustomerScreen
    from servicedesk.screens.ticket import TicketScreen

    def ticket(name: str, *keys: str, ended: bool = False) -> Opening:
        return Opening(name, keys, lambda desk: TicketScreen(_new_ticket(desk, ended)))

    def customer(name: str, key: str) -> Opening:
        return Opening(name, (key,), lambda _desk: CustomerScreen(1))

    return [
        Opening("new ticket", ("f3",)),
        ticket("edit ticket", "e"),
        Opening("new customer", ("3", "a")),
        customer("edit customer", "e"),
        customer("new callback", "b"),
        customer("contact", "l"),
        Opening("queue", ("2", "slash", "a", "enter", "f9")),
        ticket("note", "m"),
        ticket("reply", "r"),
        ticket("wait", "w"),
        ticket("resolve", "x"),
        ticket("reopen", "o", ended=True),
        ticket("cancel", "D"),
        ticket("escalate", "E"),
        ticket("need of a ticket", "N"),
        Opening("known need", ("N", "enter"), lambda _desk: CustomerScreen(1)),
        Opening("need met", ("3", "h", "x"), _new_need),
        ticket("assign", "a", "enter"),
        Opening("callback moved", ("4", "l"), _new_callback),
        Opening("callback cancelled", ("4", "D"), _new_callback),
        Opening("note of a call", ("4", "s", "m"), saves="enter"),
        Opening("filter of tickets", ("2", "slash"), saves="enter"),
        Opening("filter of customers", ("3", "slash"), saves="enter"),
        Opening("call", ("f2",), saves="enter"),
        Opening("palette", ("ctrl+p",), saves="down"),
    ]


def _new_ticket(desk: Desk, ended: bool) -> int:
    from servicedesk.operations.tickets import NewTicket, open_ticket, resolve

    number = open_ticket(desk, NewTicket("Somebody rang", customer=1)).ticket.number
    if ended:
        resolve(desk, number, "Settled")
    return number


def _new_need(desk: Desk) -> None:
    from servicedesk.operations.needs import NewNeed, note

    note(desk, NewNeed("Quiet pumps", 1))


def _new_callback(desk: Desk) -> None:
    from servicedesk.operations.callbacks import NewCallback, plan

    plan(desk, NewCallback(customer=1, at=desk.now() + timedelta(hours=1), reason="Say when"))
