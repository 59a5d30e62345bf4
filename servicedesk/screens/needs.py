"""What customers need: the backlog with the most pressing first, what repeated tickets suggest, and the months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import need_counts, needs
from servicedesk.lookups.needs import Need, Suggested, Wanted
from servicedesk.rules.codes import codes, label
from servicedesk.screens.need_rows import columns_of, line_of
from servicedesk.screens.needs_settling import NeedsSettling
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.rows import Column, Row

OPEN, SUGGESTIONS, BY = "open", "suggestions", "by "
MONTHS = 4


class NeedsScreen(NeedsSettling):
    """One view at a time; Enter opens a need, or notes the one that is suggested."""

    AREA = 3
    LIST = "needs"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("needs")

    def __init__(self) -> None:
        super().__init__()
        self.view = OPEN

    def columns(self) -> list[Column]:
        months = need_counts.month_names(self.desk, MONTHS) if self.view.startswith(BY) else ()
        return columns_of(self.view, months)

    def read(self) -> Sequence[Any]:
        if self.view == SUGGESTIONS:
            return needs.suggested(self.desk)
        if self.view.startswith(BY):
            return need_counts.counts(self.desk, self.view.removeprefix(BY), MONTHS)
        return needs.needs(self.desk, _wanted(self.view))

    def line(self, place: int, thing: Any) -> Row:
        return line_of(place, thing)

    def heading(self) -> str:
        return _("{name}: {count}").format(name=_views()[self.view], count=len(self.things))

    def nothing_text(self) -> str:
        if self.view == SUGGESTIONS:
            return _("No customer brought several tickets of one category lately")
        return _("Nothing here. N on a customer or a ticket notes a need, q shows something else")

    def open_chosen(self) -> None:
        from servicedesk.screens.need_form import NeedForm

        chosen = self.chosen
        if isinstance(chosen, Need):
            form = NeedForm(chosen.number, customer=chosen.row.customer_number, ticket=chosen.row.ticket)
            self.app.push_screen(form, self.kept)
        elif isinstance(chosen, Suggested):
            form = NeedForm(customer=chosen.customer_number, category=chosen.category, words=chosen.words)
            self.app.push_screen(form, self.kept)

    def action_views(self) -> None:
        """Which needs the list shows, or what else there is to see of them."""
        offers = [(code, words) for code, words in _views().items()]
        self.app.push_screen(PickOne(_("Views"), offers, self.view), self._show_view)

    def verbs(self) -> list[tuple[str, str]]:
        return [*super().verbs(), ("views", _("Views"))]

    def _show_view(self, view: str | None) -> None:
        if view:
            self.view = view
            self.things = ()
            self.rows.set_columns(self.columns())
            self.load()


def _views() -> dict[str, str]:
    """Each view with its name in the language in use."""
    return {
        OPEN: _("What customers need"),
        **{code: label("need_class", code) for code in codes("need_class")},
        **{code: label("need_kind", code) for code in codes("need_kind")},
        SUGGESTIONS: _("Suggested by repeated tickets"),
        f"{BY}class": _("By month and class"),
        f"{BY}category": _("By month and category"),
        f"{BY}level": _("By month and level"),
        "met": label("need_state", "met"),
        "dropped": label("need_state", "dropped"),
    }


def _wanted(view: str) -> Wanted:
    if view in codes("need_class"):
        return Wanted(need_class=view)
    if view in codes("need_kind"):
        return Wanted(kind=view)
    return Wanted(state=view)
