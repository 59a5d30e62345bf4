"""The measures of a report as CSV, one a line; lists are in the other formats."""

from __future__ import annotations

import csv
import io

from servicedesk.reports.values import Report

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
    """A header and a line for each measure, also when there was nothing to count."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    stamp = (report.name, report.date.isoformat(), report.as_at.isoformat(), report.timezone)
    for one in report.measures:
        writer.writerow(
            (*stamp, one.code, one.label, one.value, one.unit, one.count, one.target, one.definition)
        )
    return out.getvalue()
