"""Saved segments as rows."""

from __future__ import annotations

from typing import NamedTuple


class SegmentRow(NamedTuple):
    """A query over customers under a name; of the one who keeps it, or of everybody."""

    id: int
    code: str
    name: str
    query: str
    owner: str | None
    active: bool
    version: int


SEGMENT_LIST = """
SELECT segment.id, segment.code, segment.name, segment.query, staff.handle, segment.active, segment.version
FROM segment LEFT JOIN staff ON staff.id = segment.owner_id
WHERE segment.owner_id IS NULL OR segment.owner_id = :actor ORDER BY segment.id"""
