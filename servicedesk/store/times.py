"""Times as the database keeps them: UTC text `YYYY-MM-DD HH:MM:SS.ffffff`, which sorts as time does."""

from __future__ import annotations

from datetime import UTC, datetime

from servicedesk.i18n import _
from servicedesk.store.failures import damaged


def to_stored(at: datetime) -> str:
    """An aware datetime as stored text. A naive one is a programming error and raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def from_stored(text: str) -> datetime:
    """Stored text as an aware datetime in UTC. Raises DatabaseProblem on what was never stored so."""
    try:
        return datetime.fromisoformat(f"{text}+00:00")
    except ValueError as error:
        raise damaged(_("a time cannot be read"), None) from error


def maybe_stored(at: datetime | None) -> str | None:
    """As `to_stored`, passing an absent time through."""
    return None if at is None else to_stored(at)


def maybe_time(text: str | None) -> datetime | None:
    """As `from_stored`, passing an absent time through."""
    return None if text is None else from_stored(text)
