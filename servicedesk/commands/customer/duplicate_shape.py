"""How two files that look alike are printed."""

from __future__ import annotations

from dataclasses import replace

from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.duplicates import Duplicate, Side
from servicedesk.output import Shape
from servicedesk.rules.duplicates import reason_words


def _side(side: Side) -> str:
    return f"C{side.number} {side.name}".rstrip()


DUPLICATE = Shape[Duplicate](
    title=lambda: _("Possible duplicates"),
    fields={
        "a": lambda _desk, pair: person(*pair.a),
        "b": lambda _desk, pair: person(*pair.b),
        "score": lambda _desk, pair: pair.score,
        "reasons": lambda _desk, pair: pair.reasons,
    },
    columns=("a", "b", "score", "reasons"),
    table=(
        (lambda: _("Score"), lambda _desk, pair: f"{pair.score:.2f}"),
        (lambda: _("Customer"), lambda _desk, pair: _side(pair.a)),
        (lambda: _("And"), lambda _desk, pair: _side(pair.b)),
        (lambda: _("Reasons"), lambda _desk, pair: reason_words(pair.reasons)),
    ),
)

# Between tabs and in CSV each number has a column of its own, for a script to merge by.
DUPLICATE_LINE = replace(
    DUPLICATE,
    fields={
        "a_number": lambda _desk, pair: pair.a.number,
        "a_name": lambda _desk, pair: pair.a.name,
        "b_number": lambda _desk, pair: pair.b.number,
        "b_name": lambda _desk, pair: pair.b.name,
        "score": lambda _desk, pair: pair.score,
        "reasons": lambda _desk, pair: pair.reasons,
    },
    columns=("a_number", "a_name", "b_number", "b_name", "score", "reasons"),
)
