"""The numbers of one day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.i18n import N_
from servicedesk.operations import callbacks, contacts, handling, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.change import change
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, NotPermitted
from servicedesk.reports.daily import daily
from servicedesk.reports.measures import DAILY
from servicedesk.reports.values import Listed, Report
from servicedesk.rules.permissions import Permission
from tests.support import HOSTILE, START, as_role

MINUTE = timedelta(minutes=1)
TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)


def opened(desk: Desk, **more: Any) -> int:
    new = NewTicket(more.pop("subject", "漏水"), phone="13800138000", kind=more.pop("kind", "repair"), **more)
    return tickets.open_ticket(desk, new).ticket.number


def called(desk: Desk, minutes: int, **more: Any) -> int:
    new = NewCallback(1, START + minutes * MINUTE, "r", promised=True, **more)
    return callbacks.plan(desk, new).callback.id


def value(desk: Desk, code: str, day: date = TODAY) -> tuple[float | None, int | None]:
    (found,) = (one for one in daily(desk, day).measures if one.code == code)
    return found.value, found.count


def listed(report: Report, code: str) -> Listed:
    (found,) = (one for one in report.lists if one.code == code)
    return found


def test_an_empty_day_has_every_measure_with_its_definition(desk: Desk) -> None:
    report = daily(desk, TODAY)
    assert [one.code for one in report.measures] == [measure.code for measure in DAILY]
    assert {"opened", "resolved", "open", "overdue"} <= {one.code for one in report.measures}
    assert all(one.definition and one.value in (0, None) for one in report.measures)
    assert [one.total for one in report.lists] == [0] * 6
    assert {one.code: one.target for one in report.measures}["satisfied"] == 80.0


def test_the_day_runs_from_midnight_to_midnight_in_the_firms_zone(desk: Desk, clock: FrozenClock) -> None:
    clock.at = START + timedelta(hours=13, minutes=59)  # 23:59
    opened(desk)
    clock.at += MINUTE
    opened(desk)
    assert (value(desk, "opened", TODAY), value(desk, "opened", date(2026, 11, 24))) == ((1, None), (1, None))
    assert daily(desk, TODAY).as_at.isoformat() == "2026-11-24T00:00:00+08:00"


def test_a_running_day_is_as_at_the_minute_it_was_made(desk: Desk, clock: FrozenClock) -> None:
    clock.at = START + timedelta(seconds=40)
    opened(desk)
    report = daily(desk, TODAY)
    assert report.as_at == START
    assert value(desk, "opened") == (1, None)
    clock.at = START + timedelta(seconds=59)
    assert daily(desk, TODAY) == report


def test_a_day_to_come_and_a_stranger_are_refused(desk: Desk) -> None:
    with pytest.raises(BadValue, match="not begun"):
        daily(desk, date(2026, 11, 24))
    with pytest.raises(NotPermitted):
        daily(as_role(desk, "visitor"), TODAY)


def test_a_first_response_counts_once_on_the_day_it_is_decided(desk: Desk, clock: FrozenClock) -> None:
    kept, late, missed = (opened(desk) for _ticket in range(3))
    finished, paused = opened(desk), opened(desk)
    clock.at += 10 * MINUTE
    handling.reply(desk, kept, "coming")
    tickets.resolve(desk, finished, "on the phone")
    handling.wait(desk, paused, waiting_for="customer")
    assert value(desk, "first_response_in_time") == (100.0, 1)
    clock.at += 25 * MINUTE
    handling.reply(desk, late, "sorry")
    assert value(desk, "first_response_in_time") == (33.3, 3)
    assert value(desk, "first_response_minutes") == (22, 2)
    clock.at += timedelta(days=1)
    handling.reply(desk, missed, "at last")
    assert value(desk, "first_response_in_time") == (33.3, 3)
    assert value(desk, "first_response_in_time", date(2026, 11, 24)) == (None, 0)


def test_a_reopening_starts_a_new_promise_and_keeps_the_old_breach(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk)
    clock.at += 40 * MINUTE
    handling.reply(desk, number, "late")
    tickets.resolve(desk, number, "done")
    tickets.reopen(desk, number, "not done")
    clock.at += 5 * MINUTE
    handling.reply(desk, number, "coming again")
    assert value(desk, "first_response_in_time") == (50.0, 2)
    assert value(desk, "first_response_minutes") == (22, 2)
    assert value(desk, "resolution_in_time") == (100.0, 1)
    assert (value(desk, "resolved"), value(desk, "reopened")) == ((1, None), (1, None))
    assert value(desk, "open") == (1, None)


def test_a_breach_stays_on_its_day_when_the_promise_is_changed_later(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk)
    clock.at += timedelta(days=1)
    assert value(desk, "first_response_in_time") == (0.0, 1)
    handling.prioritise(desk, number, "urgent")
    assert value(desk, "first_response_in_time") == (0.0, 1)
    assert value(desk, "overdue", TODAY) == (1, None)


def test_backdated_history_counts_in_no_promise_before_it_was_recorded(desk: Desk) -> None:
    opened(desk, opened_at=START - timedelta(days=1))
    assert value(desk, "opened", YESTERDAY) == (1, None)
    assert value(desk, "open", YESTERDAY) == (1, None)
    assert value(desk, "overdue", YESTERDAY) == (0, None)
    assert value(desk, "first_response_in_time", YESTERDAY) == (None, 0)
    assert value(desk, "overdue") == (1, None)
    assert value(desk, "first_response_in_time") == (None, 0)


def test_imported_history_is_counted_by_its_own_dates(desk: Desk) -> None:
    from servicedesk.store.tables import Ticket

    day_ago = START - timedelta(days=1)
    with change(desk, Permission.IMPORT) as work:
        for resolved_at in (day_ago + timedelta(hours=1), START - timedelta(hours=1)):
            work.add(
                Ticket(
                    subject="old",
                    status="closed",
                    imported=True,
                    opened_at=day_ago,
                    recorded_at=START,
                    updated_at=START,
                    promised_from=START,
                    first_responded_at=day_ago,
                    resolved_at=resolved_at,
                    closed_at=resolved_at,
                )
            )
        work.record("tickets.imported")
    assert (value(desk, "opened", YESTERDAY), value(desk, "opened")) == ((2, None), (0, None))
    assert (value(desk, "resolved", YESTERDAY), value(desk, "resolved")) == ((1, None), (1, None))
    assert (value(desk, "open", YESTERDAY), value(desk, "open")) == ((1, None), (0, None))
    assert value(desk, "first_response_minutes", YESTERDAY) == (None, 0)


def test_callbacks_are_counted_by_how_they_ended(desk: Desk, clock: FrozenClock) -> None:
    opened(desk)
    for outcome, score in (("reached", 4), ("reached", 5), ("declined", None), ("wrong_number", None)):
        callbacks.log(desk, called(desk, 5), outcome, score=score)
    called(desk, 5)
    clock.at += 6 * MINUTE
    assert value(desk, "callbacks_done") == (3, None)
    assert value(desk, "callbacks_due") == (1, None)
    assert value(desk, "callbacks_reached") == (50.0, 4)
    assert value(desk, "satisfaction") == (4.5, 2)
    assert value(desk, "satisfied") == (100.0, 2)


def test_a_promised_call_is_kept_by_the_first_try(desk: Desk, clock: FrozenClock) -> None:
    opened(desk)
    in_time, tried, late, never = (called(desk, 30) for _call in range(4))
    cancelled, hand_made = called(desk, 30), called(desk, 30)
    callbacks.cancel(desk, cancelled, "rang")
    clock.at += 45 * MINUTE
    callbacks.log(desk, in_time, "reached")
    callbacks.log(desk, tried, "no_answer")
    assert value(desk, "call_promises_kept") == (100.0, 2)
    clock.at += 2 * MINUTE
    callbacks.log(desk, late, "no_answer")
    callbacks.reschedule(desk, hand_made, START + timedelta(hours=5), "asked for")
    assert value(desk, "call_promises_kept") == (50.0, 4)
    clock.at += timedelta(hours=4)
    callbacks.log(desk, never, "reached")
    callbacks.log(desk, late, "reached")
    assert value(desk, "call_promises_kept") == (50.0, 4)


def test_a_customer_who_rings_first_keeps_our_promise(desk: Desk, clock: FrozenClock) -> None:
    opened(desk)
    called(desk, 30)
    clock.at += 10 * MINUTE
    contacts.log_contact(desk, NewContact(customer=1, text="any news?", channel="phone", direction="in"))
    assert value(desk, "call_promises_kept") == (100.0, 1)
    assert value(desk, "callbacks_done") == (1, None)
    assert value(desk, "callbacks_reached") == (None, 0)


def test_the_lists_name_what_is_late_what_was_complained_of_and_what_came_in(
    desk: Desk, clock: FrozenClock
) -> None:
    leak = opened(desk, subject=HOSTILE, category="leak_flood")
    noise = opened(desk, kind="complaint", category="noise")
    opened(desk, category="noise")
    call = called(desk, 1)
    clock.at += 20 * MINUTE
    report = daily(desk, TODAY)
    overdue = listed(report, "overdue_tickets")
    assert [(row[0], row[2]) for row in overdue.rows] == [(leak, HOSTILE), (noise, "漏水")]
    assert [row[0] for row in listed(report, "callbacks_due").rows] == [call]
    assert [row[0] for row in listed(report, "complaints_opened").rows] == [noise]
    assert listed(report, "opened_by_category").rows == (
        ("noise", "Noise", 2),
        ("leak_flood", "Burst pipe or flooding", 1),
    )


def test_open_work_is_told_by_its_age_at_the_end_of_the_day(desk: Desk, clock: FrozenClock) -> None:
    for days in (0, 1, 2, 3, 6, 7, 40):
        opened(desk, opened_at=START - timedelta(days=days))
    now = listed(daily(desk, TODAY), "open_by_age")
    assert now.rows == (
        ("0-1", "less than 1 day", 1),
        ("1-3", "1 to 3 days", 2),
        ("3-7", "3 to 7 days", 2),
        ("7-", "7 days and more", 2),
    )
    assert (now.total, now.goes_on) == (7, False)
    assert [row[2] for row in listed(daily(desk, YESTERDAY), "open_by_age").rows] == [1, 2, 2, 1]
    for number in (1, 7):
        tickets.cancel(desk, number, "twice")
    clock.at += timedelta(days=1)
    assert [row[2] for row in listed(daily(desk, TODAY), "open_by_age").rows] == [0, 2, 2, 1]


def test_every_channel_is_told_with_what_its_customers_thought(desk: Desk, clock: FrozenClock) -> None:
    by_phone, by_app = opened(desk), opened(desk, channel="app")
    opened(desk, channel="app")
    for ticket, score in ((by_phone, 5), (by_app, 2), (by_app, 5), (None, 4)):
        callbacks.log(desk, called(desk, 5, ticket=ticket), "reached", score=score)
    told = (
        ("app", "app", 2, 3.5, 2),
        ("phone", "phone", 1, 5.0, 1),
        (None, "without a ticket", 0, 4.0, 1),
    )
    channels = listed(daily(desk, TODAY), "opened_by_channel")
    assert (channels.rows, channels.total) == (told, 3)
    clock.at += timedelta(days=1)
    tickets.edit(desk, by_app, {"channel": "counter"})
    assert listed(daily(desk, TODAY), "opened_by_channel").rows == told
    assert listed(daily(desk, date(2026, 11, 24)), "opened_by_channel").rows == ()


def test_a_long_list_says_how_long_it_is(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servicedesk.reports.daily.ROWS_LISTED", 2)
    for _ticket in range(5):
        opened(desk)
    clock.at += timedelta(hours=1)
    overdue = listed(daily(desk, TODAY), "overdue_tickets")
    assert ([row[0] for row in overdue.rows], overdue.total) == ([1, 2], 5)


def test_measures_have_their_own_codes_units_and_words() -> None:
    assert len({measure.code for measure in DAILY}) == len(DAILY)
    assert {measure.unit for measure in DAILY} == {"count", "percent", "minutes", "score"}
    assert {measure.direction for measure in DAILY} == {"up", "down", "none"}
    assert len({N_(measure.label) for measure in DAILY}) == len(DAILY)
