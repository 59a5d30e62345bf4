"""Segments on the screen: which one the list of customers shows, and a filter kept as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups import segments
from servicedesk.lookups.segments import Segment
from servicedesk.lookups.standing import computed_at, computed_words, goes_by_standing
from servicedesk.rules.text import one_line
from servicedesk.screens.list_area import ListArea
from servicedesk.widgets.dialogs import PickOne

EVERYONE = "everyone"


class CustomerSegments(ListArea):
    """A list of customers that shows one segment at a time, narrowed by the filter."""

    def __init__(self) -> None:
        super().__init__()
        self.segment: Segment | None = None
        self._computed_at: datetime | None = None

    @property
    def query_said(self) -> str:
        """The segment's query and the filter: what the list shows."""
        return f"{self.segment.query if self.segment else ''} {self.filter_text}".strip()

    @property
    def segment_name(self) -> str:
        """What the segment is called in the language in use; empty while everybody is listed."""
        if self.segment is None:
            return ""
        built_in = {one.code: one.name for one in segments.built_in(self.desk)}
        return one_line(self.segment.name if self.segment.saved else built_in[self.segment.code])

    @property
    def freshness(self) -> str:
        """When what the segment goes by was computed; empty where it goes by nothing computed."""
        if self.segment is None or not goes_by_standing(self.segment.query):
            return ""
        return computed_words(self.desk, self._computed_at)

    def load_rows(self, *, fresh: bool = False) -> None:
        if self.segment is not None:
            self._computed_at = computed_at(self.desk)
        super().load_rows(fresh=fresh)

    def action_drop_filter(self) -> None:
        """Esc leads back step by step: first from the filter, then from the segment to everybody."""
        if self.segment is not None and not self.has_class("-filtering"):
            self.show_segment(None)
        else:
            super().action_drop_filter()

    def action_segments(self) -> None:
        """Offers every segment with its count; the counts are asked for first."""
        self.ask(lambda: segments.counted(self.desk), self._offer_segments, group="segments")

    def action_keep_segment(self) -> None:
        """What the list shows now becomes a segment of its own."""
        from servicedesk.screens.segment_form import SegmentForm

        if self.filter_text:
            self.app.push_screen(SegmentForm(self.query_said), self._segment_kept)
        else:
            self.notice(_("Filter the list first (/); then this keeps it as a segment"), "warning")

    def segment_verbs(self) -> list[tuple[str, str]]:
        """The lines of the menu."""
        return [("segments", _("Segments")), ("keep_segment", _("Keep as a segment"))]

    def show_segment(self, segment: Segment | None) -> None:
        """Shows who belongs to a segment; of None everybody. The filter is dropped."""
        self.segment = None if segment is None or segment.code == EVERYONE else segment
        self.set_filter("")
        self.load_rows(fresh=True)

    def _offer_segments(self, counted: Sequence[tuple[Segment, int]]) -> None:
        known = {segment.code: segment for segment, _count in counted}
        offers = [(segment.code, segment.name, str(count)) for segment, count in counted]
        now = self.segment.code if self.segment else EVERYONE
        title = _("Segments") + " · " + computed_words(self.desk, computed_at(self.desk))
        self.app.push_screen(
            PickOne(title, offers, now), lambda code: self.show_segment(known[code]) if code else None
        )

    def _segment_kept(self, kept: Any) -> None:
        if kept is not None:
            self.show_segment(Segment(kept.code, kept.name, kept.query, True))
