"""Agreements that end soon or have run out and that nobody ended: the list of renewals (R019)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups.agreements import SOON, AgreementRow, agreements, today
from servicedesk.rules.agreements import ending_words
from servicedesk.rules.codes import label
from servicedesk.rules.text import one_line
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.whole_list import WholeList
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.rows import Column, Row

_WITHIN = (30, SOON, 90, 365)
_ALL = "all"


class RenewalsScreen(WholeList):
    """Next to end first; Enter opens the agreement, whose new end renews it."""

    AREA = 3
    LIST = "renewals"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("renewals")

    def __init__(self) -> None:
        super().__init__()
        self.view = str(SOON)

    def columns(self) -> list[Column]:
        return [
            Column("ends", _("End"), 18),
            Column("day", _("Day"), 10, min_width=100),
            Column("kind", _("Kind"), 17),
            Column("customer", _("Customer"), 16, grow=True),
            Column("premises", _("Premises"), 14, grow=True),
            Column("reference", _("Reference"), 12, min_width=90),
        ]

    def read(self) -> Sequence[AgreementRow]:
        return agreements(self.desk, due=None if self.view == _ALL else int(self.view))

    def line(self, place: int, thing: AgreementRow) -> Row:
        ends, day = thing.ends_on, today(self.desk)
        cells = (
            ending_words(ends, day) if ends else _("no end"),
            str(ends or ""),
            label("agreement_kind", thing.kind),
            one_line(name_text(thing.customer_number, thing.customer_name or ""))
            if thing.customer_number
            else "",
            one_line(thing.premises or ""),
            one_line(thing.reference),
        )
        over = ends is not None and ends < day
        return Row(
            place,
            cells,
            mark="!" if over else "",
            style=("danger" if over else "", "muted", "", "", "", "muted"),
        )

    def heading(self) -> str:
        return _("{name}: {count}").format(name=_views()[self.view], count=len(self.things))

    def nothing_text(self) -> str:
        return _("No agreement ends soon. x on a customer, or m on a place, writes one down")

    def open_chosen(self) -> None:
        from servicedesk.screens.agreement_form import AgreementForm

        chosen = self.chosen
        if isinstance(chosen, AgreementRow):
            form = AgreementForm(
                chosen.number, customer=chosen.customer_number, premises=chosen.premises_number
            )
            self.app.push_screen(form, self._kept)

    def action_customer_file(self) -> None:
        """The customer it is with; of one about a place alone, the place."""
        from servicedesk.screens.customer import CustomerScreen
        from servicedesk.screens.premises import PremisesScreen

        chosen = self.chosen
        if not isinstance(chosen, AgreementRow):
            return
        if chosen.customer_number:
            self.app.push_screen(CustomerScreen(chosen.customer_number))
        elif chosen.premises_number:
            self.app.push_screen(PremisesScreen(chosen.premises_number))

    def action_views(self) -> None:
        """How far ahead the list looks, or every agreement that holds."""
        self.app.push_screen(PickOne(_("Views"), [*_views().items()], self.view), self._show_view)

    def _kept(self, result: Any) -> None:
        if result is not None:
            self.load()

    def _show_view(self, view: str | None) -> None:
        if view:
            self.view = view
            self.load()


def _views() -> dict[str, str]:
    """Each view with its name in the language in use."""
    soon = {str(days): _("To renew within {count} days").format(count=days) for days in _WITHIN}
    return {**soon, _ALL: _("All agreements that hold")}
