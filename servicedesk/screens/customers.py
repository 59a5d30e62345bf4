"""Area 3, Customers: the list, narrowed by any fragment or a query, and a preview where there is room for one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.content import Content

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import customers
from servicedesk.lookups.customer_query import query_fields
from servicedesk.problems import Problem
from servicedesk.rules.permissions import Permission
from servicedesk.rules.query import explain, parse
from servicedesk.screens.customer_actions import CustomerActions
from servicedesk.screens.customer_card import CustomerCard, customer_page
from servicedesk.screens.customer_rows import customer_columns, customer_line
from servicedesk.screens.customer_segments import CustomerSegments
from servicedesk.widgets.rows import Column, Row


class CustomersScreen(CustomerActions, CustomerSegments):
    """Everybody by name; verbs act on the line under the cursor."""

    AREA = 3
    LIST = "customers"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("customers", "list", "customer_list")

    def columns(self) -> list[Column]:
        return customer_columns()

    def first_rows(self, query: str, limit: int) -> list[Row]:
        return [customer_line(self.desk, row) for row in customers.customers(self.desk, query, limit=limit)]

    def numbers(self, query: str) -> array[int]:
        return customers.numbers(self.desk, query)

    def rows_of(self, numbers: Sequence[int]) -> list[Row]:
        return [customer_line(self.desk, row) for row in customers.by_numbers(self.desk, numbers)]

    def explained(self, text: str) -> str:
        known = query_fields(self.desk)
        return explain(parse(text, known), known)

    def filter_example(self) -> str:
        return _("wang 8000 3-2-501 has:open tag:vip last:<30d")

    def nothing_text(self) -> str:
        if self.segment and not self.filter_text:
            nobody = _("Nobody belongs to it. q shows another segment")
            return f"{nobody}\n{self.freshness}: T" if self.freshness else nobody
        if self.filter_text and self.segment:
            words = _(
                "Nobody of “{segment}” matches. Esc drops the filter, Esc again looks among all customers"
            )
            return words.format(segment=self.segment_name)
        if self.filter_text:
            return _("Nobody matches. / changes the filter, Esc drops it, a makes a new file")
        return _("No customer yet. a makes a new file, i brings in a list, F2 takes a call")

    def heading(self) -> Content:
        name = self.segment_name or _("Customers")
        words = _("{name}: {count}").format(name=name, count=len(self.ids))
        beside = " · ".join(filter(None, (_("by name"), self.freshness)))
        return Content.assemble((words, "bold"), ("   " + beside, "$foreground 60%"))

    def preview(self) -> CustomerCard:
        return CustomerCard(more=_("Enter, then f"))

    def show_preview(self, number: int | None) -> None:
        card = self.query_one(CustomerCard)
        if number is None:
            card.show_nothing()
        else:
            self.ask(
                lambda: customer_page(self.desk, number),
                lambda page: card.show(self.desk, page),
                group="preview",
            )

    def open_row(self, number: int) -> None:
        from servicedesk.screens.customer import CustomerScreen

        self.app.push_screen(CustomerScreen(number))

    def chosen_customer(self) -> int | None:
        return self.rows.selected_key

    def contact_logged(self, words: str) -> None:
        self.saved(words)
        self.load()

    def action_new_customer(self) -> None:
        from servicedesk.screens.customer_form import CustomerForm

        self.app.push_screen(CustomerForm(), self._made)

    def action_duplicates(self) -> None:
        from servicedesk.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())

    def action_backlog(self) -> None:
        from servicedesk.screens.needs import NeedsScreen

        self.app.push_screen(NeedsScreen())

    def action_promoters(self) -> None:
        from servicedesk.screens.promoters import PromotersScreen

        self.app.push_screen(PromotersScreen())

    def action_standings(self) -> None:
        from servicedesk.screens.standings import StandingsScreen

        self.app.push_screen(StandingsScreen())

    def action_renewals(self) -> None:
        from servicedesk.screens.renewals import RenewalsScreen

        self.app.push_screen(RenewalsScreen())

    def action_retention(self) -> None:
        from servicedesk.screens.retention import RetentionScreen

        self.app.push_screen(RetentionScreen())

    def verbs(self) -> list[tuple[str, str]]:
        return [
            *super().verbs(),
            ("standings", _("Compute tiers and stages")),
            ("renewals", _("Agreements to renew")),
            ("retention", _("Kept too long")),
            ("backlog", _("What customers need")),
            ("promoters", _("Who recommends us")),
            ("duplicates", _("Possible duplicates")),
            *self.segment_verbs(),
        ]

    def action_import_list(self) -> None:
        from servicedesk.screens.import_kinds import CUSTOMERS
        from servicedesk.screens.import_opening import open_import

        open_import(self, CUSTOMERS)

    def action_export_list(self) -> None:
        from servicedesk.screens.export_form import ExportForm

        try:
            self.desk.require(Permission.EXPORT)
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self.app.push_screen(ExportForm(self.query_said))

    def _made(self, made: Any) -> None:
        if made is not None:
            self.open_row(made.number)
