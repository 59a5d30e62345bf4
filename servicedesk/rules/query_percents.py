"""Percents in the query language: `<60`, `>=80%`, `60..80`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import narrow

_PERCENT = re.compile(r"(<=|>=|[<>=])?\s*([0-9]{1,3})%?")
_RANGE = re.compile(r"([0-9]{1,3})%?\.\.([0-9]{1,3})%?")


def read_percent(field: str, values: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The operator and values of a percent as typed. Raises BadValue for what is no number from 0 to 100."""
    typed = narrow(values[0]).strip().replace("≤", "<=").replace("≥", ">=")
    span, single = _RANGE.fullmatch(typed), _PERCENT.fullmatch(typed)
    numbers = span.groups() if span else (single[2],) if single else ()
    if len(values) > 1 or not numbers or any(int(number) > 100 for number in numbers):
        raise BadValue(
            _("{field} takes one percentage, and “{text}” is none").format(
                field=field, text=",".join(values)
            ),
            _("Write a number from 0 to 100 such as <60, >=80 or 40..60."),
        )
    read = tuple(str(int(number)) for number in numbers)
    return (".." if span else (single[1] if single else None) or "="), read
