"""Who recommends us: promoters with what became of those they sent, and how customers heard of us."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import referrals
from servicedesk.lookups.referrals import Heard, Promoter
from servicedesk.rules.codes import label
from servicedesk.rules.referrals import became_words
from servicedesk.rules.text import one_line
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.whole_list import WholeList
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.rows import Column, Row

PROMOTERS, HEARD = "promoters", "heard"


class PromotersScreen(WholeList):
    """Best first; Enter opens the file, `b` plans a call to say thank you."""

    AREA = 3
    LIST = "promoters"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("promoters")

    def __init__(self) -> None:
        super().__init__()
        self.view = PROMOTERS

    def columns(self) -> list[Column]:
        if self.view == HEARD:
            return [
                Column("way", _("Heard of us"), 20, grow=True),
                Column("count", _("Customers"), 10, align="right"),
                Column("stayed", _("Stayed"), 8, align="right"),
            ]
        return [
            Column("name", _("Customer"), 16, grow=True),
            Column("tier", _("Tier"), 6, min_width=90),
            Column("sent", _("Sent us"), 7, align="right"),
            Column("stayed", _("Stayed"), 7, align="right"),
            Column("reached", _("In all"), 10, align="right"),
            Column("became", _("What became of them"), 24, grow=True),
        ]

    def read(self) -> Sequence[Any]:
        return referrals.heard(self.desk) if self.view == HEARD else referrals.promoters(self.desk)

    def line(self, place: int, thing: Promoter | Heard) -> Row:
        if isinstance(thing, Heard):
            way = one_line(label("heard", thing.way)) if thing.way else _("not known")
            return Row(place, (way, str(thing.customers), str(thing.stayed)))
        counts = (str(thing.sent), str(thing.stayed), str(thing.reached))
        cells = (
            name_text(thing.number, thing.name),
            thing.tier or "",
            *counts,
            one_line(became_words(thing.became)),
        )
        return Row(place, cells, style=("", "muted", "", "", "muted", "muted"))

    def heading(self) -> str:
        return _("{name}: {count}").format(name=_views()[self.view], count=len(self.things))

    def nothing_text(self) -> str:
        return _("Nobody was sent by a customer yet; the file of whoever was keeps by whom (Edit: Sent by)")

    def open_chosen(self) -> None:
        if isinstance(self.chosen, Promoter):
            self._open_file(str(self.chosen.number))

    def action_sent(self) -> None:
        """Whom the promoter sent, and whom they sent in turn: one of them is opened."""
        chosen = self.chosen
        if isinstance(chosen, Promoter):
            number = chosen.number
            self.ask(lambda: referrals.referred(self.desk, number), self._offer_sent, group="sent")

    def action_promise_callback(self) -> None:
        from servicedesk.screens.callback_form import CallbackForm

        chosen = self.chosen
        if isinstance(chosen, Promoter):
            self.app.push_screen(CallbackForm(chosen.number), self._kept)

    def action_views(self) -> None:
        """Promoters, or the ways in which customers heard of us."""
        self.app.push_screen(PickOne(_("Views"), [*_views().items()], self.view), self._show_view)

    def _offer_sent(self, found: Sequence[referrals.Referred]) -> None:
        offers = [
            (
                str(one.number),
                "  " * (one.step - 1) + one_line(name_text(one.number, one.name)),
                label("stage", one.stage),
            )
            for one in found
        ]
        self.app.push_screen(PickOne(_("Whom they sent"), offers), self._open_file)

    def _open_file(self, chosen: str | None) -> None:
        from servicedesk.screens.customer import CustomerScreen

        if chosen:
            self.app.push_screen(CustomerScreen(int(chosen)))

    def _kept(self, result: Any) -> None:
        if result is not None:
            self.load()

    def _show_view(self, view: str | None) -> None:
        if view:
            self.view = view
            self.things = ()
            self.rows.set_columns(self.columns())
            self.load()


def _views() -> dict[str, str]:
    return {PROMOTERS: _("Who recommends us"), HEARD: _("How customers heard of us")}
