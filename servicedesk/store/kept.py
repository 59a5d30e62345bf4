"""Reading JSON and days back as they were kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from servicedesk.i18n import _
from servicedesk.store.failures import damaged


def from_json(text: str) -> Any:
    """JSON that the desk wrote itself. Raises DatabaseProblem on what was never written so."""
    try:
        return json.loads(text)
    except (ValueError, TypeError) as error:
        raise damaged(_("a value cannot be read"), None) from error


def maybe_day(text: str | None) -> date | None:
    """A day as it was kept, or its absence. Raises DatabaseProblem."""
    try:
        return date.fromisoformat(text) if text else None
    except (ValueError, TypeError) as error:
        raise damaged(_("a day cannot be read"), None) from error
