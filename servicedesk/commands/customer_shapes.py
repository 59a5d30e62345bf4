"""How customers, contacts and search hits are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.contacts import ContactRow
from servicedesk.lookups.customers import CustomerFile
from servicedesk.lookups.search import Hit
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.own_fields import as_json
from servicedesk.rules.phones import shown_phone

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def day_text(desk: Desk, at: datetime | None) -> str:
    """The day and minute of something past, in the firm's zone."""
    return desk.local(at).strftime("%Y-%m-%d %H:%M") if at else ""


def first_phone(desk: Desk, file: CustomerFile) -> str:
    """The phone that is rung first, as people of the region write it."""
    return shown_phone(file.row.phone, desk.firm.region) if file.row.phone else ""


def _standing(file: CustomerFile) -> str:
    """What must be known of a line: that it is put away, and under which name it was known."""
    before = _("formerly {names}").format(names=_(", ").join(file.former_names)) if file.former_names else ""
    return _("; ").join(filter(None, (_("archived") if file.row.archived else "", before)))


CUSTOMER = Shape[CustomerFile](
    title=lambda: _("Customers"),
    fields={
        "number": lambda _desk, file: file.number,
        "external_id": lambda _desk, file: file.row.external_id,
        "name": lambda _desk, file: file.row.name,
        "kind": lambda _desk, file: file.row.kind,
        "stage": lambda _desk, file: file.row.stage,
        "tier": lambda _desk, file: file.row.tier,
        "birthday": lambda _desk, file: file.row.birthday,
        "phones": lambda _desk, file: tuple(
            {"number": phone.number, "raw": phone.raw, "extension": phone.extension or None}
            for phone in file.phones
        ),
        "emails": lambda _desk, file: tuple(email.address for email in file.emails),
        "premises": lambda _desk, file: tuple(place.text for place in file.present_premises),
        "preferences": lambda _desk, file: file.preferences,
        "tags": lambda _desk, file: file.row.tags,
        "last_contact_at": lambda _desk, file: file.row.last_contact_at,
        "open_tickets": lambda _desk, file: file.row.open_tickets,
        "version": lambda _desk, file: file.row.version,
        "archived": lambda _desk, file: file.row.archived,
        "heard_of_us": lambda _desk, file: file.row.heard_of_us,
        "referred_by": lambda _desk, file: person(file.row.referred_by, file.row.referred_by_name),
        "fields": lambda _desk, file: {one.field.code: as_json(one.field, one.text) for one in file.own},
        "former_names": lambda _desk, file: file.former_names,
        "former_phones": lambda _desk, file: tuple(phone.number for phone in file.former_phones),
    },
    columns=(
        "number", "name", "kind", "phones", "premises", "tier", "tags", "last_contact_at", "open_tickets",
    ),
    table=(
        (lambda: _("No."), lambda _desk, file: str(file.number)),
        (lambda: _("Customer"), lambda _desk, file: file.row.name),
        (lambda: _("Phone"), first_phone),
        (lambda: _("Premises"), lambda _desk, file: file.row.premises or ""),
        (lambda: _("Tier"), lambda _desk, file: file.row.tier or ""),
        (lambda: _("Open"), lambda _desk, file: str(file.row.open_tickets or "")),
        (lambda: _("Last contact"), lambda desk, file: day_text(desk, file.row.last_contact_at)),
        (lambda: "", lambda _desk, file: _standing(file)),
    ),
)  # fmt: skip

CONTACT = Shape[ContactRow](
    title=lambda: _("Contacts"),
    fields={
        "id": lambda _desk, row: row.id,
        "at": lambda _desk, row: row.at,
        "kind": lambda _desk, row: row.kind,
        "channel": lambda _desk, row: row.channel,
        "direction": lambda _desk, row: row.direction,
        "customer": lambda _desk, row: person(row.customer_number, row.customer_name),
        "caller": lambda _desk, row: row.caller,
        "ticket": lambda _desk, row: row.ticket,
        "who": lambda _desk, row: row.who,
        "text": lambda _desk, row: row.text,
    },
    columns=("id", "at", "channel", "direction", "customer", "caller", "ticket", "who", "text"),
    table=(
        (lambda: _("When"), lambda desk, row: day_text(desk, row.at)),
        (lambda: _("Direction"), lambda _desk, row: _("in") if row.direction == "in" else _("out")),
        (lambda: _("Channel"), lambda _desk, row: label("channel", row.channel) if row.channel else ""),
        (lambda: _("Customer"), lambda _desk, row: row.customer_name or row.caller),
        (lambda: _("Ticket"), lambda _desk, row: str(row.ticket or "")),
        (lambda: _("Staff"), lambda _desk, row: row.who),
        (lambda: _("Text"), lambda _desk, row: row.text),
    ),
    number="id",
)

HIT = Shape[Hit](
    title=lambda: _("Found"),
    fields={
        "kind": lambda _desk, hit: hit.kind,
        "number": lambda _desk, hit: hit.number,
        "title": lambda _desk, hit: hit.title,
        "snippet": lambda _desk, hit: hit.snippet,
        "ticket": lambda _desk, hit: hit.ticket,
        "customer": lambda _desk, hit: hit.customer,
    },
    columns=("kind", "number", "title", "snippet"),
    table=(
        (lambda: _("Kind"), lambda _desk, hit: kind_text(hit.kind)),
        (lambda: _("No."), lambda _desk, hit: str(hit.number or "")),
        (lambda: _("Title"), lambda _desk, hit: hit.title),
        (lambda: _("Text"), lambda _desk, hit: hit.snippet),
    ),
)


def kind_text(kind: str) -> str:
    """What was found, as people call it."""
    return {"ticket": _("ticket"), "customer": _("customer"), "contact": _("contact")}[kind]
