"""How premises are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicedesk.commands.agreement_shapes import AGREEMENT
from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.premises import Place, PlaceRow
from servicedesk.output import Shape, plain
from servicedesk.rules.codes import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicedesk.desk import Desk


def within(row: PlaceRow) -> dict[str, Any] | None:
    """What a place stands in."""
    return None if row.parent_number is None else {"number": row.parent_number, "name": row.parent}


PLACE = Shape[PlaceRow](
    title=lambda: _("Premises"),
    fields={
        "number": lambda _desk, row: row.number,
        "text": lambda _desk, row: row.text,
        "kind": lambda _desk, row: row.kind,
        "in": lambda _desk, row: within(row),
        "access": lambda _desk, row: row.access,
        "keys": lambda _desk, row: row.keys,
        "pets": lambda _desk, row: row.pets,
        "parking": lambda _desk, row: row.parking,
        "note": lambda _desk, row: row.note,
        "people": lambda _desk, row: row.people,
        "open_tickets": lambda _desk, row: row.open_tickets,
        "version": lambda _desk, row: row.version,
    },
    columns=("number", "text", "kind", "in", "people", "open_tickets"),
    table=(
        (lambda: _("No."), lambda _desk, row: f"P{row.number}"),
        (lambda: _("Premises"), lambda _desk, row: row.text),
        (lambda: _("Kind"), lambda _desk, row: label("premises_kind", row.kind)),
        (lambda: _("Stands in"), lambda _desk, row: row.parent or ""),
        (lambda: _("People"), lambda _desk, row: str(row.people or "")),
        (lambda: _("Open"), lambda _desk, row: str(row.open_tickets or "")),
    ),
)


def _of_row(field: Callable[[Desk, PlaceRow], Any]) -> Callable[[Desk, Place], Any]:
    return lambda desk, place: field(desk, place.row)


def _occupants(desk: Desk, place: Place) -> list[dict[str, Any]]:
    return [
        {
            "customer": person(one.customer_number, one.name),
            "role": one.role,
            "since": plain(desk, one.since),
            "until": plain(desk, one.until),
            "former": one.former,
        }
        for one in place.occupants
    ]


def _tickets(desk: Desk, place: Place) -> list[dict[str, Any]]:
    return [
        {
            "number": ticket.number,
            "subject": ticket.subject,
            "kind": ticket.kind,
            "status": ticket.status,
            "customer": person(ticket.customer_number, ticket.customer_name),
            "opened_at": plain(desk, ticket.opened_at),
        }
        for ticket in place.tickets
    ]


WHOLE_PLACE = Shape[Place](
    title=PLACE.title,
    fields={
        **{name: _of_row(field) for name, field in PLACE.fields.items()},
        "path": lambda _desk, place: [{"number": number, "name": name} for number, name in place.path],
        "occupants": _occupants,
        "tickets": _tickets,
        "below": lambda desk, place: [PLACE.as_json(desk, row) for row in place.below],
        "agreements": lambda desk, place: [AGREEMENT.as_json(desk, row) for row in place.agreements],
    },
    columns=PLACE.columns,
    table=(),
)
