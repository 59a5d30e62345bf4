"""Keeping what the list of customers shows now as a segment, under a name."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.customer_query import query_fields
from servicedesk.rules.query import explain, parse
from servicedesk.screens.forms import Values
from servicedesk.screens.queue_form import QueueForm
from servicedesk.widgets.fields import EchoLine


class SegmentForm(QueueForm):
    """A name for a query over customers; who may set up the firm can keep it for everybody."""

    @property
    def draft_key(self) -> str:
        return "segment:new"

    def title_text(self) -> str:
        return _("Keep as a segment")

    def refill(self) -> None:
        known = query_fields(self.desk)
        words = explain(parse(self._query, known), known)
        self.query_one("#query", EchoLine).show(words)

    def save(self, values: Values) -> Any:
        from servicedesk.operations.saved_segments import NewSegment, add

        mine = values.get("whose", "mine") == "mine"
        return add(self.desk, NewSegment(values["name"], self._query, mine=mine))

    def saved(self, result: Any) -> str:
        return _("Segment {name} kept").format(name=result.name)
