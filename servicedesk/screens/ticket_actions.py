"""The verbs on tickets as keys: each asks for what it needs, acts on every chosen ticket, and says what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups import firm, tickets
from servicedesk.problems import Problem
from servicedesk.rules.codes import codes, label
from servicedesk.rules.when import read_when
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.keeping import drop_draft, keep_draft, kept_draft
from servicedesk.screens.moments import when_text
from servicedesk.screens.ticket_verbs import VERBS, Verb
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.results import Acted

Values = dict[str, str]


class TicketActions(AreaScreen):
    """A screen on whose chosen tickets the verbs act."""

    def chosen_tickets(self) -> list[int]:
        """The numbers that a verb acts on."""
        raise NotImplementedError

    def action_verb(self, name: str) -> None:
        numbers = self.chosen_tickets()
        if not numbers:
            self.notice(_("No ticket is chosen"), "warning")
        elif name in {"edit", "callback", "customer"}:
            getattr(self, f"_open_{name}")(numbers[0])
        else:
            self._ask_and_act(name, numbers)

    def action_verb_menu(self) -> None:
        """Every verb by name, for hands that do not know the letters and for input methods that take them."""
        offers = [(name, _(verb.title)) for name, verb in VERBS.items()]
        offers += [
            ("edit", _("Edit")),
            ("callback", _("Promise a callback")),
            ("customer", _("Customer file")),
        ]
        title = _("Ticket {numbers}").format(numbers=_listed(self.chosen_tickets()))
        self.app.push_screen(PickOne(title, offers), lambda name: self.action_verb(name) if name else None)

    def action_copy_number(self) -> None:
        numbers = self.chosen_tickets()
        self.app.copy_to_clipboard(_listed(numbers))
        self.notice(_("Copied: {text}").format(text=_listed(numbers)))

    def _ask_and_act(self, name: str, numbers: Sequence[int]) -> None:
        verb = VERBS[name]
        if not verb.asks:
            self._act(name, numbers, {})
        elif verb.asks == ("priority",):
            offers = [(code, label("priority", code)) for code in codes("priority")]
            picked = lambda code: self._act(name, numbers, {"priority": code}) if code else None  # noqa: E731
            self.app.push_screen(PickOne(_(verb.title), offers), picked)
        elif "to" in verb.asks:
            self.ask(lambda: self._takers(), lambda found: self._ask_taker(numbers, found), group="takers")
        else:
            self._prompt(name, numbers, {})

    def _takers(self) -> list[tuple[str, str, str]]:
        people = [row for row in firm.staff(self.desk) if row.active and row.role != "system"]
        teams = [row for row in firm.teams(self.desk) if row.active]
        return [(row.handle, row.name, row.team or "") for row in people] + [
            (f"team:{row.code}", firm.name_of(row), _("team")) for row in teams
        ]

    def _ask_taker(self, numbers: Sequence[int], offers: Sequence[tuple[str, str, str]]) -> None:
        def picked(taker: str | None) -> None:
            if taker:
                self._prompt("assign", numbers, {"to": taker})

        self.app.push_screen(PickOne(_("Who takes it?"), offers), picked)

    def _prompt(self, name: str, numbers: Sequence[int], known: Values) -> None:
        verb, key = VERBS[name], f"{name}:{numbers[0]}"
        draft = kept_draft(self.desk, key)

        def answered(values: Values | None) -> None:
            if values is not None:
                self._act(name, numbers, {**_blank(verb), **values, **known}, key)

        prompt = TextPrompt(
            f"{_(verb.title)} · {_listed(numbers)}",
            draft.get("text", ""),
            choices=self._choices(verb, numbers),
            required=verb.needs_text,
            when="" if "when" in verb.asks else None,
            when_label=_("Until"),
            echo=lambda said: when_text(self.desk, read_when(said, self.desk.local(self.desk.now()))),
            keep=lambda values: self._keep(key, values),
        )
        self.app.push_screen(prompt, answered)

    def _choices(self, verb: Verb, numbers: Sequence[int]) -> list[ChoiceField]:
        ticket = tickets.ticket(self.desk, numbers[0])
        complaint = ticket.kind == "complaint"
        fields = []
        if "channel" in verb.asks:
            fields.append(_choice("channel", _("Channel"), ticket.channel))
        if "for" in verb.asks:
            who = [(code, label("turn", code)) for code in ("customer", "supplier")]
            fields.append(ChoiceField("for", _("Waiting for"), who, "customer", required=True))
        if "cause" in verb.asks and complaint:
            fields += [
                _choice("cause", _("Cause"), "", required=True),
                _choice("step", _("Step"), "", required=True),
            ]
        return fields

    def _keep(self, key: str, values: Values) -> None:
        if values.get("text", "").strip():
            keep_draft(self, self.desk, key, values)
            self.notice(_("Your text is kept; the same key brings it back"))

    def _act(self, name: str, numbers: Sequence[int], values: Values, draft: str = "") -> None:
        def failed(problem: Problem) -> None:
            if draft:
                keep_draft(self, self.desk, draft, values)
            self.tell_problem(problem)

        desk = self.desk.in_batch() if len(numbers) > 1 else self.desk
        verb = VERBS[name]
        self.act(
            lambda: _on_each(desk, verb, numbers, values, draft),
            lambda acted: self._done(verb, acted),
            failed=failed,
        )

    def _done(self, verb: Verb, acted: Sequence[Acted]) -> None:
        words = _(verb.done).format(number=_listed([one.ticket.number for one in acted]))
        if all(one.already for one in acted):
            words = _("Nothing to do: it is so already")
        notes = " · ".join(note for one in acted for note in one.notes)
        self.saved(f"{words} · {notes}" if notes else words)
        self.after_verb()

    def after_verb(self) -> None:
        """Shows what changed at once, without waiting for the next look at the desk."""
        self.load()

    def _open_edit(self, number: int) -> None:
        from servicedesk.screens.ticket_form import TicketForm

        self.app.push_screen(TicketForm(number))

    def _open_callback(self, number: int) -> None:
        from servicedesk.screens.callback_form import CallbackForm

        ticket = tickets.ticket(self.desk, number)
        if ticket.customer_number is None:
            self.notice(
                _("The caller is not known yet; put the ticket into a file first (e Edit)"), "warning"
            )
        else:
            self.app.push_screen(CallbackForm(ticket.customer_number, ticket=number))

    def _open_customer(self, number: int) -> None:
        from servicedesk.screens.customer import CustomerScreen

        ticket = tickets.ticket(self.desk, number)
        if ticket.customer_number is not None:
            self.app.push_screen(CustomerScreen(ticket.customer_number))


def _on_each(desk: Desk, verb: Verb, numbers: Sequence[int], values: Values, draft: str) -> list[Acted]:
    acted = [verb.act(desk, number, values) for number in numbers]
    if draft:
        drop_draft(desk, draft)
    return acted


def _choice(family: str, title: str, code: str, *, required: bool = False) -> ChoiceField:
    return ChoiceField(
        family, title, [(code, label(family, code)) for code in codes(family)], code, required=required
    )


def _blank(verb: Verb) -> Values:
    return dict.fromkeys((*verb.asks, "text", "cause", "step", "channel", "when"), "")


def _listed(numbers: Sequence[int]) -> str:
    return " ".join(str(number) for number in numbers)
