"""The card of one call: who, number, why, what to say, what not to, and what was said last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.lookups import callbacks
from servicedesk.lookups.callbacks import CallbackRow, PhoneRow, RunCard, Said
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import one_line
from servicedesk.screens.callback_rows import kind_words
from servicedesk.screens.moments import due_text, stamp, when_text
from servicedesk.screens.names import Names, names
from servicedesk.widgets.facts import Fact, Facts
from servicedesk.widgets.page import Page

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_FEW = 3


class CallPage(NamedTuple):
    """Everything the card shows, asked for in one go."""

    card: RunCard
    names: Names


def call_page(desk: Desk, number: int) -> CallPage:
    """Asks for one callback with its customer. Raises NotFound."""
    return CallPage(callbacks.run_card(desk, number), names(desk))


class CallbackCard(Page):
    """Draws a `CallPage`; preview and run mode share it. It takes the focus, so that letters act and arrows scroll."""

    def compose(self) -> ComposeResult:
        yield Static(classes="card--head", markup=False)
        yield Facts(classes="call--facts")

    def show(self, desk: Desk, page: CallPage) -> None:
        """Draws this call."""
        self.query_one(".card--head", Static).update(_head(desk, page.card))
        self.query_one(Facts).show(list(_facts(desk, page)))
        self.scroll_home(animate=False)

    def show_words(self, title: str, text: str) -> None:
        """Says something in place of a call."""
        self.query_one(".card--head", Static).update(Content.styled(title, "bold"))
        self.query_one(Facts).show([Fact("", text)] if text else [])

    def show_failure(self, problem: Problem) -> None:
        """Says why the call cannot be read."""
        self.query_one(".card--head", Static).update("")
        self.query_one(Facts).show([Fact("", f"! {problem_text(problem)}", "danger")])


def _head(desk: Desk, card: RunCard) -> Content:
    customer = card.customer
    numbers = ", ".join(_number(desk, phone) for phone in card.phones) or _("no number")
    return Content.assemble(
        (one_line(customer.name or f"C{customer.number}"), "bold"),
        "   ",
        (one_line(numbers), "bold $text-primary"),
        ("   " + one_line(customer.premises or ""), "$foreground 60%"),
        "\n",
    )


def _facts(desk: Desk, page: CallPage) -> Iterator[Fact]:
    card, call = page.card, page.card.callback
    verdict = call.may_ring(desk.firm.needs_consent)
    if not verdict.allowed:
        yield Fact(_("Do not ring"), f"! {verdict.words}", "danger")
    elif call.opted_out:
        yield Fact(_("Opted out"), "! " + _("does not want to be called"), "danger")
    if card.customer.do_not:
        yield Fact(_("Do not"), f"! {card.customer.do_not}", "warning")
    yield Fact(_("Reason"), "   ".join(filter(None, (kind_words(call), call.reason, _about(call)))), "strong")
    if call.script:
        yield Fact(_("Say"), call.script)
    late = call.is_overdue(desk.now())
    due = [when_text(desk, call.due_at), due_text(desk, call.due_at) if late else ""]
    yield Fact(_("Due"), "   ".join(filter(None, due)), "danger" if late else "")
    attempt = _("{number} of {most}").format(
        number=min(call.attempts + 1, call.max_attempts), most=call.max_attempts
    )
    outcome = label("outcome", call.last_outcome) if call.last_outcome else ""
    yield Fact(_("Attempt"), "   ".join(filter(None, (attempt, outcome))))
    if card.customer.best_time:
        yield Fact(_("Best time"), card.customer.best_time)
    yield from _around(desk, page)


def _around(desk: Desk, page: CallPage) -> Iterator[Fact]:
    """What else is owed and open, and what was said last."""
    for also in page.card.also_due:
        yield Fact(_("Also owed"), f"{also.reason}   {due_text(desk, also.due_at)}")
    for ticket in page.card.open_tickets[:_FEW]:
        state = _(", ").join((label("priority", ticket.priority), label("status", ticket.status)))
        yield Fact(_("Open"), f"{ticket.number}  {ticket.subject}   {state}")
    for said in page.card.last_said[:_FEW]:
        yield Fact(_("Last"), _words(desk, said, page.names))


def _words(desk: Desk, said: Said, known: Names) -> str:
    return f"{stamp(desk, said.at)}  {known.person(said.who)}: {said.text or _('contact')}"


def _about(call: CallbackRow) -> str:
    return _("ticket {number}").format(number=call.ticket) if call.ticket else ""


def _number(desk: Desk, phone: PhoneRow) -> str:
    number = shown_phone(phone.number, desk.firm.region)
    return f"{number} {_('ext. {digits}').format(digits=phone.extension)}" if phone.extension else number
