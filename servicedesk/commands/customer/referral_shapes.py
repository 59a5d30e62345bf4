"""How promoters, those they sent, and the ways customers heard of us are printed."""

from __future__ import annotations

from servicedesk.commands.customer_shapes import day_text
from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.referrals import Heard, Promoter, Referred
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.referrals import became_words

PROMOTER = Shape[Promoter](
    title=lambda: _("Who recommends us"),
    fields={
        "number": lambda _desk, row: row.number,
        "name": lambda _desk, row: row.name,
        "tier": lambda _desk, row: row.tier,
        "sent": lambda _desk, row: row.sent,
        "stayed": lambda _desk, row: row.stayed,
        "reached": lambda _desk, row: row.reached,
        "became": lambda _desk, row: dict(row.became),
    },
    columns=("number", "name", "tier", "sent", "stayed", "reached"),
    table=(
        (lambda: _("No."), lambda _desk, row: f"C{row.number}"),
        (lambda: _("Customer"), lambda _desk, row: row.name),
        (lambda: _("Tier"), lambda _desk, row: row.tier or ""),
        (lambda: _("Sent us"), lambda _desk, row: str(row.sent)),
        (lambda: _("Stayed"), lambda _desk, row: str(row.stayed)),
        (lambda: _("In all"), lambda _desk, row: str(row.reached)),
        (lambda: _("What became of them"), lambda _desk, row: became_words(row.became)),
    ),
)

REFERRED = Shape[Referred](
    title=lambda: _("Sent by this customer"),
    fields={
        "number": lambda _desk, row: row.number,
        "name": lambda _desk, row: row.name,
        "by": lambda _desk, row: person(*row.by),
        "step": lambda _desk, row: row.step,
        "stage": lambda _desk, row: row.stage,
        "tier": lambda _desk, row: row.tier,
        "came_at": lambda _desk, row: row.came_at,
    },
    columns=("number", "name", "by", "step", "stage", "tier", "came_at"),
    table=(
        (lambda: _("No."), lambda _desk, row: f"C{row.number}"),
        (lambda: _("Customer"), lambda _desk, row: "  " * (row.step - 1) + row.name),
        (lambda: _("Sent by"), lambda _desk, row: f"C{row.by[0]} {row.by[1]}".rstrip()),
        (lambda: _("Stage"), lambda _desk, row: label("stage", row.stage)),
        (lambda: _("Tier"), lambda _desk, row: row.tier or ""),
        (lambda: _("Since"), lambda desk, row: day_text(desk, row.came_at)),
    ),
)

HEARD = Shape[Heard](
    title=lambda: _("How customers heard of us"),
    fields={
        "way": lambda _desk, row: row.way,
        "count": lambda _desk, row: row.customers,
        "stayed": lambda _desk, row: row.stayed,
    },
    columns=("way", "count", "stayed"),
    table=(
        (lambda: _("Heard of us"), lambda _desk, row: label("heard", row.way) if row.way else _("not known")),
        (lambda: _("Customers"), lambda _desk, row: str(row.customers)),
        (lambda: _("Stayed"), lambda _desk, row: str(row.stayed)),
    ),
    number="way",
)
