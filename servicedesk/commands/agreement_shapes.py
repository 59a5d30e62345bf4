"""How agreements are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.agreements import AgreementRow, today
from servicedesk.output import Shape
from servicedesk.rules.agreements import ending_words
from servicedesk.rules.codes import label

if TYPE_CHECKING:
    from servicedesk.desk import Desk

AGREEMENT = Shape[AgreementRow](
    title=lambda: _("Agreements"),
    fields={
        "number": lambda _desk, row: row.number,
        "kind": lambda _desk, row: row.kind,
        "state": lambda desk, row: row.state(today(desk)),
        "customer": lambda _desk, row: person(row.customer_number, row.customer_name),
        "premises": lambda _desk, row: row.premises,
        "start": lambda _desk, row: row.starts_on,
        "end": lambda _desk, row: row.ends_on,
        "ended": lambda _desk, row: row.ended_on,
        "services": lambda _desk, row: row.services,
        "reference": lambda _desk, row: row.reference,
        "note": lambda _desk, row: row.note,
        "version": lambda _desk, row: row.version,
    },
    columns=("number", "kind", "state", "customer", "premises", "start", "end", "reference", "services"),
    table=(
        (lambda: _("No."), lambda _desk, row: f"A{row.number}"),
        (lambda: _("Kind"), lambda _desk, row: label("agreement_kind", row.kind)),
        (lambda: _("Customer"), lambda _desk, row: row.customer_name or ""),
        (lambda: _("Premises"), lambda _desk, row: row.premises or ""),
        (lambda: _("Start"), lambda _desk, row: str(row.starts_on)),
        (lambda: _("End"), lambda _desk, row: str(row.ended_on or row.ends_on or "")),
        (lambda: "", lambda desk, row: state_text(desk, row)),
        (lambda: _("Reference"), lambda _desk, row: row.reference),
        (lambda: _("Included services"), lambda _desk, row: row.services),
    ),
)


def state_text(desk: Desk, row: AgreementRow) -> str:
    """How it stands; of what runs to an end, how soon."""
    state = row.state(today(desk))
    if row.ends_on is None or state in ("ended", "coming"):
        return label("agreement_state", state)
    return ending_words(row.ends_on, today(desk))
