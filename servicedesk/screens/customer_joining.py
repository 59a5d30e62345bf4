"""Joining the chosen customer's file with another of the same person, and separating it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.lookups.duplicates import Alike, alike_to
from servicedesk.rules.duplicates import reason_words
from servicedesk.screens.contact_log import ContactLog
from servicedesk.widgets.dialogs import Confirm, PickOne
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.operations.merging import Parted

_OTHER = "other"


class CustomerJoining(ContactLog):
    """A screen whose chosen customer's file can be joined and separated."""

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance, or None."""
        raise NotImplementedError

    def action_join(self) -> None:
        """Offers the files that look alike first; any other is named by its number."""
        card = self.chosen_card()
        if card is None:
            return
        if card.merged_into:
            self.tell(_("This file was joined already; g goes to the joined one"))
            return
        number = card.file.number
        self.ask(lambda: alike_to(self.desk, number), lambda found: self._offer(number, found), group="alike")

    def action_separate(self) -> None:
        """Parts a joined file, or one of those that were joined into this one."""
        card = self.chosen_card()
        if card is None:
            return
        joined = [(card.file.number, card.file.row.name)] if card.merged_into else list(card.joined)
        if not joined:
            self.tell(_("Nothing was joined with this file"))
        elif len(joined) == 1:
            self._ask_separate(*joined[0])
        else:
            names = dict(joined)
            offers = [(str(number), f"C{number}", name) for number, name in joined]
            self.app.push_screen(
                PickOne(_("Separate which file?"), offers),
                lambda chosen: self._ask_separate(int(chosen), names[int(chosen)]) if chosen else None,
            )

    def _offer(self, number: int, found: list[Alike]) -> None:
        offers = [
            (str(one.number), f"C{one.number} {one.name}".rstrip(), reason_words(one.reasons))
            for one in found
        ]
        offers.append((_OTHER, _("Another file, by its number"), ""))
        title = _("Whose file is the same person as C{number}?").format(number=number)
        self.app.push_screen(PickOne(title, offers), lambda chosen: self._picked(number, chosen))

    def _picked(self, number: int, chosen: str | None) -> None:
        if chosen == _OTHER:
            prompt = TextPrompt(_("The number of the other file"), label=_("Number"))
            self.app.push_screen(prompt, lambda values: self._numbered(number, values))
        elif chosen:
            self._compare(number, int(chosen))

    def _numbered(self, number: int, values: dict[str, str] | None) -> None:
        from servicedesk.problems import Problem
        from servicedesk.rules.numbers import read_customer_number

        if values is None:
            return
        try:
            self._compare(number, read_customer_number(values["text"].strip()))
        except Problem as problem:
            self.tell_problem(problem)

    def _compare(self, number: int, other: int) -> None:
        from servicedesk.screens.duplicate_pair import PairScreen

        def settled(words: str | None) -> None:
            if words:
                cast("DeskApp", self.app).say_saved(words)

        self.app.push_screen(PairScreen(other, number), settled)

    def _ask_separate(self, number: int, name: str) -> None:
        question = _("Make C{number} {name} a file of its own again?").format(number=number, name=name)
        detail = _("What it brought goes back with it; what was added since stays.")

        def answered(yes: bool | None) -> None:
            if yes:
                self._separate(number)

        self.app.push_screen(Confirm(question, detail), answered)

    def _separate(self, number: int) -> None:
        from servicedesk.operations.merging import unmerge

        self.act(lambda: unmerge(self.desk, number), self._separated)

    def _separated(self, done: Parted) -> None:
        words = _("Customer C{number} separated from C{other}").format(
            number=done.customer.number, other=done.other
        )
        if done.kept:
            from servicedesk.rules.happenings import field_name

            names = ", ".join(field_name(name) for name in done.kept)
            words = _("{done}; changed since, so it stays: {names}").format(done=words, names=names)
        cast("DeskApp", self.app).say_saved(words)
