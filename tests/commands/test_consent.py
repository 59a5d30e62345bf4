"""Consents, limits, statements, erasure and retention on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.operations.backup import backup
from tests.support import HOSTILE, CommandLine


@pytest.fixture
def wang(cli: CommandLine) -> str:
    made = cli("customer", "new", "王小明", "--phone", "138 0013 8000", "--email", "wang@example.org")
    return made.out.strip()


def test_a_consent_is_given_and_withdrawn_and_the_ledger_tells_both(cli: CommandLine, wang: str) -> None:
    given = cli(
        "customer", "consent", wang, "--purpose", "marketing", "--channel", "email", "--give",
        "--wording", HOSTILE, "--how", "by phone", "--json",
    )  # fmt: skip
    assert (given.code, given.json["given"], given.json["wording"]) == (0, True, HOSTILE)
    assert "offers and care by e-mail: given" in given.err
    cli("customer", "consent", f"C{wang}", "--purpose", "营销", "--channel", "邮件", "--withdraw")
    ledger = cli("customer", "consent", wang, "--json").json
    assert [(line["given"], line["holds"], line["who"]) for line in ledger] == [
        (True, False, "li.na"),
        (False, True, "li.na"),
    ]
    assert cli("customer", "consent", "--json").json == [
        {"purpose": "marketing", "channel": "email", "given": 0, "withdrawn": 1}
    ]


def test_the_gate_answers_with_its_reason(cli: CommandLine, wang: str) -> None:
    asked = cli("customer", "consent", wang, "--purpose", "marketing", "--channel", "phone", "--json")
    assert asked.json == {
        "number": int(wang), "purpose": "marketing", "channel": "phone", "allowed": False,
        "reason": "no_consent", "since": None,
    }  # fmt: skip
    assert "never agreed" in asked.err
    assert cli("customer", "consent", wang, "--purpose", "service", "--json").json["allowed"]


@pytest.mark.parametrize(
    "options",
    [
        ("--purpose", "marketing", "--give", "--withdraw"),
        ("--give",),
        ("--purpose", "spam", "--give"),
        ("--purpose", "marketing", "--channel", "smoke", "--give"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(cli: CommandLine, wang: str, options: tuple[str, ...]) -> None:
    assert cli("customer", "consent", wang, *options).code == 2


def test_a_file_is_restricted_held_and_freed(cli: CommandLine, wang: str) -> None:
    assert cli("customer", "restrict", wang, "--reason", "a dispute", "--json").json["restricted"]
    assert "so already" in cli("customer", "restrict", wang, "--reason", "again").err
    assert not cli("customer", "restrict", wang, "--lift", "--json").json["restricted"]
    assert cli("customer", "hold", wang, "--reason", "court 17", "--json").json["legal_hold"] == "court 17"
    refused = cli("customer", "erase", wang, "--reason", "asked", "--yes")
    assert (refused.code, "court 17" in refused.err) == (1, True)
    assert cli("customer", "hold", wang, "--end", "--json").json["legal_hold"] is None
    assert cli("customer", "restrict", wang).code == 2


def test_a_correction_asked_for_prints_its_ticket(cli: CommandLine, wang: str) -> None:
    number = cli("customer", "correct", wang, "生日不对").out.strip()
    assert cli("ticket", "show", number, "--json").json["description"] == "生日不对"


@pytest.mark.parametrize(
    ("language", "heading", "right"),
    [("en", "What we hold of", "Your rights"), ("zh_CN", "王小明", "您的权利")],
)
def test_a_statement_is_made_in_either_language(
    cli: CommandLine, wang: str, language: str, heading: str, right: str
) -> None:
    cli("ticket", "new", HOSTILE, "--customer", wang)
    said = cli("customer", "statement", wang, "--language", language, "--format", "md")
    assert (said.code, said.out.splitlines()[0].count(heading), right in said.out) == (0, 1, True)
    assert "\x1b" not in said.out
    found = cli("customer", "statement", wang, "--language", language, "--json").json
    assert found["language"] == language
    tickets = next(one for one in found["sections"] if one["code"] == "tickets")
    assert HOSTILE in tickets["rows"][0]
    assert cli("customer", "list", "--json").code == 0


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u2028\u2029"])
def test_a_blank_format_is_none_and_json_stays_json(cli: CommandLine, wang: str, blank: str) -> None:
    said = cli("customer", "statement", wang, "--format", blank, "--json")
    assert (said.code, said.json["number"]) == (0, int(wang))


def test_a_statement_goes_into_a_file_and_the_history_knows(
    cli: CommandLine, wang: str, tmp_path: Path
) -> None:
    done = cli("customer", "statement", wang, "--output", str(tmp_path))
    files = list(tmp_path.glob("statement-C*.txt"))
    assert (done.code, done.out, len(files)) == (0, "", 1)
    assert "138 0013 8000" in files[0].read_text("utf-8")
    assert "customer.stated" in cli("history", f"C{wang}", "--json-fields", "kind").out


def test_an_erasure_says_what_it_did_and_what_is_left_to_do(cli: CommandLine, desk: Desk, wang: str) -> None:
    cli("ticket", "new", "漏水", "--customer", wang)
    saved = backup(desk).path
    assert cli("customer", "erase", wang, "--reason", "asked", "--yes").code == 1
    done = cli("customer", "erase", wang, "--reason", "asked", "--close", "--yes", "--json")
    assert (done.code, done.json["tickets"], done.json["copies"]) == (0, 1, [str(saved)])
    assert str(saved) in done.err
    shown = cli("customer", "show", wang, "--json").json
    assert (shown["name"], shown["phones"], shown["archived"]) == (None, [], True)
    assert shown["erased_at"] is not None
    assert cli("customer", "erase", wang, "--reason", "asked", "--yes", "--json").json["already"]
    assert cli("undo").code == 1


def test_nobody_is_erased_unasked(cli: CommandLine, wang: str) -> None:
    assert cli("customer", "erase", wang, "--reason", "asked").code == 2
    assert cli("customer", "show", wang, "--json").json["name"] == "王小明"


def test_retention_lists_and_erases_only_when_asked(
    cli: CommandLine, wang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("contact", "add", wang, "问一下", "--channel", "phone", "--direction", "in")
    assert cli("customer", "retention", "--json").json == []
    monkeypatch.setenv("SERVICEDESK_NOW", "2032-01-01T10:00:00+08:00")
    due = cli("customer", "retention", "--dry-run", "--json").json
    assert [(line["kind"], line["count"]) for line in due] == [("customer", 1), ("contacts", 1)]
    listed = cli("customer", "retention")
    assert (listed.code, "--yes" in listed.err) == (0, True)
    done = cli("customer", "retention", "--yes", "--json").json
    assert (done["customers"], done["refused"], done["left"]) == ([int(wang)], [], None)
    assert cli("customer", "retention", "--json").json == []


def test_a_period_of_no_years_never_ends(
    cli: CommandLine, wang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("config", "set", "retention.customer_years", "0")
    monkeypatch.setenv("SERVICEDESK_NOW", "2062-01-01T10:00:00+08:00")
    assert wang
    assert cli("customer", "retention", "--json").json == []
