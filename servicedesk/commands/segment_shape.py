"""How a segment is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from servicedesk.i18n import _
from servicedesk.lookups.customers import count
from servicedesk.lookups.segments import Segment, SegmentRow
from servicedesk.output import Shape

if TYPE_CHECKING:
    from servicedesk.desk import Desk


class CountedSegment(NamedTuple):
    """A segment and how many customers are in it."""

    segment: Segment
    customers: int


def counted_row(desk: Desk, row: SegmentRow) -> CountedSegment:
    """A saved segment, in use or not, with its count."""
    return CountedSegment(Segment(row.code, row.name, row.query, True), count(desk, row.query))


SEGMENT = Shape[CountedSegment](
    title=lambda: _("Segments"),
    fields={
        "code": lambda _desk, row: row.segment.code,
        "name": lambda _desk, row: row.segment.name,
        "query": lambda _desk, row: row.segment.query,
        "count": lambda _desk, row: row.customers,
        "saved": lambda _desk, row: row.segment.saved,
    },
    columns=("code", "count", "name", "query", "saved"),
    table=(
        (lambda: _("Code"), lambda _desk, row: row.segment.code),
        (lambda: _("Name"), lambda _desk, row: row.segment.name),
        (lambda: _("Count"), lambda _desk, row: str(row.customers)),
        (lambda: _("Query"), lambda _desk, row: row.segment.query),
    ),
    number="code",
)
