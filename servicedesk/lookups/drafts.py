"""The actor's kept forms."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.drafts import DRAFT, DRAFTS, DraftRow, draft_row

__all__ = ["DraftRow"]


def draft(desk: Desk, key: str) -> dict[str, str]:
    """What the actor had typed into the form `key`; empty when there is no draft of it."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = reader.rows(DRAFT, {"staff": desk.actor.id, "key": key})
    return dict(draft_row(rows[0]).values) if rows else {}


def drafts(desk: Desk) -> list[DraftRow]:
    """All drafts of the actor, the newest first."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [draft_row(row) for row in reader.rows(DRAFTS, {"staff": desk.actor.id})]
