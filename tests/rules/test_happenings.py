"""The words of the timeline, from bodies as the log keeps them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from servicedesk.rules import happenings
from servicedesk.rules.happening_words import FIELDS, KINDS
from servicedesk.rules.happenings import Names, field_name, said, subject_words, words


def body(table: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    return {"changes": [{"table": table, "key": [1], "before": before, "after": after}]}


def test_every_kind_has_words_and_an_unknown_one_is_shown_as_it_is() -> None:
    assert words("ticket.resolved") == "resolved"
    assert words("drone.landed") == "drone.landed"
    assert all(words(kind) and words(kind) != kind for kind in KINDS if "." in kind)
    assert all(field_name(column) for column in FIELDS)
    assert field_name("no_such_column") == "no such column"


def test_every_kind_that_an_operation_records_has_words() -> None:
    folder = Path(happenings.__file__).parents[1] / "operations"
    recorded = {
        kind
        for file in folder.rglob("*.py")
        for kind in re.findall(r'record(?:_about)?\(\s*"([a-z_.]+)"', file.read_text("utf-8"))
    }
    assert len(recorded) > 30
    assert recorded - set(KINDS) == set()


EDITS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("ticket.prioritised", {"priority": "normal"}, {"priority": "urgent"}, "priority normal → urgent"),
    ("ticket.assigned", {"assignee_id": None}, {"assignee_id": 3}, "assigned to Zhou"),
    ("ticket.assigned", {"assignee_id": 3}, {"assignee_id": None}, "nobody's any more"),
    ("ticket.assigned", {"team_id": 1}, {"team_id": 2}, "team Engineering"),
    ("ticket.edited", {"subject": "a\nb"}, {"subject": "漏水 [/b]"}, "subject a b → 漏水 [/b]"),
    ("ticket.edited", {"description": "x"}, {"description": "y" * 9999}, "description changed"),
    ("ticket.edited", {"customer_id": None}, {"customer_id": 388}, "customer C388"),
    ("ticket.edited", {"tags": " vip "}, {"tags": " "}, "tags vip → –"),
    ("ticket.resolved", {"status": "open", "updated_at": "x"}, {"status": "resolved", "updated_at": "y"}, ""),
    ("ticket.resolved", {"waiting_for": "customer"}, {"waiting_for": None}, ""),
    ("ticket.resumed", {"waiting_until": "2026-11-23 02:00:00.000000"}, {"waiting_until": None}, ""),
    ("ticket.waiting", {"waiting_for": None}, {"waiting_for": "supplier"}, "waiting for supplier"),
    ("ticket.replied", {"due_at": None}, {"due_at": "2026-11-23 02:00:00.000000"}, ""),
    (
        "callback.rescheduled",
        {"due_at": None},
        {"due_at": "2026-11-23 02:00:00.000000"},
        "due 2026-11-23 02:00",
    ),
]


@pytest.mark.parametrize(("kind", "before", "after", "sentence"), EDITS)
def test_an_edit_says_what_moved(kind: str, before: Any, after: Any, sentence: str) -> None:
    names = Names({3: "Zhou"}, {2: "Engineering"})
    changed = body("callback" if kind.startswith("callback") else "ticket", before, after)
    assert said(kind, changed, names=names) == sentence
    assert said(kind, json.dumps(changed), names=names) == sentence


def test_phones_come_and_go() -> None:
    gone = body("phone", {"raw": "138 0013 8000"}, None)["changes"]
    come = body("phone", None, {"raw": "95588"})["changes"]
    assert said("customer.edited", {"changes": gone + come}) == "phone − 138 0013 8000, phone + 95588"


def test_a_setting_says_its_old_and_new_value_unless_it_is_long() -> None:
    name = {
        "table": "setting",
        "key": ["firm.name"],
        "before": {"value": '"Maple"'},
        "after": {"value": '"枫林苑"'},
    }
    rules = {"table": "setting", "key": ["promises"], "before": {"value": "[]"}, "after": {"value": "[{}]"}}
    assert said("setting.changed", {"changes": [name]}) == "firm.name Maple → 枫林苑"
    assert said("setting.changed", {"changes": [rules]}) == "promises changed"


def test_a_word_out_says_its_way_and_an_undo_what_it_took_back() -> None:
    assert said("ticket.replied", {"changes": []}, "wechat", "out") == "WeChat outgoing"
    assert said("undone", {"of": "ticket.resolved", "changes": []}) == "resolved"
    assert said("undone", {}) == ""


def test_a_thing_is_named_by_the_number_people_say() -> None:
    assert subject_words("ticket.resolved", 1042, 388, None) == "ticket 1042: resolved"
    assert subject_words("customer.edited", None, 388, None) == "customer C388: file edited"
    assert subject_words("callback.attempted", 1042, 388, 7) == "callback 7: called"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_event_whose_body_was_erased_still_has_its_line(kind: str) -> None:
    assert "{" not in said(kind, "{}")


@pytest.mark.parametrize(
    "table", ["consent", "occupancy", "phone", "email", "agreement", "ticket", "callback", "former_name"]
)
@pytest.mark.parametrize("kind", ["customer.merged", "customer.unmerged"])
def test_a_row_that_went_over_to_another_file_is_told_without_what_it_holds(kind: str, table: str) -> None:
    said(kind, body(table, {"customer_id": 2}, {"customer_id": 1}))
