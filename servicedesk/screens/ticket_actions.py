"""The verbs on tickets as keys: each asks for what it needs, acts on every chosen ticket, and says what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from servicedesk.i18n import _, ngettext
from servicedesk.keys import KEYS, key_name
from servicedesk.lookups import firm
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.codes import codes, label
from servicedesk.screens.moments import when_text
from servicedesk.screens.ticket_openings import ALONE, TicketOpenings

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.desk import Desk
    from servicedesk.lookups.tickets import TicketRow
    from servicedesk.operations.results import Acted
    from servicedesk.screens.ticket_verbs import Verb

Values = dict[str, str]


class Asked(NamedTuple):
    """What a window asks words for: the verb, on which tickets, what is known already, where its words are kept."""

    verb: Verb
    title: str
    numbers: Sequence[int]
    known: Values
    draft: str


class Outcome(NamedTuple):
    """What came of a verb: the tickets it acted on, and why it did not act on others."""

    acted: list[Acted]
    refused: list[tuple[int, Problem]]


class TicketActions(TicketOpenings):
    """A screen on whose chosen tickets the verbs act."""

    def chosen_tickets(self) -> list[int]:
        """The numbers that a verb acts on."""
        raise NotImplementedError

    def acted_on(self, numbers: set[int]) -> None:
        """A verb is done with these tickets: they need no mark any more."""

    def action_verb(self, name: str) -> None:
        numbers = self.chosen_tickets()
        if not numbers:
            self.notice(_("No ticket is chosen"), "warning")
        elif name in ALONE and len(numbers) > 1:
            words = _("{verb} takes one ticket at a time, and {count} are marked; Esc takes the marks off")
            self.notice(words.format(verb=_(ALONE[name]), count=len(numbers)), "warning")
        elif name in ALONE:
            self.open_beside(name, numbers[0])
        else:
            self._ask_and_act(name, numbers)

    def action_verb_menu(self) -> None:
        """Every verb by name, for hands that do not know the letters and for input methods that take them."""
        numbers = self.chosen_tickets()
        if not numbers:
            self.notice(_("No ticket is chosen"), "warning")
            return
        offers = [(name, _(words), keys) for name, words, keys in _menu()]
        picked = lambda name: self.action_verb(name) if name else None  # noqa: E731
        self._offer(_title(numbers), offers, picked)

    def action_copy_number(self) -> None:
        numbers = self.chosen_tickets()
        if numbers:
            self.app.copy_to_clipboard(_listed(numbers))
            self.notice(_("Copied: {text}").format(text=_listed(numbers)))

    def _ask_and_act(self, name: str, numbers: Sequence[int]) -> None:
        from servicedesk.screens.ticket_verbs import VERBS

        verb = VERBS[name]
        try:
            self.desk.require(verb.permission)
        except Problem as problem:
            self.tell_problem(problem)
            return
        cast("DeskApp", self.app).warm_up()
        if not verb.asks:
            self._act(verb, numbers, {})
        elif verb.asks == ("priority",):
            ask_priority = lambda ticket: self._ask_priority(verb, numbers, ticket.priority)  # noqa: E731
            self.ask(lambda: _ticket(self.desk, numbers[0]), ask_priority, group="opening")
        elif "to" in verb.asks:
            self.ask(self._takers, lambda found: self._ask_taker(verb, numbers, found), group="opening")
        else:
            self._prompt(verb, numbers, {}, draft=f"{name}:{numbers[0]}")

    def _offer(
        self,
        title: str,
        offers: Sequence[tuple[str, str] | tuple[str, str, str]],
        picked: Callable[[str | None], None],
        present: str = "",
    ) -> None:
        """Lets her pick one."""
        from servicedesk.widgets.dialogs import PickOne

        self.app.push_screen(PickOne(title, offers, present), picked)

    def _ask_priority(self, verb: Verb, numbers: Sequence[int], present: str) -> None:
        offers = [(code, label("priority", code)) for code in codes("priority")]
        picked = lambda code: self._act(verb, numbers, {"priority": code}) if code else None  # noqa: E731
        self._offer(f"{_('Priority')} · {_title(numbers)}", offers, picked, present)

    def _takers(self) -> list[tuple[str, str, str]]:
        people = [row for row in firm.staff(self.desk) if row.active and row.role != "system"]
        teams = [row for row in firm.teams(self.desk) if row.active]
        return [(row.handle, row.name, row.team or "") for row in people] + [
            (f"team:{row.code}", firm.name_of(row), _("team")) for row in teams
        ]

    def _ask_taker(self, verb: Verb, numbers: Sequence[int], offers: Sequence[tuple[str, str, str]]) -> None:
        known_as = {key: name for key, name, _team in offers}

        def picked(taker: str | None) -> None:
            if taker:
                draft = f"assign:{numbers[0]}"
                self._prompt(verb, numbers, {"to": taker}, draft=draft, whom=known_as[taker])

        self._offer(_("Who takes it?"), offers, picked)

    def _prompt(
        self, verb: Verb, numbers: Sequence[int], known: Values, *, draft: str, whom: str = ""
    ) -> None:
        from servicedesk.lookups.tickets import by_numbers

        title = " · ".join(filter(None, (_(verb.title), whom, _listed(numbers))))
        asked = Asked(verb, title, numbers, known, draft)

        def look() -> tuple[Values, list[TicketRow]]:
            return self.drafts.kept(asked.draft), by_numbers(self.desk, numbers)

        self.ask(look, lambda found: self._ask_words(asked, *found), group="opening")

    def _ask_words(self, asked: Asked, draft: Values, rows: Sequence[TicketRow]) -> None:
        from servicedesk.rules.when import read_when
        from servicedesk.screens.ticket_verbs import verb_choices
        from servicedesk.widgets.prompt import TextPrompt

        verb = asked.verb

        def answered(values: Values | None) -> None:
            if values is not None:
                given = {**_blank(verb), **values, **asked.known}
                self._act(verb, asked.numbers, given, asked.draft)

        prompt = TextPrompt(
            asked.title,
            draft.get("text", ""),
            label=_(verb.label),
            choices=verb_choices(verb, rows, draft),
            required=verb.needs_text,
            when=draft.get("when", "") if "when" in verb.asks else None,
            when_label=_(verb.when_label),
            when_first=verb.asks[0] == "when",
            echo=lambda said: when_text(self.desk, read_when(said, self.desk.local(self.desk.now()))),
            keep=lambda values: self._keep(asked.draft, values),
            left=lambda: self.notice(_("Your text is kept; the same key brings it back")),
        )
        self.app.push_screen(prompt, answered)

    def _keep(self, key: str, values: Values) -> None:
        if values.get("text", "").strip():
            self.drafts.keep(key, values)
        else:
            self.drafts.drop(key)

    def _act(self, verb: Verb, numbers: Sequence[int], values: Values, draft: str = "") -> None:
        several = len(numbers) > 1 or verb.may_note
        desk = self.desk.in_batch() if several else self.desk

        def failed(problem: Problem) -> None:
            if draft:
                self.drafts.keep(draft, values)
            self.tell_problem(problem)

        def done(outcome: Outcome) -> None:
            unused = bool(outcome.refused) or any(one.already for one in outcome.acted)
            if draft and unused:
                self.drafts.keep(draft, values)
            elif draft:
                self.drafts.drop(draft)
            self._done(verb, outcome, kept=bool(draft and unused and values.get("text", "").strip()))

        self.act(lambda: _on_each(desk, verb, numbers, values), done, failed=failed)

    def _done(self, verb: Verb, outcome: Outcome, *, kept: bool) -> None:
        acted, refused = outcome
        numbers = [one.ticket.number for one in acted]
        self.acted_on(set(numbers))
        words = [_(verb.done).format(number=", ".join(map(str, numbers)))] if acted else []
        if acted and all(one.already for one in acted):
            words = [_("Nothing to do: it is so already")]
            words += [_("Your text is kept; the same key brings it back")] if kept else []
        words += [note for one in acted for note in one.notes]
        if not refused:
            self.saved(" · ".join(words))
        else:
            words += _refusals(refused)
            self.notice(" · ".join(words), "danger")
        self.load()


def _ticket(desk: Desk, number: int) -> TicketRow:
    from servicedesk.lookups.tickets import ticket

    return ticket(desk, number)


def _on_each(desk: Desk, verb: Verb, numbers: Sequence[int], values: Values) -> Outcome:
    """Acts on every ticket; one that refuses does not keep the others back. Raises its problem when it is alone."""
    outcome = Outcome([], [])
    for number in numbers:
        try:
            outcome.acted.append(verb.act(desk, number, values))
        except Problem as problem:
            if len(numbers) == 1:
                raise
            outcome.refused.append((number, problem))
    return outcome


def _refusals(refused: Sequence[tuple[int, Problem]]) -> list[str]:
    """Why it did not act, each reason once with the tickets it holds for."""
    reasons: dict[str, list[int]] = {}
    for number, problem in refused:
        reasons.setdefault(problem_text(problem), []).append(number)
    return [f"{_listed(numbers)}: {reason}" for reason, numbers in reasons.items()]


def _menu() -> Iterator[tuple[str, str, str]]:
    """Name, words and letter of every verb."""
    from servicedesk.screens.ticket_verbs import VERBS

    letters = {key.action: key_name(key.keys.split(",")[0]) for key in KEYS["tickets"]}
    for name, words in {**{name: verb.title for name, verb in VERBS.items()}, **ALONE}.items():
        yield name, words, letters.get(f"verb('{name}')", "")


def _blank(verb: Verb) -> Values:
    return dict.fromkeys((*verb.asks, "text", "cause", "step", "channel", "when"), "")


def _title(numbers: Sequence[int]) -> str:
    return ngettext("Ticket {numbers}", "Tickets {numbers}", len(numbers)).format(numbers=_listed(numbers))


def _listed(numbers: Sequence[int]) -> str:
    return " ".join(str(number) for number in numbers)
