"""The four packs: complete, bilingual, consistent, and with the promises the firm starts with."""

from __future__ import annotations

import json
import re
import string
from dataclasses import asdict

import pytest

from servicedesk.packs import PACKS, Pack, load
from servicedesk.problems import BadValue
from servicedesk.rules.codes import KINDS, PRIORITIES
from servicedesk.rules.promises import Matter, choose, format_duration, parse_duration, rule_from, rule_to
from servicedesk.rules.worktime import format_hours, parse_hours

packs = pytest.mark.parametrize("pack", [load(name) for name in PACKS], ids=PACKS)


def test_an_unknown_pack_names_the_four() -> None:
    for name in ("hotel", "", "../property", "property.toml"):
        with pytest.raises(BadValue) as caught:
            load(name)
        assert all(known in caught.value.hint for known in PACKS)


@packs
def test_codes_are_short_words_and_unique(pack: Pack) -> None:
    for rows in (pack.teams, pack.categories):
        codes = [row.code for row in rows]
        assert len(set(codes)) == len(codes)
        assert all(set(code) <= set(string.ascii_lowercase + "_") for code in codes)


@packs
def test_every_label_is_in_both_languages(pack: Pack) -> None:
    english = [pack.label_en, *(row.en for row in (*pack.teams, *pack.categories))]
    chinese = [pack.label_zh, *(row.zh for row in (*pack.teams, *pack.categories))]
    for rule in pack.callback_rules:
        english += [rule.reason_en, rule.script_en]
        chinese += [rule.reason_zh, rule.script_zh]
    assert all(re.search("[A-Za-z]", text) and text.isascii() for text in english)
    assert all(re.search("[一-鿿]", text) for text in chinese)
    assert len(set(chinese)) == len(chinese)


@packs
def test_what_a_pack_names_exists(pack: Pack) -> None:
    teams = {team.code for team in pack.teams}
    categories = {category.code for category in pack.categories}
    calendars = {calendar.name for calendar in pack.calendars}
    assert [team.lead for team in pack.teams].count(True) == 1
    assert {category.team for category in pack.categories} == teams
    assert {category.kind for category in pack.categories} <= {"", *KINDS}
    assert {category.priority for category in pack.categories} <= {"", *PRIORITIES}
    assert "other" in categories
    assert pack.default_calendar in calendars
    assert {rule_from(row).calendar for row in pack.promises} <= calendars
    for rule in pack.callback_rules:
        assert set(rule.kinds) <= set(KINDS)
        assert set(rule.priorities) <= set(PRIORITIES)
        assert set(rule.categories) <= categories
        assert rule.tickets in ("any", "first", "later")
        assert 1 <= rule.share <= 100
        assert rule.max_attempts >= 1
        assert parse_duration(rule.after)


@packs
def test_calendars_read_and_write(pack: Pack) -> None:
    for calendar in pack.calendars:
        assert format_hours(parse_hours(calendar.hours)) == calendar.hours
        assert calendar.holidays in ("", "cn")


@packs
def test_every_ticket_falls_under_a_promise(pack: Pack) -> None:
    rules = [rule_from(row) for row in pack.promises]
    for kind in KINDS:
        assert choose(rules, Matter(kind, "urgent")) is rules[0]
        assert all(choose(rules, Matter(kind, priority)) for priority in PRIORITIES)
    assert (rules[-1].kinds, rules[-1].priorities) == ((), ())


@packs
def test_a_pack_fits_the_firms_settings(pack: Pack) -> None:
    assert json.loads(json.dumps(asdict(pack)))["promises"] == list(pack.promises)
    assert [rule_from(rule_to(rule_from(row))) for row in pack.promises] == [
        rule_from(row) for row in pack.promises
    ]


# calendar, first response, next word, resolution, hard stop
PROMISES = {
    ("property", "repair", "urgent"): ("always", "5m", "", "30m", ""),
    ("property", "complaint", "normal"): ("office", "10m", "1d wall", "3wd", "10d wall"),
    ("property", "repair", "normal"): ("office", "30m", "", "1d wall", ""),
    ("home", "request", "urgent"): ("always", "10m", "", "30m", ""),
    ("home", "complaint", "normal"): ("office", "10m", "1d wall", "7d wall", ""),
    ("home", "enquiry", "normal"): ("office", "1h", "", "30m", ""),
    ("home", "request", "normal"): ("office", "1h", "", "2d wall", ""),
    ("professional", "request", "urgent"): ("always", "30m", "", "8h", ""),
    ("professional", "complaint", "normal"): ("office", "1wd", "7d wall", "7d wall", "56d wall"),
    ("professional", "request", "normal"): ("office", "4h", "", "3wd", ""),
    ("estate", "repair", "urgent"): ("always", "30m", "", "8h", ""),
    ("estate", "complaint", "normal"): ("office", "10m", "1d wall", "3wd", ""),
    ("estate", "enquiry", "normal"): ("office", "1h", "", "1d wall", ""),
}


@pytest.mark.parametrize(("name", "kind", "priority"), PROMISES)
def test_the_promises_are_the_published_defaults(name: str, kind: str, priority: str) -> None:
    rule = choose([rule_from(row) for row in load(name).promises], Matter(kind, priority))
    clocks = (rule.first_response, rule.next_update, rule.resolution, rule.hard_stop)
    written = (rule.calendar, *(format_duration(clock) if clock else "" for clock in clocks))
    assert written == PROMISES[name, kind, priority]


@pytest.mark.parametrize(
    ("name", "hours", "holidays", "target", "contact", "callbacks"),
    [
        ("property", "daily 08:30-18:00", "", 80, 180, [(100, "3d wall"), (30, "3d wall")]),
        ("home", "daily 08:00-20:00", "", 85, 30, [(100, "1d wall"), (30, "1d wall")]),
        ("professional", "mon-fri 09:00-12:00,13:00-18:00", "cn", 85, 90, [(100, "14d wall")]),
        ("estate", "daily 09:00-20:00", "", 85, 90, [(100, "24h wall"), (100, "7d wall"), (100, "30d wall")]),
    ],
)
def test_hours_targets_and_callbacks_are_the_published_defaults(
    name: str, hours: str, holidays: str, target: int, contact: int, callbacks: list[tuple[int, str]]
) -> None:
    pack = load(name)
    default = {calendar.name: calendar for calendar in pack.calendars}[pack.default_calendar]
    assert (default.hours, default.holidays) == (hours, holidays)
    assert (pack.satisfaction_target, pack.contact_every_days) == (target, contact)
    assert [(rule.share, rule.after) for rule in pack.callback_rules] == callbacks
