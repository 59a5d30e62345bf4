"""How far a ticket is, in plain words and in the customer's own language: to read aloud or to send."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _, current_language, speaking
from servicedesk.lookups.ticket_file import Progress
from servicedesk.rules.say import say_when

_STATES = {
    "new": N_("We have noted your matter and will answer you."),
    "open": N_("We are working on it."),
    "customer": N_("We are waiting for word from you."),
    "supplier": N_("We are waiting for a supplier."),
    "resolved": N_("It has been settled."),
    "closed": N_("It has been settled and closed."),
    "cancelled": N_("It is not pursued any further."),
    "merged": N_("It is dealt with under number {number}."),
}


def progress_text(desk: Desk, progress: Progress, language: str = "") -> str:
    """What the customer may be told, a sentence a line: in the language named, else in hers, else in the one in use."""
    with speaking(language or progress.language):
        return "\n".join(_lines(desk, progress))


def _lines(desk: Desk, progress: Progress) -> list[str]:
    lines = [
        _("Number {number}: {subject}").format(number=progress.number, subject=progress.subject),
        _("Opened: {time}").format(time=_when(desk, progress.opened_at)),
        _state(progress),
    ]
    if progress.last_word_at:
        at = _when(desk, progress.last_word_at)
        lines.append(_("What we told you last ({time}): {text}").format(time=at, text=progress.last_word))
    due = progress.next_word_due_at
    if due and due < desk.now():
        lines.append(
            _("We are later than we promised, and sorry for it: you will hear from us as soon as we can.")
        )
    elif due:
        lines.append(_("You will hear from us by: {time}").format(time=_when(desk, due)))
    return lines


def _state(progress: Progress) -> str:
    if progress.merged_into:
        return _(_STATES["merged"]).format(number=progress.merged_into)
    waiting = progress.status == "waiting"
    return _(_STATES[progress.waiting_for or "open" if waiting else progress.status])


def _when(desk: Desk, at: datetime) -> str:
    return say_when(at, desk.local(desk.now()), current_language())
