"""Which verb is possible in which status, and what follows."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import KINDS, OPEN_STATUSES, STATUSES, TURNS
from servicedesk.rules.lifecycle import (
    VERBS,
    Verdict,
    check_cause,
    is_backdated,
    needs_cause,
    status_after_contact,
    turn_after,
    verdict,
)

# One row a verb, one column a status of STATUSES: where it leads, `=` for what already is, `x` for refused.
TABLE = """
            new       open      waiting   resolved closed    cancelled
assign      open      open      waiting   x        x         x
note        open      open      waiting   resolved closed    cancelled
reply       open      open      waiting   resolved x         x
wait        waiting   waiting   waiting   x        x         x
resume      =         =         open      x        x         x
resolve     resolved  resolved  resolved  =        x         x
close       x         x         x         closed   =         x
reopen      =         =         =         open     open      open
cancel      cancelled cancelled cancelled x        x         =
priority    new       open      waiting   x        x         x
escalate    new       open      waiting   x        x         x
agree       open      open      waiting   x        x         x
edit        new       open      waiting   resolved closed    cancelled
task        new       open      waiting   x        x         x
"""
HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CASES = [(row[0], status, expected) for row in ROWS for status, expected in zip(HEADER, row[1:], strict=True)]


@pytest.mark.parametrize(("verb", "status", "expected"), CASES)
def test_every_verb_in_every_status(verb: str, status: str, expected: str) -> None:
    if expected == "x":
        with pytest.raises(Refused) as caught:
            verdict(verb, status)
        assert caught.value.message.startswith(f"Ticket is {status}")
        assert caught.value.hint
    elif expected == "=":
        assert verdict(verb, status) == Verdict(status, already=True)
    else:
        assert verdict(verb, status) == Verdict(expected, already=False)


def test_the_table_covers_every_verb_and_status() -> None:
    assert tuple(HEADER) == STATUSES
    assert tuple(row[0] for row in ROWS) == VERBS


@pytest.mark.parametrize(
    ("verb", "status", "hint"),
    [
        ("close", "open", "Resolve or cancel it first."),
        ("reply", "closed", "Reopen it first."),
        ("close", "cancelled", "A cancelled ticket needs no closing."),
    ],
)
def test_a_refusal_says_what_to_do(verb: str, status: str, hint: str) -> None:
    with pytest.raises(Refused) as caught:
        verdict(verb, status)
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("verb", "status", "already"),
    [
        ("assign", "open", True),
        ("assign", "new", False),
        ("wait", "waiting", True),
        ("wait", "open", False),
        ("priority", "waiting", True),
    ],
)
def test_asking_for_the_same_again_is_already_so(verb: str, status: str, already: bool) -> None:
    assert verdict(verb, status, unchanged=True).already is already


@pytest.mark.parametrize(
    ("status", "waiting_for", "direction", "after", "turn"),
    [
        ("waiting", "customer", "in", "open", "us"),
        ("waiting", "customer", "out", "waiting", "customer"),
        ("waiting", "supplier", "in", "waiting", "supplier"),
        ("new", None, "in", "new", "us"),
        ("open", None, "out", "open", "us"),
        ("closed", None, "in", "closed", "none"),
    ],
)
def test_a_customer_who_comes_back_ends_the_waiting_for_him(
    status: str, waiting_for: str | None, direction: str, after: str, turn: str
) -> None:
    assert status_after_contact(status, waiting_for, direction) == after
    assert turn_after("contact", status, waiting_for, direction) == turn


@pytest.mark.parametrize(
    ("verb", "status", "waiting_for", "turn"),
    [
        ("assign", "open", None, "us"),
        ("reply", "open", None, "us"),
        ("reply", "waiting", "customer", "customer"),
        ("wait", "waiting", "supplier", "supplier"),
        ("resolve", "resolved", "customer", "none"),
        ("cancel", "cancelled", None, "none"),
        ("reopen", "open", None, "us"),
    ],
)
def test_whose_turn_it_is(verb: str, status: str, waiting_for: str | None, turn: str) -> None:
    assert turn_after(verb, status, waiting_for) == turn


@pytest.mark.parametrize("waiting_for", [None, "", "us", "neighbour"])
def test_waiting_for_nobody_known_is_refused(waiting_for: str | None) -> None:
    with pytest.raises(BadValue, match="Who is waited for"):
        turn_after("wait", "waiting", waiting_for)


def test_only_complaints_need_a_cause_and_a_step() -> None:
    assert [kind for kind in KINDS if needs_cause(kind)] == ["complaint"]
    check_cause("repair", None, None)
    check_cause("complaint", "delay", "during")
    for cause, step in ((None, None), ("delay", None), (None, "during"), ("", "")):
        with pytest.raises(BadValue, match="cause"):
            check_cause("complaint", cause, step)


@given(st.lists(st.sampled_from(VERBS), max_size=30))
def test_no_run_of_verbs_leaves_the_known_statuses(verbs: list[str]) -> None:
    status = "new"
    for verb in verbs:
        try:
            following = verdict(verb, status)
        except Refused:
            continue
        assert not following.already or following.next_status == status
        status = following.next_status
        turn = turn_after(verb, status, "customer")
        assert status in STATUSES
        assert turn in TURNS
        assert (turn == "none") == (status not in OPEN_STATUSES)


@pytest.mark.parametrize(
    ("opened", "recorded", "backdated"),
    [
        ("2026-11-22T15:59", "2026-11-23T02:00", True),
        ("2026-11-22T16:00", "2026-11-23T02:00", False),
        ("2026-11-23T02:00", "2026-11-23T02:00", False),
        ("2025-01-01T00:00", "2026-11-23T02:00", True),
    ],
)
def test_a_ticket_is_backdated_when_its_day_in_the_firm_is_over(
    opened: str, recorded: str, backdated: bool
) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (opened, recorded)]
    assert is_backdated(*moments, ZoneInfo("Asia/Shanghai")) is backdated
