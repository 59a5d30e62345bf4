"""The verbs on a place as keys: who moves in and out, the place itself, what is around it, its agreements."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.premises import Place
from servicedesk.screens.agreement_form import AgreementForm, agreement_offers
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.menus import with_keys
from servicedesk.widgets.dialogs import PickOne


class PremisesVerbs(AreaScreen):
    """A screen that shows one place."""

    @property
    def seen(self) -> Place | None:
        """The place, once it is read."""
        raise NotImplementedError

    def action_move_in(self) -> None:
        from servicedesk.screens.moving_forms import MoveInForm

        if self.seen:
            self.app.push_screen(MoveInForm(self.seen.number, self.seen.row.text), self._done)

    def action_move_out(self) -> None:
        from servicedesk.screens.moving_forms import MoveOutForm

        if self.seen and self.seen.present:
            self.app.push_screen(
                MoveOutForm(self.seen.number, self.seen.row.text, self.seen.present), self._done
            )
        elif self.seen:
            self.notice(_("Nobody lives there"), "warning")

    def action_edit_place(self) -> None:
        from servicedesk.screens.premises_form import PremisesForm

        if self.seen:
            self.app.push_screen(PremisesForm(self.seen.number), self._done)

    def action_new_below(self) -> None:
        from servicedesk.screens.premises_form import PremisesForm

        if self.seen:
            self.app.push_screen(PremisesForm(within=self.seen.row.text), self._done)

    def action_around(self) -> None:
        """What the place stands in, what stands in it, and the people: one of them is opened."""
        if self.seen is None:
            return
        offers = [(f"P{number}", name, _("stands in")) for number, name in self.seen.path]
        offers += [(f"P{row.number}", row.text, _("Below")) for row in self.seen.below]
        offers += [
            (
                f"C{one.customer_number}",
                one.name or f"C{one.customer_number}",
                _("former") if one.former else "",
            )
            for one in self.seen.occupants
        ]
        if offers:
            self.app.push_screen(PickOne(self.seen.row.text, offers), self._go)
        else:
            self.notice(_("Nothing and nobody is around it"))

    def action_agreements(self) -> None:
        """The agreements about the place, and a new one."""
        if self.seen:
            offers = agreement_offers(self.seen.agreements)
            self.app.push_screen(PickOne(_("Agreements"), offers), self._agreement)

    def action_premises_menu(self) -> None:
        """Every verb by name, for hands that do not know the letters and for input methods that take them."""
        self.app.push_screen(PickOne(_("Premises"), with_keys(self.app.screen, self.verbs())), self._do)

    def verbs(self) -> list[tuple[str, str]]:
        """The verbs of the menu: the action and its words."""
        return [
            ("move_in", _("Somebody moves in")),
            ("move_out", _("Somebody moves out")),
            ("edit_place", _("Edit")),
            ("new_below", _("New place in it")),
            ("around", _("What is around it, and who")),
            ("agreements", _("Agreements")),
        ]

    def action_back(self) -> None:
        self.dismiss()

    def _agreement(self, chosen: str | None) -> None:
        if chosen and self.seen:
            number = int(chosen) if chosen.isdecimal() else None
            self.app.push_screen(AgreementForm(number, premises=self.seen.number), self._done)

    def _go(self, chosen: str | None) -> None:
        from servicedesk.screens.customer import CustomerScreen
        from servicedesk.screens.premises import PremisesScreen

        if chosen:
            opened = PremisesScreen if chosen[0] == "P" else CustomerScreen
            self.app.push_screen(opened(int(chosen[1:])))

    def _do(self, verb: str | None) -> None:
        if verb:
            getattr(self, f"action_{verb}")()

    def _done(self, result: Any) -> None:
        if result is not None:
            self.load()
