"""`servicedesk calendar`: hours, days set by hand, and the published lists of holidays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.operations import tickets
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.tickets import NewTicket
from tests.support import HOSTILE, CommandLine

CN = {
    "year": 2026,
    "papers": ["https://example.com"],
    "days": [
        {"name": "国庆节", "date": "2026-10-01", "isOffDay": True},
        {"name": "国庆节", "date": "2026-10-02", "isOffDay": True},
        {"name": "国庆节", "date": "2026-10-10", "isOffDay": False},
    ],
}
UK = {
    name: {"division": name, "events": [{"title": title, "date": "2026-12-25", "notes": "", "bunting": True}]}
    for name, title in (("england-and-wales", "Christmas Day"), ("scotland", "Christmas Day [/b]"))
}
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20260925
DTEND;VALUE=DATE:20260928
SUMMARY:中秋节（休）
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260920
SUMMARY:中秋节（班）
X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20251231
RRULE:FREQ=YEARLY;COUNT=3
SUMMARY:Stocktaking
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20260901T090000Z
SUMMARY:A meeting
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
CSV = "日期,类型,名称\n2026-05-01..2026-05-03,休,劳动节\n2026/5/9,班,补班\n2026-05-04,09:00-12:00,青年节\n"


@pytest.fixture
def shop(cli: CommandLine) -> CommandLine:
    assert (
        cli("calendar", "new", "shop", "--hours", "mon-fri 09:00-12:00，13:00-18:00；sat 10:00-14:00").out
        == "shop\n"
    )
    return cli


def days(cli: CommandLine, name: str = "shop") -> dict[str, tuple[str, str | None]]:
    shown = json.loads(cli("calendar", "show", name, "--json").out)
    return {day["day"]: (day["hours"], day["label"]) for day in shown["days"]}


def brought(cli: CommandLine, path: Path, text: str, *more: str) -> Any:
    path.write_text(text, "utf-8")
    return cli("calendar", "import", str(path), "--calendar", "shop", *more)


def test_a_new_calendar_has_its_hours_and_no_holidays(shop: CommandLine) -> None:
    shown = json.loads(shop("calendar", "show", "SHOP", "--json").out)
    assert shown["hours"] == "mon-fri 09:00-12:00,13:00-18:00; sat 10:00-14:00"
    assert (shown["timezone"], shown["days"], shown["confirmed_until"]) == ("Asia/Shanghai", [], None)
    names = [row["name"] for row in json.loads(shop("calendar", "list", "--json").out)]
    assert names == ["always", "office", "shop"]
    assert shop("calendar", "new", "Shop", "--hours", "always").code == 1
    assert shop("calendar", "new", "team", "--hours", "always").code == 1
    wrong = shop("calendar", "new", "x", "--hours", "mon 9-17")
    assert (wrong.code, "mon-fri 09:00-12:00" in wrong.err) == (2, True)
    assert shop("calendar", "new", "x", "--hours", "always", "--timezone", "Mars/Base").code == 2
    assert shop("calendar", "show", "moon").code == 3


def test_days_are_set_singly_in_ranges_and_let_be_again(shop: CommandLine) -> None:
    assert (
        "3 days changed"
        in shop("calendar", "set", "shop", "2026-12-24..2026-12-26", "off", "--label", "圣诞 [/b]").err
    )
    assert "1 day changed" in shop("calendar", "set", "shop", "2026-12-26", "work").err
    shop("calendar", "set", "shop", "2026-12-31", "09:00-12:00")
    shop("calendar", "set", "shop", "2026-12-30", "00:00-24:00")
    assert days(shop) == {
        "2026-12-24": ("off", "圣诞 [/b]"),
        "2026-12-25": ("off", "圣诞 [/b]"),
        "2026-12-26": ("09:00-12:00,13:00-18:00", "圣诞 [/b]"),
        "2026-12-30": ("00:00-24:00", None),
        "2026-12-31": ("09:00-12:00", None),
    }
    shop("calendar", "set", "shop", "2026-12-24..2026-12-31", "usual")
    assert days(shop) == {}
    assert "0 days changed" in shop("calendar", "set", "shop", "2026-12-24", "usual").err
    assert shop("calendar", "set", "shop", "2026-12-31..2026-12-24", "off").code == 2
    assert shop("calendar", "set", "shop", "2026-02-30", "off").code == 2
    assert shop("calendar", "set", "shop", "2026-12-24", "closed").code == 2
    assert shop("calendar", "set", "shop", "2026-12-24", "off", "--label", "漏" * 201).code == 2
    told = shop("calendar", "set", "shop", "2026-12-24", "off", "--label", HOSTILE, "--json").json
    assert [day["label"] for day in told["days"]] == [" ".join(HOSTILE.split())]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_as_csv(shop: CommandLine, tmp_path: Path, separator: str) -> None:
    assert brought(shop, tmp_path / "a.csv", CSV.replace(",", separator)).code == 0
    assert days(shop) == {
        "2026-05-01": ("off", "劳动节"),
        "2026-05-02": ("off", "劳动节"),
        "2026-05-03": ("off", "劳动节"),
        "2026-05-04": ("09:00-12:00", "青年节"),
        "2026-05-09": ("09:00-12:00,13:00-18:00", "补班"),
    }


def test_the_chinese_list_in_json(shop: CommandLine, tmp_path: Path) -> None:
    assert "3 days changed" in brought(shop, tmp_path / "a.json", json.dumps(CN)).err
    assert days(shop)["2026-10-10"] == ("09:00-12:00,13:00-18:00", "国庆节")
    assert json.loads(shop("calendar", "show", "shop", "--json").out)["confirmed_until"] == "2026-12-31"
    assert "2026-10-01..2026-10-02  off" in shop("calendar", "show", "shop").out
    empty = brought(shop, tmp_path / "b.json", json.dumps({"year": 2027, "papers": [], "days": []}))
    assert (empty.code, "not published yet" in empty.err) == (1, True)
    assert len(days(shop)) == 3


def test_a_list_of_several_countries_asks_which(shop: CommandLine, tmp_path: Path) -> None:
    asked = brought(shop, tmp_path / "a.json", json.dumps(UK))
    assert (asked.code, "--division england-and-wales" in asked.err) == (2, True)
    assert brought(shop, tmp_path / "a.json", json.dumps(UK), "--division", "scotland").code == 0
    assert days(shop) == {"2026-12-25": ("off", "Christmas Day [/b]")}


def test_an_icalendar_with_make_up_days_and_what_comes_back_each_year(
    shop: CommandLine, tmp_path: Path
) -> None:
    assert brought(shop, tmp_path / "a.ics", ICS).code == 0
    found = days(shop)
    assert [found[f"2026-09-{day}"][0] for day in (25, 26, 27)] == ["off"] * 3
    assert found["2026-09-20"] == ("09:00-12:00,13:00-18:00", "中秋节（班）")
    assert [day for day, (_hours, label) in found.items() if label == "Stocktaking"] == [
        "2025-12-31", "2026-12-31", "2027-12-31",
    ]  # fmt: skip
    assert "2026-09-01" not in found


def test_a_newer_list_takes_the_place_of_the_older_and_leaves_what_a_person_set(
    shop: CommandLine, tmp_path: Path
) -> None:
    brought(shop, tmp_path / "a.json", json.dumps(CN))
    shop("calendar", "set", "shop", "2026-10-02", "09:00-12:00")
    newer = {**CN, "days": [*CN["days"][1:], {"name": "x", "date": "2026-10-03", "isOffDay": True}]}  # type: ignore[misc]
    told = brought(shop, tmp_path / "b.json", json.dumps(newer)).err
    assert "1 day that a person set was left as it is" in told
    assert [(day, hours) for day, (hours, _label) in days(shop).items()] == [
        ("2026-10-02", "09:00-12:00"), ("2026-10-03", "off"), ("2026-10-10", "09:00-12:00,13:00-18:00"),
    ]  # fmt: skip
    assert "0 days changed" in brought(shop, tmp_path / "b.json", json.dumps(newer)).err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        "hello",
        "BEGIN:VCALENDAR\n",
        '{"days": [{"date": "2026-13-01"}]}',
        "date,name\nsoon,x\n",
        "\0\1",
    ],
)
def test_what_is_no_list_of_holidays_is_refused(shop: CommandLine, tmp_path: Path, text: str) -> None:
    ran = brought(shop, tmp_path / "a.txt", text)
    assert ran.code in (1, 2)
    assert "Traceback" not in ran.err
    assert days(shop) == {}


def test_open_work_is_counted_anew_and_says_when_a_day_is_not_official(
    cli: CommandLine, desk: Desk, clock: FrozenClock
) -> None:
    cli("calendar", "new", "shop", "--hours", "daily 09:00-18:00")
    set_setting(desk, "firm.calendar", "shop")
    set_setting(desk, "promises", json.dumps([{"calendar": "shop", "resolution": "3wd"}]))
    number = str(tickets.open_ticket(desk, NewTicket("漏水", caller="王小明")).ticket.number)

    def due() -> str:
        return str(json.loads(cli("ticket", "show", number, "--json").out)["resolution_due_at"])[:10]

    cli("sla", "recount")
    assert due() == "2026-11-26"
    cli("calendar", "set", "shop", "2026-11-25", "off")
    assert due() == "2026-11-27"
    cli("calendar", "edit", "shop", "--set", "hours=sat,sun 09:00-18:00")
    assert due() == "2026-12-05"
    cli("calendar", "edit", "shop", "--set", "confirmed_until=2026-11-30")
    told = json.loads(cli("sla", "explain", number, "--json").out)
    assert [clock["confirmed"] for clock in told["clocks"]] == [False]
    assert "Every due time is right" in cli("sla", "recount").err
    assert cli("calendar", "edit", "shop", "--set", "colour=red").code == 2
