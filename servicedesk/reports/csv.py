"""The numbers of a report as CSV, one a line: its measures, then its tallies; lists of things are in the other formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from servicedesk.reports.values import Cell, Listed, Report

COLUMNS = (
    "report",
    "date",
    "as_at",
    "timezone",
    "code",
    "label",
    "value",
    "unit",
    "count",
    "target",
    "definition",
)


def as_csv(report: Report) -> str:
    """A header and a line for each number; a measure has one also when there was nothing to count."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    stamp = (report.name, report.date.isoformat(), report.as_at.isoformat(), report.timezone)
    for one in report.measures:
        writer.writerow(
            (*stamp, one.code, one.label, one.value, one.unit, one.count, one.target, one.definition)
        )
    for listed in report.lists:
        if listed.is_tally:
            writer.writerows((*stamp, *line) for line in _tally(listed))
    return out.getvalue()


def _tally(listed: Listed) -> Iterator[tuple[Cell, ...]]:
    """The numbers of a tally: behind its code and name, each column is one."""
    numbers = listed.columns[2:]
    for code, name, *cells in listed.rows:
        for (column, title), value in zip(numbers, cells, strict=True):
            unit = "score" if column == "satisfaction" else "count"
            yield (
                f"{listed.code}.{code or 'none'}.{column}",
                f"{listed.title}, {name}: {title}",
                value,
                unit,
                None,
                None,
                "",
            )
