"""Logging what was said with a customer or an unknown caller: the small window, its draft, and what followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from servicedesk.i18n import _
from servicedesk.lookups.card import Card, OwedRow
from servicedesk.lookups.tickets import TicketRow
from servicedesk.problems import Problem
from servicedesk.rules.codes import codes, label
from servicedesk.rules.outcomes import ENDED_BY_RINGING
from servicedesk.rules.text import one_line
from servicedesk.screens.asking import Asking
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.moments import when_text
from servicedesk.widgets.cells import shorten
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.dialogs import Confirm
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.desk import Desk
    from servicedesk.operations.contacts import Logged

Values = dict[str, str]


class ContactLog(Asking):
    """A screen on which a contact can be logged."""

    def contact_logged(self, words: str) -> None:
        """Says what was kept and what followed, and shows it."""
        raise NotImplementedError

    def log_with(self, card: Card, choices: Sequence[ChoiceField] = ()) -> None:
        """Asks what was said with this customer; a phone call coming in where no choice says otherwise."""
        row = card.file.row
        choices = (*choices, *_about(card))
        self._ask_words(name_text(row.number, row.name), f"contact:C{row.number}", choices, row.number)

    def log_unknown(self, caller: str) -> None:
        """Asks what an unknown caller said, who may be put into a file later."""
        self._ask_words(caller or _("unknown caller"), f"contact:{caller}", (), None, caller)

    def ask_settled(self, card: Card, ticket: TicketRow) -> None:
        """Asks whether the call that brought this ticket settles the one we owed, and logs it then."""
        row, owed = card.file.row, owed_by_ringing(card)[0]
        words = _("We owed {name} a call ({time}): {reason}. Is it settled with this one?").format(
            name=name_text(row.number, row.name), time=when_text(self.desk, owed.due_at), reason=owed.reason
        )

        def answered(settled: bool | None) -> None:
            if settled:
                values = {"text": ticket.subject, "ticket": str(ticket.number)}
                log = partial(_log, self.desk, values, row.number, "")
                self.act(log, lambda done: self.contact_logged(_told(self.desk, done)))
            else:
                self.saved_elsewhere(ticket)

        question = Confirm(words, yes=_("Yes, settled"), no=_("No, we still ring"))
        self.app.push_screen(question, answered)

    def saved_elsewhere(self, result: Any) -> None:
        """A form that was opened from here is done; `result` is None when it was left."""

    def tell(self, words: str) -> None:
        """Says something where this screen says things."""
        cast("DeskApp", self.app).say(words)

    def _ask_words(
        self, who: str, key: str, choices: Sequence[ChoiceField], customer: int | None, caller: str = ""
    ) -> None:
        def keep(values: Values) -> None:
            if values["text"].strip():
                self.drafts.keep(key, values)
            else:
                self.drafts.drop(key)

        def left() -> None:
            self.tell(_("Your text is kept; the same key brings it back"))

        def failed(values: Values, problem: Problem) -> None:
            keep(values)
            self.tell_problem(problem)

        def logged(done: Logged) -> None:
            self.drafts.drop(key)
            self.contact_logged(_told(self.desk, done))

        def answered(values: Values | None) -> None:
            if values is not None:
                self.act(
                    lambda: _log(self.desk, values, customer, caller),
                    logged,
                    failed=lambda problem: failed(values, problem),
                )

        title = _("What was said? · {name}").format(name=who)
        text = self.drafts.kept(key).get("text", "")
        self.app.push_screen(TextPrompt(title, text, choices=choices, keep=keep, left=left), answered)


def owed_by_ringing(card: Card) -> list[OwedRow]:
    """The calls we owe that the customer ends by ringing first; what a survey asks is still to be asked."""
    return [owed for owed in card.owed if owed.origin in ENDED_BY_RINGING]


def way_choices() -> list[ChoiceField]:
    """How the contact was made: the channel, and who came to whom."""
    channels = [(code, label("channel", code)) for code in codes("channel")]
    ways = [("in", _("incoming")), ("out", _("outgoing"))]
    return [
        ChoiceField("direction", _("Direction"), ways, "in", required=True),
        ChoiceField("channel", _("Channel"), channels, "phone", required=True),
    ]


def _about(card: Card) -> list[ChoiceField]:
    """Which open ticket was spoken about; nothing where none is open."""
    choices = [
        (str(row.number), f"{row.number} {shorten(one_line(row.subject), 30)}") for row in card.tickets
    ]
    return [ChoiceField("ticket", _("About ticket"), choices)] if choices else []


def _log(desk: Desk, values: Values, customer: int | None, caller: str) -> Logged:
    from servicedesk.operations.contacts import NewContact, log_contact

    return log_contact(
        desk,
        NewContact(
            customer=customer,
            text=values["text"],
            channel=values.get("channel") or "phone",
            direction=values.get("direction") or "in",
            ticket=int(values["ticket"]) if values.get("ticket") else None,
            caller=caller,
        ),
    )


def _told(desk: Desk, logged: Logged) -> str:
    return " · ".join(_followed(desk, logged))


def _followed(desk: Desk, logged: Logged) -> Iterator[str]:
    from servicedesk.operations.relations import merge_words

    yield _("Contact {number} kept").format(number=logged.number)
    for callback in logged.closed:
        yield _("closes the callback of {time}: {reason}").format(
            time=when_text(desk, callback.due_at), reason=one_line(callback.reason)
        )
    if logged.merged and logged.ticket:
        yield merge_words(logged.merged, logged.ticket.number)
    yield from logged.notes
    if logged.resumed and logged.ticket:
        yield _("ticket {number} waits no more").format(number=logged.ticket.number)
