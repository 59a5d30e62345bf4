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
        "subject", "description", "note", "do_not", "reason", "text", "best_time", "firm", "staff", "access", "keys",
        "pets", "parking", "reference", "services", "wording", "how", "words", "heard_of_us",
    }
)  # fmt: skip


class Opening(NamedTuple):
    """A place to type: the screen to put in front first, and the keys that lead on; `saves` is the key that ends it.

    `first` makes that screen anew for each round, since a ticket is resolved or cancelled once; where an area comes
    first, it only makes what the round will use up. `maker` is the class that makes the boxes, as `boxes` finds it.
    `files` says that a name of a file is typed, `keeps` that what is typed is kept at all.
    """

    name: str
    maker: str
    keys: tuple[str, ...] = ()
    first: Callable[[Desk], Screen[Any] | None] | None = None
    saves: str = "ctrl+s"
    files: bool = False
    keeps: bool = True


def openings() -> list[Opening]:
    """Every place but the first run, which is an app of its own."""
    return [*_areas(), *_tickets(), *_customers(), *_premises()]


def _areas() -> list[Opening]:
    """What is reached from the areas themselves."""
    return [
        Opening("new ticket", "TicketForm", ("f3",)),
        Opening("new customer", "CustomerForm", ("3", "a")),
        Opening("queue", "QueueForm", ("2", "slash", "a", "enter", "f9")),
        Opening("segment", "QueueForm", ("3", "slash", "a", "enter", "w")),
        Opening("list of customers taken out", "ExportForm", ("3", "o"), files=True),
        Opening("list brought in", "ImportForm", ("3", "i"), files=True),
        Opening("callback moved", "CallbacksScreen", ("4", "l"), _new_callback),
        Opening("callback cancelled", "CallbacksScreen", ("4", "D"), _new_callback),
        Opening("note of a call", "CallbackRun", ("4", "s", "m"), _due_callback, saves="enter"),
        Opening("call again later", "CallbackRun", ("4", "s", "l"), _due_callback),
        Opening("need met", "NeedsSettling", ("3", "h", "x"), _new_need),
        Opening("filter of tickets", "ListArea", ("2", "slash"), saves="enter"),
        Opening("filter of customers", "ListArea", ("3", "slash"), saves="enter"),
        Opening("call", "CallScreen", ("f2",), saves="enter"),
        Opening("palette", "DeskPalette", ("ctrl+p",), saves="down"),
    ]


def _tickets() -> list[Opening]:
    from servicedesk.screens.ticket import TicketScreen

    def ticket(name: str, *keys: str, maker: str = "TicketActions", ended: bool = False) -> Opening:
        return Opening(name, maker, keys, lambda desk: TicketScreen(_new_ticket(desk, ended)))

    return [
        ticket("edit ticket", "e", maker="TicketForm"),
        ticket("note", "m"),
        ticket("reply", "r"),
        ticket("wait", "w"),
        ticket("resolve", "x"),
        ticket("reopen", "o", ended=True),
        ticket("cancel", "D"),
        ticket("escalate", "E"),
        ticket("need of a ticket", "N", maker="NeedForm"),
        ticket("assign", "a", "enter"),
    ]


def _customers() -> list[Opening]:
    from servicedesk.screens.agreement_form import AgreementForm
    from servicedesk.screens.consent_form import ConsentForm
    from servicedesk.screens.customer import CustomerScreen
    from servicedesk.screens.statement import StatementScreen

    def customer(name: str, maker: str, *keys: str, saves: str = "ctrl+s", keeps: bool = True) -> Opening:
        return Opening(name, maker, keys, lambda _desk: CustomerScreen(1), saves, keeps=keeps)

    return [
        customer("edit customer", "CustomerForm", "e"),
        customer("new callback", "CallbackForm", "b"),
        customer("contact", "ContactLog", "l"),
        customer("other file", "CustomerJoining", "m", *"another", "enter", keeps=False),
        customer("correction", "CustomerRights", "p", *"correction", "enter"),
        customer("one of a list", "PickOne", "p", saves="down"),
        customer("tier and stage", "CustomerStanding", "S", "enter"),
        customer("known need", "NeedForm", "N", "enter"),
        Opening("statement", "StatementScreen", ("w",), lambda _desk: StatementScreen(1), files=True),
        Opening("consent", "ConsentForm", first=lambda _desk: ConsentForm(1, "王小明")),
        Opening("new agreement", "AgreementForm", first=lambda _desk: AgreementForm(None, customer=1)),
        Opening("edit agreement", "AgreementForm", first=lambda _desk: AgreementForm(1, customer=1)),
    ]


def _premises() -> list[Opening]:
    from servicedesk.screens.premises import PremisesScreen

    def premises(name: str, maker: str, key: str) -> Opening:
        return Opening(name, maker, (key,), lambda _desk: PremisesScreen(1))

    def lived_in(desk: Desk) -> Screen[Any]:
        from servicedesk.operations.customers import NewCustomer, create

        create(desk, NewCustomer(name="Somebody", premises=["3-2-501"]))
        return PremisesScreen(1)

    return [
        premises("new premises", "PremisesForm", "a"),
        premises("edit premises", "PremisesForm", "e"),
        premises("moving in", "MoveInForm", "i"),
        Opening("moving out", "MoveOutForm", ("o",), lived_in),
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
    _plan(desk, timedelta(hours=1))


def _due_callback(desk: Desk) -> None:
    _plan(desk, timedelta())


def _plan(desk: Desk, later: timedelta) -> None:
    from servicedesk.operations.callbacks import NewCallback, plan

    plan(desk, NewCallback(customer=1, at=desk.now() + later, reason="Say when"))
