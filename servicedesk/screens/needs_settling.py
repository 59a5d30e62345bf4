"""The verbs on a need in a list: met with what met it, dropped with why, its customer, its ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicedesk.i18n import _
from servicedesk.lookups.needs import Need, Suggested
from servicedesk.rules.text import one_line
from servicedesk.screens.menus import with_keys
from servicedesk.screens.whole_list import WholeList
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.operations.needs import Needed


class NeedsSettling(WholeList):
    """A list of needs, or of what suggests some."""

    def action_settle(self, state: str) -> None:
        """Asks for the words that end a need."""
        chosen = self.chosen
        if not isinstance(chosen, Need):
            self.notice(_("No need is chosen"), "warning")
            return
        draft = f"need-{state}-{chosen.number}:C{chosen.row.customer_number or 0}"
        label = _("What was done") if state == "met" else _("Why nothing is done")
        prompt = TextPrompt(
            one_line(f"N{chosen.number}  {chosen.row.words}"),
            self.drafts.kept(draft).get("text", ""),
            label=label,
            keep=lambda values: self.drafts.keep(draft, values),
            left=lambda: self.notice(_("Your text is kept; the same key brings it back")),
        )
        number = chosen.number

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self._settle(number, state, values["text"], draft)

        self.app.push_screen(prompt, answered)

    def action_customer_file(self) -> None:
        from servicedesk.screens.customer import CustomerScreen

        chosen = self.chosen
        number = chosen.customer_number if isinstance(chosen, Suggested) else None
        if isinstance(chosen, Need):
            number = chosen.row.customer_number
        if number is None:
            self.notice(_("No customer is known here"), "warning")
        else:
            self.app.push_screen(CustomerScreen(number))

    def action_ticket(self) -> None:
        """The ticket that tells of the need; of several the last."""
        from servicedesk.screens.ticket import TicketScreen

        chosen = self.chosen
        number = chosen.tickets[-1] if isinstance(chosen, Suggested) else None
        if isinstance(chosen, Need):
            number = chosen.row.ticket
        if number is None:
            self.notice(_("No ticket tells of it"))
        else:
            self.app.push_screen(TicketScreen(number))

    def action_needs_menu(self) -> None:
        """Every verb by name, for hands that do not know the letters and for input methods that take them."""
        self.app.push_screen(PickOne(_("What is needed"), with_keys(self.app.screen, self.verbs())), self._do)

    def verbs(self) -> list[tuple[str, str]]:
        """The verbs of the menu: the action and its words."""
        return [
            ("met", _("Met")),
            ("dropped", _("Drop")),
            ("customer_file", _("Customer file")),
            ("ticket", _("Ticket")),
        ]

    def kept(self, result: Any) -> None:
        """A form on a need is done; `result` is None when it was left."""
        if result is not None:
            self.load()

    def _do(self, verb: str | None) -> None:
        if verb in ("met", "dropped"):
            self.action_settle(verb)
        elif verb:
            getattr(self, f"action_{verb}")()

    def _settle(self, number: int, state: str, text: str, draft: str) -> None:
        from servicedesk.operations import needs

        settle = needs.met if state == "met" else needs.drop

        def done(result: Needed) -> None:
            self.drafts.drop(draft)
            words = _("Need N{number} is met") if state == "met" else _("Need N{number} is dropped")
            self.saved(words.format(number=result.need.number))
            self.load()

        self.act(lambda: settle(self.desk, number, text), done)
