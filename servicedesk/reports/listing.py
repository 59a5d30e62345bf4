"""How a list of a report is put together: its columns by code, each with its title."""

from __future__ import annotations

from collections.abc import Iterable

from servicedesk.i18n import N_, _
from servicedesk.reports.values import Cell, Listed

_TITLES = {
    "number": N_("No."),
    "id": N_("No."),
    "priority": N_("Priority"),
    "subject": N_("Subject"),
    "customer": N_("Customer"),
    "team": N_("Team"),
    "owner": N_("Owner"),
    "due_at": N_("Due"),
    "opened_at": N_("Opened"),
    "reason": N_("Reason"),
    "promised": N_("Promised"),
    "age": N_("Age in days"),
    "open": N_("Open"),
    "channel": N_("Channel"),
    "category": N_("Category"),
    "name": N_("Name"),
    "opened": N_("Opened"),
    "satisfaction": N_("Satisfaction"),
    "scores": N_("Scores"),
}


def listed(
    code: str, title: str, columns: Iterable[str], rows: Iterable[tuple[Cell, ...]], total: int
) -> Listed:
    """A list of things, of which `total` there are."""
    return Listed(code, title, _titled(columns), tuple(rows), total)


def tally(
    code: str, title: str, columns: Iterable[str], rows: Iterable[tuple[Cell, ...]], total: int
) -> Listed:
    """A list of counts that add up to `total`."""
    return Listed(code, title, _titled(columns), tuple(rows), total, is_tally=True)


def _titled(columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _(_TITLES[code])) for code in columns)
