"""Birthdays in the query language: a month, the days to come, or dates with their year."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import narrow
from servicedesk.rules.query_dates import PERIODS, day_bounds, read_span, read_when
from servicedesk.rules.query_words import Term

_MONTH = re.compile(r"(1[0-2]|0?[1-9])月?")


class YearDays(NamedTuple):
    """Days of any year as `MM-DD`, both included; where the last stands before the first they go over new year."""

    first: str
    last: str


def read_birthday_term(values: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The operator and values as typed: `6`, `6月,7月`, `<30d`, `today`, `month`, `1980-02-29`, `<1960-01-01`.

    Raises BadValue for what says no day of a year, and no date.
    """
    months = [_MONTH.fullmatch(narrow(value).strip()) for value in values]
    if all(months):
        return "=", tuple(dict.fromkeys(str(int(month[1])) for month in months if month))
    if len(values) > 1:
        raise BadValue(
            _("Several birthdays can only be asked for by their months"),
            _("Write birthday:6,7 or birthday:<30d."),
        )
    op, read = read_when("birthday", values[0])
    if (op != "=" and read[0] in PERIODS) or (op == ".." and not set(PERIODS).isdisjoint(read)):
        raise BadValue(
            _("“{text}” says no day of a year").format(text=values[0]),
            _("Write birthday:6, birthday:<30d, birthday:today, birthday:month or a date with its year."),
        )
    return op, read


def is_month(term: Term) -> bool:
    """Whether a term asks for months."""
    return term.values[0].isdecimal()


def is_of_any_year(term: Term) -> bool:
    """Whether a term asks for days that come round every year, and not for dates."""
    return read_span(term.values[0]) is not None or term.values[0] in PERIODS


def year_days(value: str, now: datetime) -> YearDays | None:
    """The days of the year of a period, or from today to the end of a span; None where these are all.

    Who was born on the 29th of February has her day on the 28th where there is no other.
    """
    start, end = day_bounds(Term("birthday", "<" if read_span(value) else "=", (value,)), now)
    assert start is not None, "days of the year have a first"
    assert end is not None, "days of the year have a last"
    if end - start > timedelta(days=365):
        return None
    last = end - timedelta(days=1)
    leaps = (last.month, last.day) == (2, 28) and not isleap(last.year)
    return YearDays(f"{start:%m-%d}", "02-29" if leaps else f"{last:%m-%d}")
