"""What `customer show` tells: the line of a list, everything else in the file, and its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from servicedesk.commands.customer.profile_shape import PROFILE_FIELDS
from servicedesk.commands.customer_shapes import CUSTOMER
from servicedesk.commands.need_shapes import need_part
from servicedesk.commands.shapes import person
from servicedesk.lookups.customer_file import CustomerRecord
from servicedesk.lookups.customers import CustomerFile
from servicedesk.lookups.timelines import told
from servicedesk.output import Shape, plain

if TYPE_CHECKING:
    from servicedesk.desk import Desk

Field = Callable[["Desk", CustomerFile], Any]


def _of_file(field: Field) -> Callable[[Desk, CustomerRecord], Any]:
    return lambda desk, record: field(desk, record.card.file)


def _tickets(desk: Desk, record: CustomerRecord) -> list[dict[str, Any]]:
    return [
        {
            "number": ticket.number,
            "subject": ticket.subject,
            "kind": ticket.kind,
            "status": ticket.status,
            "opened_at": plain(desk, ticket.opened_at),
        }
        for ticket in record.tickets
    ]


def _callbacks(desk: Desk, record: CustomerRecord) -> list[dict[str, Any]]:
    return [
        {
            "id": call.id,
            "due_at": plain(desk, call.due_at),
            "reason": call.reason,
            "ticket": call.ticket,
            "promised": call.promised,
        }
        for call in record.card.owed
    ]


def _former_premises(_desk: Desk, record: CustomerRecord) -> list[dict[str, Any]]:
    return [
        {
            "text": place.text,
            "role": place.role,
            "since": place.since.isoformat() if place.since else None,
            "until": place.until.isoformat() if place.until else None,
        }
        for place in record.card.file.premises
        if place.former
    ]


def _consents(desk: Desk, record: CustomerRecord) -> list[dict[str, Any]]:
    return [
        {
            "purpose": line.purpose,
            "channel": line.channel,
            "given": line.given,
            "at": plain(desk, line.at),
        }
        for line in record.card.rights.standing
    ]


def _sources(desk: Desk, record: CustomerRecord) -> list[dict[str, Any]]:
    return [
        {
            "field": one.field,
            "source": one.told.who or None,
            "at": plain(desk, one.at),
            "by": one.by,
            "verified_at": plain(desk, one.verified_at),
            "told": (one.told.words if one.told.who != "staff" else "") or None,
            "value": one.shown,
            "differs": one.differing or None,
        }
        for one in record.origins
    ]


def _timeline(desk: Desk, record: CustomerRecord) -> list[dict[str, Any]]:
    return [
        {
            "at": plain(desk, happening.at),
            "who": happening.who,
            "kind": happening.kind,
            "text": happening.text,
            "ticket": event.ticket,
            "undone": happening.undone,
        }
        for event, happening in zip(record.events, told(desk, record.events), strict=True)
    ]


RECORD = Shape[CustomerRecord](
    title=CUSTOMER.title,
    fields={
        **{name: _of_file(field) for name, field in CUSTOMER.fields.items()},
        "do_not": lambda _desk, record: record.card.do_not,
        "best_time": lambda _desk, record: record.card.best_time,
        "preferred_channel": lambda _desk, record: record.card.file.row.preferred_channel,
        "opt_outs": lambda _desk, record: record.card.opt_outs,
        "note": lambda _desk, record: record.card.file.row.note,
        "source": lambda _desk, record: record.card.file.row.source,
        "roles": lambda _desk, record: tuple(place.role for place in record.card.file.present_premises),
        "former_premises": _former_premises,
        "created_at": lambda _desk, record: record.card.file.row.created_at,
        "restricted": lambda _desk, record: record.card.rights.row.restricted,
        "legal_hold": lambda _desk, record: record.card.rights.row.legal_hold,
        "erased_at": lambda _desk, record: record.card.rights.row.erased_at,
        "consents": _consents,
        "sources": _sources,
        **PROFILE_FIELDS,
        "complaints": lambda _desk, record: record.card.complaint_count,
        "complains_often": lambda _desk, record: record.card.complains_often,
        "merged_into": lambda _desk, record: person(*(record.card.merged_into or (None, None))),
        "joined": lambda _desk, record: [person(*file) for file in record.card.joined],
        "referral_chain": lambda _desk, record: [person(*file) for file in record.card.chain],
        "referred": lambda _desk, record: [person(*file) for file in record.card.sent],
        "needs": lambda _desk, record: [need_part(need) for need in record.card.needs],
        "suggestions": lambda _desk, record: [one.words for one in record.card.suggested],
        "tickets": _tickets,
        "callbacks": _callbacks,
        "timeline": _timeline,
    },
    columns=CUSTOMER.columns,
    table=(),
)
