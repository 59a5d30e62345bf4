"""Files of other systems on a real desk: what is joined, what is promised, what a second import does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as looked_up
from servicedesk.operations import customers, handling, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.importing.run import ImportRequest, prepare
from servicedesk.operations.search_index import rebuild
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue
from servicedesk.store.chain import first_break
from servicedesk.store.search_rows import Indexed
from tests.imports import CLOSED, OPEN, bring_in, counts, rows, sheet
from tests.support import HOSTILE, START


def test_history_keeps_its_own_dates_and_promises_nothing(desk: Desk, tmp_path: Path) -> None:
    assert counts(bring_in(desk, sheet(tmp_path / "a.csv", CLOSED))) == (1, 0, 0, 0)
    ticket = looked_up.ticket(desk, 1)
    assert (ticket.status, ticket.whose_turn, ticket.channel) == ("closed", "none", "system")
    assert ticket.opened_at == datetime(2025, 3, 1, 1, 0, tzinfo=UTC)
    assert ticket.first_responded_at == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)
    assert ticket.resolved_at == ticket.closed_at == datetime(2025, 3, 2, 2, 0, tzinfo=UTC)
    assert ticket.due_at is ticket.first_response_due_at is ticket.resolution_due_at is None
    assert rows(desk, "SELECT imported, promised_from FROM ticket") == [(1, "2026-11-23 02:00:00.000000")]
    assert rows(desk, "SELECT count(*) FROM callback") == [(0,)]
    assert [(row.kind, row.text) for row in looked_up.timeline(desk, 1)] == [
        ("ticket.imported", ""),
        ("ticket.replied", "师傅已出发"),
        ("ticket.resolved", "换了水管"),
    ]


def test_what_is_still_open_is_promised_from_the_import_on(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, sheet(tmp_path / "a.csv", OPEN))
    ticket = looked_up.ticket(desk, 1)
    assert (ticket.subject, ticket.status, ticket.whose_turn) == (HOSTILE.replace("  ", " "), "open", "us")
    assert ticket.first_response_due_at == START + timedelta(minutes=30)
    assert ticket.due_at == ticket.first_response_due_at


def test_a_date_promised_elsewhere_is_kept_while_it_lies_ahead(desk: Desk, tmp_path: Path) -> None:
    headings = ("subject", "opened_at", "due_date")
    bring_in(
        desk,
        sheet(
            tmp_path / "a.csv",
            ("a", "2025-01-01", "2026-12-24"),
            ("b", "2025-01-01", "2025-02-01"),
            headings=headings,
        ),
    )
    ahead, past = looked_up.ticket(desk, 1), looked_up.ticket(desk, 2)
    assert ahead.resolution_due_at == datetime(2026, 12, 23, 16, 0, tzinfo=UTC)
    assert past.resolution_due_at == START + timedelta(hours=24)


def test_the_same_file_twice_creates_nothing_twice(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", CLOSED, OPEN)
    without_numbers = sheet(
        tmp_path / "b.csv",
        ("x", "2025-01-01"),
        ("y", "2025-01-01"),
        ("x", "2025-01-01"),
        headings=("标题", "日期"),
    )
    assert counts(bring_in(desk, path)) == (2, 0, 0, 0)
    assert counts(bring_in(desk, without_numbers)) == (2, 0, 1, 0)
    events = rows(desk, "SELECT count(*) FROM event")
    assert counts(bring_in(desk, path)) == (0, 0, 2, 0)
    assert counts(bring_in(desk, without_numbers)) == (0, 0, 3, 0)
    assert rows(desk, "SELECT count(*) FROM event") == events


def test_what_the_file_changed_is_taken_over(desk: Desk, clock: FrozenClock, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", OPEN)
    bring_in(desk, path)
    clock.at += timedelta(days=1)
    closed = (
        "8",
        "电梯异响",
        "王小明",
        "13800138000",
        "8-802",
        "2025/3/4 9:00",
        "已办结",
        "2025/3/5",
        "换了轴承",
        "",
        "",
    )
    assert counts(bring_in(desk, sheet(path, closed))) == (0, 1, 0, 0)
    ticket = looked_up.ticket(desk, 1)
    assert (ticket.subject, ticket.status, ticket.due_at, ticket.version) == ("电梯异响", "closed", None, 2)
    assert (ticket.customer_name, ticket.premises) == ("王小明", "8-802")
    assert [found.number for found in looked_up.tickets(desk, "is:any 异响 王小明")] == [1]
    assert looked_up.tickets(desk, "is:any 漏水") == []
    assert counts(bring_in(desk, path)) == (0, 0, 1, 0)


def test_work_done_here_outlives_an_old_export(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", OPEN)
    bring_in(desk, path)
    tickets.edit(desk, 1, {"subject": "ours"})
    tickets.resolve(desk, 1, "done")
    assert counts(bring_in(desk, path)) == (0, 0, 1, 0)
    done = bring_in(desk, sheet(path, ("8", "theirs", *OPEN[2:])))
    assert counts(done) == (0, 0, 0, 1)
    assert "subject" in done.refused[0].reason
    assert looked_up.ticket(desk, 1).subject == "ours"


def test_every_bad_row_is_named_and_the_others_come_in(desk: Desk, tmp_path: Path) -> None:
    done = bring_in(
        desk,
        sheet(
            tmp_path / "a.csv",
            ("1", " ", *OPEN[2:]),
            ("2", "a", *OPEN[2:5], "2025-02-30", "", "", "", "", ""),
            ("3", "a", *OPEN[2:5], "", "", "", "", "", ""),
            ("4", "a", *OPEN[2:5], "2027-01-01", "", "", "", "", ""),
            ("5", "a", *OPEN[2:5], "2025-01-02", "已办结", "2024-01-01", "", "", ""),
            ("6", "a", *OPEN[2:5], "2025-01-02", "nobody knows", "", "", "", ""),
            ("7", "a", "", "abc", "", "2025-01-02", "", "", "", "", ""),
            ("8", "x" * 501, *OPEN[2:]),
            (*OPEN, "one too many"),
            ("9", "good", *OPEN[2:]),
            ("9", "other", *OPEN[2:]),
            (),
            ("10", "good too", *OPEN[2:]),
        ),
    )
    assert counts(done)[0] == 2
    assert [row.row for row in done.refused] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 12]
    said = " | ".join(row.reason for row in done.refused)
    for word in (
        "subject",
        "2025-02-30",
        "opened",
        "future",
        "before",
        "nobody knows",
        "abc",
        "501",
        "12",
        "row 11",
    ):
        assert word in said
    assert rows(desk, "SELECT count(*) FROM ticket") == [(2,)]


PEOPLE = ("subject", "customer", "customer_id", "phone", "email")


def test_rows_join_a_file_by_number_or_by_phone_with_the_same_name_never_by_name(
    desk: Desk, tmp_path: Path
) -> None:
    wife = customers.create(desk, NewCustomer("李娜", phones=("13900139000",))).number
    path = sheet(
        tmp_path / "a.csv",
        ("known phone, same name", "李 娜".replace(" ", ""), "", "139-0013-9000", ""),
        ("household", "王小明", "", "13900139000", ""),
        ("same household again", "王小明", "", "139 0013 9000", ""),
        ("by number", "", "A0001", "", ""),
        ("by number again", "", "A0001", "", ""),
        ("name only", "李娜", "", "", "li@example.com"),
        ("nobody", "N/A", "-", "无", ""),
        ("new phone alone", "", "", "13700137000", ""),
        ("new phone again", "", "", "137 0013 7000", ""),
        ("a number with a name", "Zoë", "A0002", "13900139000", "zoe@example.com"),
        headings=PEOPLE,
    )
    assert bring_in(desk, path).opened_files == 4
    joined = rows(
        desk,
        "SELECT t.customer_id, c.name, t.caller FROM ticket AS t LEFT JOIN customer AS c ON c.id = t.customer_id ORDER BY t.id",
    )
    assert joined == [
        (wife, "李娜", ""),
        (2, "王小明", ""),
        (2, "王小明", ""),
        (3, "A0001", ""),
        (3, "A0001", ""),
        (None, None, "李娜"),
        (None, None, ""),
        (4, "", ""),
        (4, "", ""),
        (5, "Zoë", ""),
    ]
    assert rows(desk, "SELECT customer_id, address FROM email") == [(5, "zoe@example.com")]
    assert counts(bring_in(desk, path)) == (0, 0, 10, 0)


def test_a_phone_that_several_share_needs_a_name(desk: Desk, tmp_path: Path) -> None:
    for name in ("李娜", "王小明"):
        customers.create(desk, NewCustomer(name, phones=("13900139000",)))
    done = bring_in(desk, sheet(tmp_path / "a.csv", ("a", "", "", "13900139000", ""), headings=PEOPLE))
    assert counts(done) == (0, 0, 0, 1)
    assert "139 0013 9000" in done.refused[0].reason


def test_a_customer_was_last_in_touch_at_the_latest_of_the_rows(desk: Desk, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.csv",
        ("a", "U1", "2025-01-02"), ("b", "U1", "2025-05-02"), ("c", "U1", "2025-03-02"),
        headings=("subject", "user_id", "date"),
    )  # fmt: skip
    bring_in(desk, path)
    assert rows(desk, "SELECT last_contact_at, version FROM customer") == [("2025-05-01 16:00:00.000000", 1)]


def test_the_firms_own_words_are_recognised_and_others_are_counted(desk: Desk, tmp_path: Path) -> None:
    headings = ("subject", "category", "team", "assignee", "priority", "kind", "tags")
    done = bring_in(
        desk,
        sheet(
            tmp_path / "a.csv",
            ("a", "噪音扰民", "", "", "", "", "夜间，VIP"),
            ("b", "Astronomy", "Engineering", "Li Na", "紧急", "报修", ""),
            headings=headings,
        ),
    )
    first, second = looked_up.ticket(desk, 1), looked_up.ticket(desk, 2)
    assert (first.category, first.kind, first.team, first.tags) == (
        "noise",
        "complaint",
        "security",
        ("夜间", "vip"),
    )
    assert (second.category, second.kind, second.priority) == (None, "repair", "urgent")
    assert (second.team, second.assignee) == ("engineering", "li.na")
    assert done.unknown == {("category", "Astronomy"): 1}


def test_a_value_said_for_all_fills_what_the_file_leaves_blank(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ("a", "praise"), ("b", ""), headings=("subject", "kind"))
    bring_in(desk, path, constants={"kind": "complaint", "channel": "web"})
    assert rows(desk, "SELECT kind, channel FROM ticket") == [("praise", "web"), ("complaint", "web")]
    with pytest.raises(BadValue, match="opened_at"):
        prepare(desk, ImportRequest(path, constants={"opened_at": "2025-01-01"}))


def test_search_words_are_those_of_tickets_opened_by_hand(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, sheet(tmp_path / "a.csv", CLOSED, OPEN))
    imported = {kind: rows(desk, f"SELECT rowid, words FROM {kind}") for kind in Indexed}
    rebuild(desk)
    assert {kind: rows(desk, f"SELECT rowid, words FROM {kind}") for kind in Indexed} == imported
    assert [len(found) for found in imported.values()] == [2, 1, 0]


def test_an_import_is_taken_back_as_one_and_can_be_done_again(desk: Desk, tmp_path: Path) -> None:
    tickets.open_ticket(desk, tickets.NewTicket("before", caller="?"))
    path = sheet(tmp_path / "a.csv", CLOSED, OPEN)
    bring_in(desk, path)
    undone = undo_last(desk)
    assert undone.tickets == (2, 3)
    assert rows(desk, "SELECT subject FROM ticket") == [("before",)]
    assert (
        rows(desk, "SELECT count(*) FROM customer") == rows(desk, "SELECT count(*) FROM premises") == [(0,)]
    )
    assert counts(bring_in(desk, path)) == (2, 0, 0, 0)
    with desk.store.reading() as reader:
        assert first_break(reader) is None


def test_imported_tickets_are_worked_on_like_any_other(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, sheet(tmp_path / "a.csv", OPEN, ("9", "灯不亮", "王小明", "13800138000", *OPEN[4:])))
    handling.assign(desk, 1, to="li.na")
    handling.reply(desk, 1, "我们马上来")
    assert tickets.resolve(desk, 2, "换了灯泡").ticket.status == "resolved"
    assert [found.number for found in looked_up.tickets(desk, "owner:me")] == [1]
