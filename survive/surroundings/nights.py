"""The nights on which the clocks change: reports count every ticket once, due times are reckoned in real minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.problems import Problem
from servicedesk.rules.worktime import Calendar, spans_on
from survive.desks import ACCOUNT, settle
from survive.outcome import Outcome
from survive.surroundings.world import Tally, World

# A zone, the day of the change there, and how many minutes that day has.
NIGHTS = (
    ("Europe/Berlin", date(2026, 3, 29), 23 * 60),
    ("Europe/Berlin", date(2026, 10, 25), 25 * 60),
    ("America/New_York", date(2026, 3, 8), 23 * 60),
    ("America/New_York", date(2026, 11, 1), 25 * 60),
    ("Australia/Lord_Howe", date(2026, 10, 4), 24 * 60 - 30),
    ("Australia/Lord_Howe", date(2026, 4, 5), 24 * 60 + 30),
    ("Asia/Shanghai", date(1986, 5, 4), 23 * 60),
    ("Asia/Shanghai", date(1986, 9, 14), 25 * 60),
    ("Asia/Shanghai", date(1991, 4, 14), 23 * 60),
    ("Asia/Shanghai", date(1991, 9, 15), 25 * 60),
    ("Africa/Casablanca", date(2026, 2, 15), 25 * 60),
    ("America/Santiago", date(2026, 9, 6), 23 * 60),
)
EVERY = timedelta(minutes=15)
COUNTED = 7  # of every seventh ticket the minutes are counted


def run(world: World) -> list[Outcome]:
    """A ticket every quarter of an hour from the day before to the day after."""
    tally = Tally("nights on which the clocks change")
    for zone, day, minutes in NIGHTS[: world.run.of(len(NIGHTS))]:
        _night(world, tally, ZoneInfo(zone), day, minutes)
        tally.tried += 1
    return [tally.outcome()]


def _night(world: World, tally: Tally, zone: ZoneInfo, day: date, minutes: int) -> None:
    of = f"{zone.key} {day}"
    days = [day + timedelta(days=offset) for offset in (-1, 0, 1)]
    starts = [midnight(one, zone) for one in (*days, day + timedelta(days=2))]
    tally.check(starts[2] - starts[1] == timedelta(minutes=minutes), f"{of} has {starts[2] - starts[1]}")
    path = world.place("nights") / "desk.sqlite"
    clock = FrozenClock(starts[0])
    desk = _desk(path, zone, clock)
    at, opened = starts[0], 0
    while at < starts[3]:
        clock.at = at
        _open(tally, desk, of, opened)
        at, opened = at + EVERY, opened + 1
    tally.figures["tickets"] = tally.figures.get("tickets", 0) + opened
    clock.at = starts[3] + timedelta(hours=1)
    counted = [_opened_on(desk, one) for one in days]
    expected = [round((end - start) / EVERY) for start, end in pairwise(starts)]
    tally.check(counted == expected, f"{of}: the reports count {counted}, there were {expected}")
    tally.check(sum(counted) == opened, f"{of}: {opened} tickets, {sum(counted)} counted")
    for one in days:
        for said in ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "23:59"):
            _said(tally, desk, zone, f"{one} {said}")
    settle(path)
    tally.whole(path, of)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day, which in some zones is not at midnight; found by looking at real minutes."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    while at.astimezone(zone).date() < day:
        at += timedelta(minutes=15)
    return at


def _desk(path: Path, zone: ZoneInfo, clock: FrozenClock) -> Desk:
    from servicedesk.operations.setup import NewDesk, set_up
    from servicedesk.store.database import store_at

    return set_up(store_at(path), NewDesk(firm="Nights", timezone=zone.key, staff="Li Na"), ACCOUNT, clock)


def _open(tally: Tally, desk: Desk, of: str, number: int) -> None:
    """One ticket; what is promised in working minutes falls due after so many of them, counted one by one."""
    from servicedesk.operations.tickets import NewTicket, open_ticket
    from servicedesk.rules.promises import Matter, choose

    priority = ("urgent", "high", "normal", "low")[number // COUNTED % 4]
    now = desk.now()
    ticket = open_ticket(desk, NewTicket(f"night {number}", caller="x", priority=priority)).ticket
    rule = choose(desk.firm.promises, Matter(ticket.kind, priority))
    for promised, due in (
        (rule.first_response, ticket.first_response_due_at),
        (rule.resolution, ticket.resolution_due_at),
    ):
        tally.check(due is None or due > now, f"{of}: opened {now}, due {due}")
        if promised and due and promised.unit == "working_minutes" and not number % COUNTED:
            counted = worked_minutes(desk.calendars[rule.calendar], now, due)
            tally.check(
                counted == promised.amount,
                f"{of}: opened {now}, due {due}: {counted} of {promised.amount} minutes",
            )


def worked_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """How many minutes the calendar is open, each looked at on the wall clock of its zone."""
    zone, at, count = ZoneInfo(calendar.timezone), start, 0
    while at < end:
        local = at.astimezone(zone)
        minute = local.hour * 60 + local.minute
        count += any(first <= minute < last for first, last in spans_on(calendar, local.date()))
        at += timedelta(minutes=1)
    return count


def _opened_on(desk: Desk, day: date) -> int:
    from servicedesk.reports.daily import daily

    (opened,) = [measure.value for measure in daily(desk, day).measures if measure.code == "opened"]
    return int(opened or 0)


def _said(tally: Tally, desk: Desk, zone: ZoneInfo, said: str) -> None:
    """A time that a person says, on a wall clock that skips or repeats an hour: understood near it, or refused plainly."""
    from servicedesk.rules.when import read_when

    try:
        at = read_when(said, desk.local(desk.now()) - timedelta(days=5))
    except Problem as problem:
        tally.check(bool(problem.hint), f"{zone.key} {said}: refused without a hint")
        return
    wall = datetime.fromisoformat(said)
    shown = at.astimezone(zone).replace(tzinfo=None)
    tally.check(
        abs(shown - wall) <= timedelta(hours=1), f"{zone.key} {said}: understood as {at.astimezone(zone)}"
    )
    tally.figures["times said"] = tally.figures.get("times said", 0) + 1
