"""`servicedesk ticket`, as a script meets it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import customers
from servicedesk.operations.customers import NewCustomer
from tests.support import HOSTILE, START, CommandLine

FIELDS = [
    "number", "subject", "kind", "category", "status", "priority", "channel", "customer", "premises", "team",
    "assignee", "whose_turn", "opened_at", "first_response_due_at", "next_update_due_at",
    "resolution_due_at", "first_responded_at", "resolved_at", "closed_at", "overdue", "reopened", "tags",
    "version",
]  # fmt: skip


@pytest.fixture
def ticket(cli: CommandLine) -> str:
    """The number of a ticket of a known customer."""
    return cli("ticket", "new", "爆管", "--phone", "13800138000", "--category", "leak_flood").out.strip()


def test_a_new_ticket_prints_its_number_and_says_when_it_is_due(cli: CommandLine) -> None:
    made = cli("ticket", "new", "x", "--unknown")
    assert (made.code, made.out, made.err) == (0, "1\n", "Ticket 1 opened, due in 30m\n")


def test_who_brings_the_matter_is_said_once(cli: CommandLine) -> None:
    assert cli("ticket", "new", "x").code == 2
    assert cli("ticket", "new", "x", "--unknown", "--phone", "13800138000").code == 2


def test_do_not_notes_are_said_when_a_ticket_is_opened(cli: CommandLine, desk: Desk) -> None:
    customers.create(desk, NewCustomer(name="陈洁", do_not="no calls before ten"))
    assert "Mind: no calls before ten" in cli("ticket", "new", "x", "--customer", "C1").err


def test_several_files_with_the_phone_are_refused_and_named(cli: CommandLine, desk: Desk) -> None:
    for name in ("A", "B"):
        customers.create(desk, NewCustomer(name=name, phones=("13800138000",)))
    ran = cli("ticket", "new", "x", "--phone", "138-0013-8000")
    assert (ran.code, ran.out) == (1, "")
    assert "C1 A, C2 B" in ran.err


def test_a_list_holds_the_fields_of_the_contract(cli: CommandLine, ticket: str) -> None:
    (row,) = cli("ticket", "list", "--json").json
    assert [name for name in row if name not in ("due_at", "agreed_due_at")] == FIELDS
    assert row["customer"] == {"number": 1, "name": None}
    assert row["opened_at"] == "2026-11-23T10:00:00+08:00"
    assert (row["overdue"], row["tags"], row["assignee"]) == (False, [], None)
    assert cli("ticket", "list", "--json-fields", "number,team").json == [
        {"number": 1, "team": "engineering"}
    ]
    assert cli("ticket", "list", "--json-fields", "nonsense").code == 2


def test_a_pipe_gets_fixed_columns_without_a_header(cli: CommandLine) -> None:
    cli("ticket", "new", HOSTILE + "\t\nx", "--unknown")
    (line,) = cli("ticket", "list").lines
    assert len(line) == 12
    assert line[:4] == ["1", "new", "normal", "request"]
    assert "\x1b" not in line[4]
    assert "\u202e" not in line[4]
    assert "漏水 😀" in line[4]


def test_lists_take_queries_queues_sort_and_limit(cli: CommandLine, ticket: str) -> None:
    cli("ticket", "new", "停电", "--unknown", "--priority", "low")
    cli("ticket", "resolve", ticket, "fixed")
    assert cli("ticket", "list", "--ids").out == "2\n"
    assert cli("ticket", "list", "is:any", "--sort", "number", "--ids").out == "1\n2\n"
    assert cli("ticket", "list", "is:any", "停电", "--ids").out == "2\n"
    assert cli("ticket", "list", "--queue", "unassigned", "--ids").out == "2\n"
    assert cli("ticket", "list", "--queue", "unassigned", "not:priority:low", "--ids").out == ""
    limited = cli("ticket", "list", "is:any", "--limit", "1")
    assert len(limited.lines) == 1
    assert limited.err == "showing 1 of 2\n"
    assert cli("ticket", "list", "--queue", "nonsense").code == 3
    assert cli("ticket", "list", "--sort", "nonsense").code == 2
    assert cli("ticket", "list", "status:nonsense").code == 2
    assert cli("ticket").lines == cli("ticket", "list").lines


def test_csv_has_a_header_and_guards_formulas(cli: CommandLine) -> None:
    cli("ticket", "new", "=1+1", "--unknown")
    header, row = cli("ticket", "list", "--csv").out.splitlines()
    assert header.startswith("number,status,priority")
    assert ",'=1+1," in row


def test_show_adds_description_tasks_and_timeline(cli: CommandLine, ticket: str) -> None:
    cli("ticket", "edit", ticket, "--set", f"description={HOSTILE}\nline two")
    cli("ticket", "note", ticket, "for us")
    cli("ticket", "reply", ticket, "for her")
    cli("ticket", "task", "add", ticket, "shut the valve", "--to", "li.na")
    shown = cli("ticket", "show", f"T{ticket}", "--json").json
    assert [name for name in FIELDS if name not in shown] == []
    assert shown["description"] == f"{HOSTILE}\nline two"
    assert [task["text"] for task in shown["tasks"]] == ["shut the valve"]
    assert [(row["kind"], row["who"]) for row in shown["timeline"]] == [
        ("ticket.opened", "li.na"),
        ("ticket.edited", "li.na"),
        ("note", "li.na"),
        ("reply", "li.na"),
        ("ticket.task_added", "li.na"),
    ]
    assert [row["text"] for row in shown["timeline"]][2:4] == ["for us", "for her"]
    assert shown["timeline"][0]["at"] == "2026-11-23T10:00:00+08:00"


def test_show_into_a_pipe_is_a_line_a_fact(cli: CommandLine, ticket: str) -> None:
    cli("ticket", "edit", ticket, "--set", "description=a\tb\nc\x1b[2J")
    cli("ticket", "task", "add", ticket, "shut the valve")
    ran = cli("ticket", "show", ticket)
    lines = {line[0]: line[1:] for line in ran.lines}
    assert lines["number"] == [ticket]
    assert lines["description"] == ["a b c␛[2J"]
    assert lines["task"][-1] == "shut the valve"
    assert lines["event"][-3:] == ["li.na", "ticket.task_added", "shut the valve"]


def test_showing_several_is_an_array_and_one_an_object(cli: CommandLine, ticket: str) -> None:
    cli("ticket", "new", "y", "--unknown")
    assert [row["number"] for row in cli("ticket", "show", "1", "2", "--json").json] == [1, 2]
    assert cli("ticket", "show", "#1", "--json").json["number"] == 1
    assert cli("ticket", "show", "99").code == 3
    assert cli("ticket", "show", "abc").code == 2


def test_progress_is_fit_for_the_customer(cli: CommandLine, ticket: str) -> None:
    cli("ticket", "note", ticket, "the tenant is rude")
    cli("ticket", "reply", ticket, "师傅二十分钟到")
    told = cli("ticket", "progress", ticket)
    assert told.code == 0
    assert "Number 1: 爆管" in told.out
    assert "师傅二十分钟到" in told.out
    assert "We are working on it." in told.out
    assert "You will hear from us by: Mon 23 Nov 10:30" in told.out
    assert "rude" not in told.out
    assert cli("ticket", "progress", ticket, "--json").json == {
        "number": 1,
        "subject": "爆管",
        "status": "open",
        "opened_at": "2026-11-23T10:00:00+08:00",
        "last_word_at": "2026-11-23T10:00:00+08:00",
        "last_word": "师傅二十分钟到",
        "next_word_due_at": "2026-11-23T10:30:00+08:00",
        "language": None,
    }


def test_progress_promises_nothing_that_has_passed(
    cli: CommandLine, ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVICEDESK_NOW", (START + timedelta(days=2)).isoformat())
    told = cli("ticket", "progress", ticket).out
    assert "later than we promised" in told
    assert "by:" not in told


@pytest.mark.parametrize(
    ("verbs", "state"),
    [
        ([], "We have noted your matter and will answer you."),
        ([("wait", "1", "--for", "customer")], "We are waiting for word from you."),
        ([("wait", "1", "--for", "supplier")], "We are waiting for a supplier."),
        ([("resolve", "1", "x")], "It has been settled."),
        ([("resolve", "1", "x"), ("close", "1")], "It has been settled and closed."),
        ([("cancel", "1", "x")], "It is not pursued any further."),
    ],
)
def test_progress_says_every_state_in_plain_words(
    cli: CommandLine, ticket: str, verbs: list[tuple[str, ...]], state: str
) -> None:
    for words in verbs:
        assert cli("ticket", *words).code == 0
    assert state in cli("ticket", "progress", ticket).out.splitlines()


def test_text_comes_from_an_argument_standard_input_or_a_file(
    cli: CommandLine, ticket: str, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text("来自文件\nline two\n", encoding="utf-8")
    cli("ticket", "note", ticket, "-", stdin="from stdin\n")
    cli("ticket", "note", ticket, "--file", str(file))
    texts = [row["text"] for row in cli("ticket", "show", ticket, "--json").json["timeline"]]
    assert texts[-2:] == ["from stdin", "来自文件\nline two"]
    file.write_text("记事本 wrote it\n", encoding="utf-16")
    cli("ticket", "note", ticket, "--file", str(file))
    assert cli("ticket", "show", ticket, "--json").json["timeline"][-1]["text"] == "记事本 wrote it"
    file.write_bytes(b"SQLite format 3\0 \x10 \xff")
    refused = cli("ticket", "note", ticket, "--file", str(file))
    assert (refused.code, "is not a text that can be read" in refused.err) == (2, True)
    assert cli("ticket", "note", "-", "-", stdin="1").code == 2
    assert cli("ticket", "note", ticket).code == 2
    assert cli("ticket", "note", ticket, "--file", str(tmp_path / "none")).code == 3
    assert cli("ticket", "resolve", ticket, " ").code == 2


def test_backdated_is_allowed_and_the_future_refused(cli: CommandLine) -> None:
    made = cli("ticket", "new", "x", "--unknown", "--opened-at", "2026-11-20T09:30", "--json").json
    assert made["opened_at"] == "2026-11-20T09:30:00+08:00"
    assert cli("ticket", "new", "x", "--unknown", "--opened-at", "2027-01-01T00:00").code == 2
    assert cli("ticket", "new", "x", "--unknown", "--opened-at", "2026-02-30").code == 2


def test_splitting_prints_the_new_number_and_links_it(cli: CommandLine, ticket: str) -> None:
    made = cli("ticket", "split", ticket, "another matter")
    assert (made.code, made.out) == (0, "2\n")
    assert cli("ticket", "show", ticket, "--json").json["links"] == [2]
    again = cli("ticket", "link", "2", ticket)
    assert (again.code, again.err) == (0, "Ticket 2 is already linked with 1\n")
    assert cli("ticket", "link", "2", "2").code == 1


def test_merging_names_the_ticket_that_stays(cli: CommandLine, ticket: str) -> None:
    cli("ticket", "new", "y", "--unknown")
    merged = cli("ticket", "merge", "2", "--into", f"#{ticket}", "--json")
    assert merged.err == "Ticket 2 merged into 1\n"
    assert merged.json["status"] == "cancelled"
    assert cli("ticket", "show", "2", "--json").json["merged_into"] == 1
    assert cli("ticket", "merge", "2", "--into", ticket).err == "Ticket 2 is already merged into 1\n"
    assert "under number 1" in cli("ticket", "progress", "2").out


def test_tasks_are_added_listed_and_done(cli: CommandLine, ticket: str) -> None:
    added = cli("ticket", "task", "add", ticket, "shut [/b] the valve", "--team", "engineering")
    assert (added.out, added.err) == ("1\n", "Task 1 added to ticket 1\n")
    assert cli("ticket", "task", "list").lines == [
        ["1", "1", "due", "", "", "engineering", "shut [/b] the valve"]
    ]
    assert cli("ticket", "task", "done", "1").err == "Task 1 done\n"
    assert cli("ticket", "task", "done", "1").err == "Task 1 is already done\n"
    assert cli("ticket", "task").out == ""
    assert cli("ticket", "task", "list", ticket, "--json").json[0]["state"] == "done"
    assert cli("ticket", "task", "list", "99").code == 3
