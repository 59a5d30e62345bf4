"""A report as JSON: the contract that scripts read."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from servicedesk.reports.values import Cell, Listed, Measured, Named, Report


def as_json(report: Report) -> str:
    """The whole report as one object."""
    return json.dumps(as_object(report), ensure_ascii=False, indent=2) + "\n"


def as_object(report: Report) -> dict[str, Any]:
    """The report as plain values; each list stands under its code, with its whole length beside it."""
    lists = {listed.code: _rows(listed) for listed in report.lists}
    return {
        "report": report.name,
        "date": report.date.isoformat(),
        "as_at": report.as_at.isoformat(),
        "timezone": report.timezone,
        "measures": [_measure(one) for one in report.measures],
        **lists,
        "totals": {listed.code: listed.total for listed in report.lists},
        "firm": report.firm,
        "motto": report.motto,
    }


def _measure(measured: Measured) -> dict[str, Any]:
    return {**asdict(measured), "few": measured.is_few}


def _rows(listed: Listed) -> list[dict[str, Any]]:
    codes = [code for code, _title in listed.columns]
    return [dict(zip(codes, map(_plain, row), strict=True)) for row in listed.rows]


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Named):
        return cell.code
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell
