"""Drafts keep what is typed, for each person, without a trace in the history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups.drafts import draft, drafts
from servicedesk.lookups.history import history
from servicedesk.operations.drafts import drop, save
from servicedesk.problems import DatabaseProblem
from servicedesk.store.sessions import engine_for
from tests.support import HOSTILE


def test_a_draft_comes_back_as_it_was_typed(desk: Desk) -> None:
    save(desk, "ticket.new", {"subject": HOSTILE, "description": "水\n" * 10_000})
    assert draft(desk, "ticket.new") == {"subject": HOSTILE, "description": "水\n" * 10_000}


def test_the_last_save_counts_and_a_drop_forgets(desk: Desk, clock: FrozenClock) -> None:
    save(desk, "reply.1042", {"text": "在"})
    clock.at += timedelta(seconds=3)
    save(desk, "reply.1042", {"text": "在路上"})
    save(desk, "ticket.new", {})
    assert [(row.key, row.saved_at) for row in drafts(desk)] == [
        ("reply.1042", clock.at),
        ("ticket.new", clock.at),
    ]
    assert draft(desk, "reply.1042") == {"text": "在路上"}
    drop(desk, "reply.1042")
    drop(desk, "reply.1042")
    assert draft(desk, "reply.1042") == {}


def test_drafts_are_ones_own(desk: Desk) -> None:
    from dataclasses import replace

    save(desk, "ticket.new", {"subject": "mine"})
    other = replace(desk, actor=desk.actor._replace(id=1))
    assert draft(other, "ticket.new") == {}


def test_drafts_write_no_history(desk: Desk) -> None:
    before = history(desk)
    save(desk, "ticket.new", {"subject": "漏水"})
    drop(desk, "ticket.new")
    assert history(desk) == before


def test_a_desk_that_is_gone_is_a_problem_a_person_can_read(desk: Desk) -> None:
    engine_for(desk.store.path).dispose()
    desk.store.path.rename(desk.store.path.with_name("away.sqlite"))
    with pytest.raises(DatabaseProblem):
        save(desk, "ticket.new", {"subject": "漏水"})
