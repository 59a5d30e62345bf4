"""Kept forms as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.kept import from_json
from servicedesk.store.times import from_stored


class DraftRow(NamedTuple):
    """What somebody had typed into a form, and when she typed last."""

    key: str
    values: Mapping[str, str]
    saved_at: datetime


DRAFTS = "SELECT key, body, saved_at FROM draft WHERE staff_id = :staff ORDER BY saved_at DESC, key"
DRAFT = "SELECT key, body, saved_at FROM draft WHERE staff_id = :staff AND key = :key"


def draft_row(row: tuple[Any, ...]) -> DraftRow:
    """A tuple of `DRAFTS` with its values and time read."""
    return DraftRow(row[0], from_json(row[1]), from_stored(row[2]))
