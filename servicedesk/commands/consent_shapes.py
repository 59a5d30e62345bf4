"""How consents, limits, erasures and what is due for them are printed: their JSON contract, columns and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.commands.customer_shapes import day_text
from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.consents import ConsentRow, CoverageRow, Rights, Verdict
from servicedesk.output import Shape, plain
from servicedesk.rules.codes import label

if TYPE_CHECKING:
    from servicedesk.operations.erasing import Erased


class Answer(NamedTuple):
    """What the gate says of one customer."""

    number: int
    purpose: str
    channel: str
    verdict: Verdict


class DueLine(NamedTuple):
    """One line of what is due: a customer file, or all old contacts together."""

    kind: str
    number: int | None
    name: str
    last_at: Any
    many: int


CONSENT = Shape[ConsentRow](
    title=lambda: _("Consents"),
    fields={
        "id": lambda _desk, row: row.id,
        "customer": lambda _desk, row: row.customer_number,
        "purpose": lambda _desk, row: row.purpose,
        "channel": lambda _desk, row: row.channel,
        "given": lambda _desk, row: row.given,
        "holds": lambda _desk, row: row.holds,
        "at": lambda _desk, row: row.at,
        "who": lambda _desk, row: row.who,
        "how": lambda _desk, row: row.how,
        "wording": lambda _desk, row: row.wording,
    },
    columns=("id", "purpose", "channel", "given", "holds", "at", "who", "how", "wording"),
    table=(
        (lambda: _("When"), lambda desk, row: day_text(desk, row.at)),
        (lambda: _("Purpose"), lambda _desk, row: label("purpose", row.purpose)),
        (lambda: _("Channel"), lambda _desk, row: label("consent_channel", row.channel)),
        (lambda: _("Answer"), lambda _desk, row: _("given") if row.given else _("withdrawn")),
        (lambda: "", lambda _desk, row: _("holds") if row.holds else ""),
        (lambda: _("Staff"), lambda _desk, row: row.who),
        (lambda: _("How"), lambda _desk, row: row.how),
        (lambda: _("Wording"), lambda _desk, row: row.wording),
    ),
    number="id",
)

COVERAGE = Shape[CoverageRow](
    title=lambda: _("Consents of all customers"),
    fields={
        "purpose": lambda _desk, row: row.purpose,
        "channel": lambda _desk, row: row.channel,
        "given": lambda _desk, row: row.given,
        "withdrawn": lambda _desk, row: row.withdrawn,
    },
    columns=("purpose", "channel", "given", "withdrawn"),
    table=(
        (lambda: _("Purpose"), lambda _desk, row: label("purpose", row.purpose)),
        (lambda: _("Channel"), lambda _desk, row: label("consent_channel", row.channel)),
        (lambda: _("Given"), lambda _desk, row: str(row.given)),
        (lambda: _("Withdrawn"), lambda _desk, row: str(row.withdrawn)),
    ),
    number="purpose",
)

ANSWER = Shape[Answer](
    title=lambda: _("May we contact them?"),
    fields={
        "number": lambda _desk, row: row.number,
        "purpose": lambda _desk, row: row.purpose,
        "channel": lambda _desk, row: row.channel,
        "allowed": lambda _desk, row: row.verdict.allowed,
        "reason": lambda _desk, row: row.verdict.reason,
        "since": lambda _desk, row: row.verdict.since,
    },
    columns=("number", "purpose", "channel", "allowed", "reason", "since"),
    table=(),
)

RIGHTS = Shape[Rights](
    title=lambda: _("Limits"),
    fields={
        "number": lambda _desk, row: row.row.number,
        "restricted": lambda _desk, row: row.row.restricted,
        "legal_hold": lambda _desk, row: row.row.legal_hold,
        "opt_outs": lambda _desk, row: row.row.opt_outs,
        "erased_at": lambda _desk, row: row.row.erased_at,
        "consents": lambda desk, row: [CONSENT.as_json(desk, line) for line in row.standing],
    },
    columns=("number", "restricted", "legal_hold", "opt_outs", "erased_at"),
    table=(),
)

ERASED: Shape[Erased] = Shape(
    title=lambda: _("Erased"),
    fields={
        "number": lambda _desk, row: row.number,
        "already": lambda _desk, row: row.already,
        "tickets": lambda _desk, row: row.counts.tickets,
        "words": lambda _desk, row: row.counts.words,
        "callbacks": lambda _desk, row: row.counts.callbacks,
        "consents": lambda _desk, row: row.counts.consents,
        "copies": lambda _desk, row: [str(path) for path in row.copies],
        "mentions": lambda _desk, row: [one._asdict() for one in row.mentions],
        "left": lambda _desk, row: row.left,
    },
    columns=("number", "already", "tickets", "words", "callbacks", "consents"),
    table=(),
)

DUE = Shape[DueLine](
    title=lambda: _("Due for erasure"),
    fields={
        "kind": lambda _desk, row: row.kind,
        "customer": lambda _desk, row: person(row.number, row.name),
        "last_at": lambda desk, row: plain(desk, row.last_at),
        "count": lambda _desk, row: row.many,
    },
    columns=("kind", "customer", "last_at", "count"),
    table=(
        (lambda: _("What"), lambda _desk, row: _what(row)),
        (lambda: _("Last heard of"), lambda desk, row: day_text(desk, row.last_at)),
        (lambda: _("Count"), lambda _desk, row: str(row.many)),
    ),
    number="kind",
)


def _what(row: DueLine) -> str:
    if row.kind == "contacts":
        return _("words of old contacts")
    return " ".join(filter(None, (f"C{row.number}", row.name)))
