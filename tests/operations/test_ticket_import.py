"""Files of other systems on a real desk: what is joined, what is promised, what a second import does."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as looked_up
from servicedesk.operations import customers, handling, tickets
from servicedesk.operations.change import change
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.importing.mending import check_target, write_refused
from servicedesk.operations.importing.run import Imported, ImportRequest, import_tickets, prepare, rehearse
from servicedesk.operations.indexing import index_customer, index_entry, index_ticket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from servicedesk.rules.permissions import Permission
from servicedesk.store.chain import first_break
from servicedesk.store.tables import Customer, Entry, Ticket
from tests.support import HOSTILE, START, as_role

HEADINGS = (
    "编号",
    "标题",
    "姓名",
    "电话",
    "房号",
    "创建时间",
    "状态",
    "关闭时间",
    "处理结果",
    "答复意见",
    "答复时间",
)
CLOSED = (
    "7",
    "水管漏水",
    "王小明",
    "13800138000",
    "8-802",
    "2025/3/1 9:00",
    "已办结",
    "2025/3/2 10:00",
    "换了水管",
    "师傅已出发",
    "2025/3/1 9:30",
)
OPEN = ("8", HOSTILE, "", "", "", "2025/3/4 9:00", "处理中", "", "", "", "")


def sheet(path: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def bring_in(desk: Desk, path: Path, **said: Any) -> Imported:
    prepared = prepare(desk, ImportRequest(path, **said))
    rehearsed = rehearse(desk, prepared)
    done = import_tickets(desk, prepared)
    assert rehearsed[:5] == done[:5], "a rehearsal says what the import does"
    return done


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.created, done.updated, done.unchanged, len(done.refused)


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as reader:
        return list(reader.rows(sql))


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
    index = "SELECT rowid, words FROM search_index ORDER BY rowid"
    imported = rows(desk, index)
    with change(desk, Permission.IMPORT) as work:
        for ticket in work.all(Ticket):
            index_ticket(work, ticket)
        for customer in work.all(Customer):
            index_customer(work, customer)
        for entry in work.all(Entry):
            index_entry(work, entry)
    assert rows(desk, index) == imported
    assert len(imported) == 5


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


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("gb18030", ","),
        ("gbk", "\t"),
        ("utf-16", "\t"),
        ("utf-16-le", ","),
    ],
)
def test_every_usual_writing_of_a_file_is_read(
    desk: Desk, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [("标题", "内容"), ("漏水；很急", '第一行\n第二行，“引号”"x"'), ("灯不亮", "")]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    bring_in(desk, path)
    assert rows(desk, "SELECT subject, description FROM ticket") == lines[1:]


def test_western_accents_are_not_taken_for_chinese(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("subject\nCafé fermé à Zürich\n".encode("cp1252"))
    bring_in(desk, path)
    assert rows(desk, "SELECT subject FROM ticket") == [("Café fermé à Zürich",)]


def test_a_workbook_is_read_with_its_dates_below_a_title(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["二月投诉汇总"])
    page.append([])
    page.append(["编号", "主题", "时间", "详情"])
    page.append([17.0, "=漏水", datetime.fromisoformat("2019-01-14 13:30:05"), "\n\t\t 内容 \n"])
    page["B4"].data_type = "s"
    page.append([18, "灯", "2019/2/28 11:25:05", None])
    book.save(tmp_path / "a.xlsx")
    assert counts(bring_in(desk, tmp_path / "a.xlsx")) == (2, 0, 0, 0)
    assert rows(desk, "SELECT external_id, subject, description, opened_at FROM ticket") == [
        ("17", "=漏水", "内容", "2019-01-14 05:30:05.000000"),
        ("18", "灯", "", "2019-02-28 03:25:05.000000"),
    ]


def test_an_order_of_day_and_month_that_nothing_proves_must_be_said(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ("a", "03/04/2022"), headings=("subject", "date"))
    with pytest.raises(BadValue, match="03/04/2022"):
        prepare(desk, ImportRequest(path))
    bring_in(desk, path, order="dmy")
    assert rows(desk, "SELECT opened_at FROM ticket") == [("2022-04-02 16:00:00.000000",)]


def test_refused_rows_are_written_out_mended_and_imported(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ("1", "", *OPEN[2:]), CLOSED)
    prepared = prepare(desk, ImportRequest(path))
    done = import_tickets(desk, prepared)
    with pytest.raises(BadValue):
        check_target(path, path)
    mended = tmp_path / "mend.csv"
    write_refused(prepared.table, done.refused, mended)
    text = mended.read_text("utf-8-sig")
    assert text.splitlines()[0] == ",".join([*HEADINGS, "refused_because"])
    assert "It has no subject" in text
    mended.write_text(text.replace("1,,", "1,有标题了,"), "utf-8")
    assert counts(bring_in(desk, mended)) == (1, 0, 0, 0)
    assert [entry.name for entry in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Refused),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refused),
        (b"PK\x03\x04 no workbook", BadValue),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0", BadValue),
        ("名字,数目\n王,1\n".encode(), BadValue),
        (b'subject\n"never closed\n' + b"x" * 17_000_000, BadValue),
    ],
)
def test_a_file_that_is_no_table_of_tickets_is_refused(
    desk: Desk, tmp_path: Path, content: bytes, problem: type[Exception]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(problem):
        prepare(desk, ImportRequest(path))


def test_a_missing_file_and_a_missing_right_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        prepare(desk, ImportRequest(tmp_path / "none.csv"))
    path = sheet(tmp_path / "a.csv", OPEN)
    prepared = prepare(desk, ImportRequest(path))
    for refuse in (prepare, rehearse, import_tickets):
        with pytest.raises(NotPermitted):
            refuse(as_role(desk, "receptionist"), prepared if refuse is not prepare else ImportRequest(path))  # type: ignore[operator]
