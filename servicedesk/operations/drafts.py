"""Forms as they stood at the last key: working state, so it is kept without events."""

from __future__ import annotations

import json
from collections.abc import Mapping

from servicedesk.desk import Desk
from servicedesk.rules.permissions import Permission
from servicedesk.store.tables import Draft


def save(desk: Desk, key: str, values: Mapping[str, str]) -> None:
    """Keeps what the actor has typed into the form `key`; each staff member has drafts of her own.

    Raises DatabaseProblem when the desk is busy or full.
    """
    desk.require(Permission.VIEW)
    body = json.dumps(dict(values), ensure_ascii=False)
    with desk.store.writing() as session:
        session.merge(Draft(staff_id=desk.actor.id, key=key, body=body, saved_at=desk.now()))


def drop(desk: Desk, key: str) -> None:
    """Forgets a draft, once its form is saved or thrown away on purpose; no draft is fine too."""
    desk.require(Permission.VIEW)
    with desk.store.writing() as session:
        kept = session.get(Draft, (desk.actor.id, key))
        if kept is not None:
            session.delete(kept)
