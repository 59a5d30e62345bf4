"""The published lists of holidays: China's with make-up days, the next year's that is empty yet, the United Kingdom's."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations.calendars import bring_in_days, new_calendar
from servicedesk.problems import Refused
from servicedesk.rules.holidays import WORK, read_holidays
from tests.support import ACCOUNT

FOLDER = Path(os.environ.get("SERVICEDESK_PROOF_DATA", ".")) / "calendars"


def read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_china_comes_in(desk: Desk, year: int) -> None:
    text = read(f"{year}.json")
    rows = json.loads(text)["days"]
    found = read_holidays(text)
    assert {day.isoformat(): hours == WORK for day, hours in found.hours.items()} == {
        row["date"]: not row["isOffDay"] for row in rows
    }
    new_calendar(desk, "shop", "mon-fri 09:00-18:00")
    given = bring_in_days(desk, "shop", found, since_year=2025)
    assert (given.changed, given.calendar.confirmed_until) == (len(rows), found.confirmed_until)
    calendar = open_desk(desk.store, account=ACCOUNT, clock=desk.clock).calendars["shop"]
    assert {day.isoformat(): bool(spans) for day, spans in calendar.days.items()} == {
        row["date"]: not row["isOffDay"] for row in rows
    }


def test_a_year_that_is_not_announced_changes_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="not published yet"):
        bring_in_days(desk, "office", read_holidays(read("2027.json")), since_year=2026)


@pytest.mark.parametrize("division", ["england-and-wales", "scotland", "northern-ireland"])
def test_each_part_of_the_united_kingdom_has_its_own(desk: Desk, division: str) -> None:
    text = read("bank-holidays.json")
    found = read_holidays(text, division)
    events = json.loads(text)[division]["events"]
    assert {day.isoformat() for day in found.hours} == {event["date"] for event in events}
    assert not desk.calendars["office"].days
