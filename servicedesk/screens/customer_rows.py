"""Customers as lines of a list: in the area, and as the call screen finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.customers import CustomerRow
from servicedesk.lookups.find import Found
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.screens.moments import day_text
from servicedesk.widgets.row_types import CellStyle, Column, Row

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_STYLES: tuple[CellStyle, ...] = ("", "", "", "muted", "muted", "", "muted")


def customer_columns() -> list[Column]:
    """The columns of a customer list; number and standing give way first."""
    return [
        Column("name", _("Customer"), 16, grow=True),
        Column("phone", _("Phone"), 16),
        Column("premises", _("Premises"), 14, grow=True),
        Column("tier", _("Tier"), 8, min_width=100),
        Column("number", _("No."), 6, min_width=90),
        Column("open", _("Open"), 4, align="right"),
        Column("last", _("Contact"), 7, min_width=60),
    ]


def found_columns() -> list[Column]:
    """The columns of what the call screen found: as in the list, with the standing and the role instead."""
    return [
        Column("name", _("Customer"), 16, grow=True),
        Column("phone", _("Phone"), 16),
        Column("premises", _("Premises"), 14, grow=True),
        Column("role", _("Role"), 14, min_width=90),
        Column("tier", _("Tier"), 8, min_width=100),
        Column("open", _("Open"), 8),
        Column("last", _("Contact"), 7),
    ]


def customer_line(desk: Desk, customer: CustomerRow) -> Row:
    """One customer of the area's list."""
    cells = (
        name_text(customer.number, customer.name),
        shown_phone(customer.phone, desk.firm.region) if customer.phone else "",
        customer.premises or "",
        customer.tier or "",
        f"C{customer.number}",
        str(customer.open_tickets or ""),
        day_text(desk, customer.last_contact_at),
    )
    return Row(customer.number, cells, style="muted" if customer.archived else _STYLES)


def found_line(desk: Desk, found: Found) -> Row:
    """One customer whom the typed fragment may mean."""
    cells = (
        name_text(found.number, found.called),
        found.phone,
        found.premises,
        label("occupancy", found.role) if found.role else "",
        found.tier or "",
        _("{count} open").format(count=found.open_tickets) if found.open_tickets else "",
        day_text(desk, found.last_contact_at),
    )
    return Row(found.number, cells, style="muted" if found.archived else _STYLES)


def name_text(number: int, name: str) -> str:
    """The name, or where a file has none its number."""
    return name or f"C{number}"
