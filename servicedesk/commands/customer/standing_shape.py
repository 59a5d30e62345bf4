"""How a change of standing is printed."""

from __future__ import annotations

from servicedesk.i18n import _
from servicedesk.operations.standing import Moved
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.standing import reason_words


def _changed(before: str, after: str) -> str:
    return after if before == after else f"{before or '–'} → {after or '–'}"


MOVED = Shape[Moved](
    title=lambda: _("Standing"),
    fields={
        "number": lambda _desk, row: row.number,
        "name": lambda _desk, row: row.name,
        "tier_before": lambda _desk, row: row.tier_before,
        "tier": lambda _desk, row: row.tier,
        "stage_before": lambda _desk, row: row.stage_before,
        "stage": lambda _desk, row: row.stage,
        "total": lambda _desk, row: row.facts["total"],
        "scores": lambda _desk, row: {name: points for name, points, _number in row.facts["scores"]},
        "reason": lambda _desk, row: reason_words(row.facts),
    },
    columns=("number", "name", "tier_before", "tier", "stage_before", "stage", "reason"),
    table=(
        (lambda: _("No."), lambda _desk, row: str(row.number)),
        (lambda: _("Customer"), lambda _desk, row: row.name),
        (lambda: _("Tier"), lambda _desk, row: _changed(row.tier_before or "", row.tier or "")),
        (
            lambda: _("Stage"),
            lambda _desk, row: _changed(label("stage", row.stage_before), label("stage", row.stage)),
        ),
        (lambda: _("Reason"), lambda _desk, row: reason_words(row.facts)),
    ),
)
