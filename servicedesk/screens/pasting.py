"""How much may be pasted into a field at once: beyond that a terminal would stand still for minutes."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import TextArea

from servicedesk.i18n import _

MOST_IN_A_LINE = 2_000
MOST_IN_A_TEXT = 100_000


def refusal(field: Widget | None, text: str) -> str:
    """Why this text is not taken into the field, in words; empty where it is taken."""
    most = MOST_IN_A_TEXT if isinstance(field, TextArea) else MOST_IN_A_LINE
    if len(text) <= most:
        return ""
    return _(
        "Nothing was pasted: the text has {count} characters, and at most {most} fit here at once"
    ).format(count=f"{len(text):,}", most=f"{most:,}")
