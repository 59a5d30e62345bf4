"""The practice desk is alive at any hour, and the same every time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import callbacks, customers, firm, tickets
from servicedesk.lookups.sla import explain
from servicedesk.operations.demo import make_practice_desk
from servicedesk.store.chain import first_break
from tests.support import ACCOUNT

MORNING, SIZE = "2026-11-23T10:00", 160


def made(path: Path, at: str) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SERVICEDESK_NOW", at)
        return make_practice_desk(path / "desk.sqlite", ACCOUNT, size=SIZE)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The practice desk of a Monday morning; it is only looked at."""
    return made(tmp_path_factory.mktemp("morning"), MORNING)


@pytest.fixture
def at_hour(request: pytest.FixtureRequest, morning: Desk, tmp_path: Path) -> Desk:
    """The practice desk as it is made at another hour."""
    at = f"2026-11-23T{request.param}"
    return morning if at == MORNING else made(tmp_path, at)


@pytest.mark.parametrize("at_hour", ["03:10", "10:00", "17:45"], indirect=True)
def test_at_any_hour_some_is_late_some_soon_due_and_most_is_fine(at_hour: Desk) -> None:
    desk = at_hour
    assert tickets.count(desk, "is:any") == SIZE
    still_open, late = tickets.count(desk, "is:open"), tickets.count(desk, "is:open due:overdue")
    assert 15 <= still_open <= 30
    assert 2 <= late <= still_open / 2
    assert tickets.count(desk, "is:open priority:urgent") == 2
    assert tickets.count(desk, "status:waiting") >= 2
    assert callbacks.count(desk, due="overdue") >= 1
    assert callbacks.count(desk, due="week") >= 4
    for row in tickets.tickets(desk, "is:any"):
        _promises_add_up(desk, row)


def _promises_add_up(desk: Desk, row: tickets.TicketRow) -> None:
    """Each ledger ends at the due time that the ticket keeps, and its minutes or days are those promised."""
    kept = {
        "first_response": row.first_response_due_at,
        "next_update": row.next_update_due_at,
        "resolution": row.resolution_due_at,
    }
    for clock in explain(desk, row.number).clocks:
        assert clock.due_at == kept[clock.name]
        assert clock.length is not None
        due = [stretch for stretch in clock.ledger if stretch.end <= clock.due_at]
        days = clock.length.unit == "working_days"
        counted = sum(stretch.days if days else stretch.minutes for stretch in due)
        assert clock.state == "waiting" or counted == clock.length.amount, (row.number, clock)


def test_it_has_200_households_in_both_languages_and_every_role(morning: Desk) -> None:
    desk = morning
    names = [row.name for row in customers.customers(desk)]
    assert len(names) == 200
    chinese = sum(any(letter > "\u2fff" for letter in name) for name in names)
    assert 95 <= chinese <= 105
    assert {row.role for row in firm.staff(desk)} == {
        "system", "administrator", "receptionist", "specialist", "supervisor",
    }  # fmt: skip
    assert "王小明" in names
    rows = tickets.tickets(desk, "is:any")
    assert min(row.opened_at for row in rows) > datetime(2026, 9, 23, tzinfo=UTC)
    assert max(row.opened_at for row in rows) < desk.now()


def test_it_is_played_through_the_operations_so_its_history_proves_itself(morning: Desk) -> None:
    desk = morning
    with desk.store.reading() as reader:
        assert first_break(reader) is None
    row = tickets.tickets(desk, "status:closed")[0]
    kinds = [event.kind for event in tickets.timeline(desk, row.number)]
    assert kinds[0] == "ticket.opened"
    assert {"ticket.replied", "ticket.resolved", "ticket.closed"} <= set(kinds)


def test_the_same_moment_gives_the_same_desk(morning: Desk, tmp_path: Path) -> None:
    again = made(tmp_path, MORNING)
    assert tickets.tickets(again, "is:any") == tickets.tickets(morning, "is:any")
