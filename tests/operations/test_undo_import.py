"""Taking a whole import back: nothing of it is left or found, unless somebody worked on it since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import tickets as looked_up
from servicedesk.lookups.search import search
from servicedesk.operations import customers, handling, import_events, tickets
from servicedesk.operations.checkup import checkup
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.undo import undo, undo_last, undo_newest
from servicedesk.problems import Conflict
from servicedesk.store.search_rows import Indexed
from tests.imports import CLOSED, HEADINGS, OPEN, bring_in, counts, rows, sheet

TABLES = ("ticket", "customer", "phone", "email", "premises", "occupancy", "entry", *Indexed)
WANG_AGAIN = ("9", "灯不亮", *CLOSED[2:5], "2025/5/1 9:00", "处理中", "", "", "", "")


def left(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(desk, f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}


def wrong(desk: Desk) -> list[str]:
    return [check.name for check in checkup(desk.store.path) if check.state == "bad"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sheet(tmp_path / "a.csv", CLOSED, OPEN, WANG_AGAIN)


@pytest.mark.parametrize("portion", [1, 1_000])
def test_nothing_of_an_import_is_left_or_found(
    desk: Desk, file: Path, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_events, "PORTION", portion)
    tickets.open_ticket(desk, tickets.NewTicket("before", phone="13900139000"))
    before = left(desk)
    bring_in(desk, file)
    assert {hit.number for hit in search(desk, "师傅已出发")} == {2}
    undo_last(desk)
    assert left(desk) == before
    assert [search(desk, said) for said in ("师傅已出发", "换了水管", "王小明")] == [[], [], []]
    assert wrong(desk) == []


def test_every_event_of_it_is_taken_back_by_one_that_tells_what_went(desk: Desk, file: Path) -> None:
    bring_in(desk, file)
    undo_last(desk)
    told = looked_up.timeline(desk, 1)
    assert [row.kind for row in told if row.undoes is None] == [
        "ticket.imported",
        "ticket.replied",
        "ticket.resolved",
    ]
    assert all(row.undone for row in told if row.undoes is None)
    gone = [row.body for row in told if row.undoes is not None]
    assert len(gone) == 3
    assert any("师傅已出发" in body for body in gone)


def test_numbers_of_an_undone_import_are_not_given_again(desk: Desk, file: Path) -> None:
    bring_in(desk, file)
    undo_last(desk)
    assert counts(bring_in(desk, file)) == (3, 0, 0, 0)
    assert rows(desk, "SELECT min(id) FROM ticket") == [(4,)]
    assert rows(desk, "SELECT min(id) FROM entry") == [(3,)]
    assert [row.text for row in looked_up.timeline(desk, 1)] == [""] * 6


def test_a_file_that_was_there_before_keeps_its_own_last_contact(desk: Desk, file: Path) -> None:
    number = customers.create(desk, NewCustomer("王小明", phones=("13800138000",))).number
    before = rows(desk, "SELECT * FROM customer")
    bring_in(desk, file)
    assert rows(desk, "SELECT DISTINCT customer_id FROM ticket WHERE customer_id > 0") == [(number,)]
    undo_last(desk)
    assert rows(desk, "SELECT * FROM customer") == before


def test_tickets_worked_on_since_are_named_and_nothing_is_taken(desk: Desk, file: Path) -> None:
    bring_in(desk, file)
    operation = looked_up.timeline(desk, 1)[0].operation
    handling.note(desk, 1, "已派单")
    tickets.edit(desk, 3, {"subject": "灯又不亮"})
    before = left(desk)
    with pytest.raises(Conflict) as caught:
        undo(desk, operation)
    assert "Ticket 1 " in caught.value.message
    assert "Ticket 3 " in caught.value.message
    assert left(desk) == before


def test_a_file_worked_on_since_is_named_too(desk: Desk, file: Path) -> None:
    bring_in(desk, file)
    operation = looked_up.timeline(desk, 1)[0].operation
    customers.edit(desk, 1, {"tags": "vip"})
    with pytest.raises(Conflict, match="C1 "):
        undo(desk, operation)


def test_of_many_tickets_the_first_are_named(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, sheet(tmp_path / "a.csv", *((str(number), *OPEN[1:]) for number in range(8))))
    operation = looked_up.timeline(desk, 1)[0].operation
    for number in range(1, 9):
        handling.note(desk, number, "已派单")
    with pytest.raises(Conflict) as caught:
        undo(desk, operation)
    assert "Ticket 5 " in caught.value.message
    assert caught.value.message.endswith("...")
    assert "Ticket 6 " not in caught.value.message


def test_what_was_said_here_and_taken_back_outlives_the_tickets(desk: Desk, file: Path) -> None:
    bring_in(desk, file)
    handling.reply(desk, 3, "二十分钟到")
    undo_newest(desk, 2)
    assert rows(desk, "SELECT text, in_error, ticket_id, customer_id FROM entry") == [
        ("二十分钟到", 1, None, None)
    ]
    assert looked_up.tickets(desk, "is:any") == []
    assert wrong(desk) == []


def test_premises_that_others_use_by_now_stay(desk: Desk, file: Path) -> None:
    bring_in(desk, file)
    customers.create(desk, NewCustomer("李雷", premises=("8-802",)))
    undo(desk, looked_up.timeline(desk, 1)[0].operation)
    assert rows(desk, "SELECT text FROM premises") == [("8-802",)]
    assert wrong(desk) == []


def test_a_second_import_is_taken_back_alone(desk: Desk, file: Path, tmp_path: Path) -> None:
    bring_in(desk, file)
    standing = "SELECT * FROM ticket ORDER BY id"
    before = rows(desk, standing.replace("*", "id, subject, status, customer_id, premises_id, resolved_at"))
    newer = dict(zip(HEADINGS, OPEN, strict=True)) | {"标题": "水漫金山", "处理结果": "明天再来"}
    again = sheet(tmp_path / "b.csv", CLOSED, tuple(newer.values()))
    assert counts(bring_in(desk, again)) == (0, 1, 1, 0)
    assert {hit.number for hit in search(desk, "水漫金山")} == {2}
    undo_last(desk)
    after = rows(desk, standing.replace("*", "id, subject, status, customer_id, premises_id, resolved_at"))
    assert after == before
    assert search(desk, "水漫金山") == search(desk, "明天再来") == []
    assert [row.text for row in looked_up.timeline(desk, 2) if row.in_error] == ["明天再来"]
    assert wrong(desk) == []
    assert counts(bring_in(desk, again)) == (0, 1, 1, 0)
