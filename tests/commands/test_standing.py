"""Tiers and segments at the command line."""

from __future__ import annotations

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.support import HOSTILE, CommandLine


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明, with phone and premises, who brought six matters today."""
    new = NewCustomer(name="王小明", phones=["138 0013 8000"], premises=["3-2-501"])
    number = create(desk, new).number
    for place in range(6):
        open_ticket(desk, NewTicket(subject=f"漏水 {place}", customer=number))
    return number


@pytest.fixture
def firm(desk: Desk) -> int:
    """A firm of which only the name is known."""
    return create(desk, NewCustomer(name="Maple Ltd", kind="company")).number


def test_tiers_are_rehearsed_computed_and_explained(cli: CommandLine, wang: int) -> None:
    rehearsed = cli("customer", "tiers", "--dry-run", "--json")
    assert "1 customer would change" in rehearsed.err
    assert cli("customer", "show", str(wang), "--json").json["tier"] is None
    done = cli("customer", "tiers", "--json")
    assert done.json == rehearsed.json
    assert done.json[0]["reason"].startswith("71 of 100: frequency 4 of 5 (6)")
    assert cli("customer", "tiers").err == "Every customer stands where she should\n"
    assert cli("customer", "list", "tier:a", "stage:新客户", "--ids").out == f"{wang}\n"


def test_a_tier_is_fixed_with_a_reason_and_let_go(cli: CommandLine, wang: int) -> None:
    fixed = cli("customer", "tier", str(wang), "C", "--reason", HOSTILE, "--json")
    assert (fixed.code, fixed.json["tier"]) == (0, "C")
    assert (
        cli("customer", "tier", str(wang), "c", "--reason", HOSTILE).err == f"Customer {wang} is so already\n"
    )
    assert "tier A, computed" in cli("customer", "tier", str(wang), "--auto").err
    assert cli("customer", "tier", str(wang), "Z", "--reason", "x").code == 2
    assert cli("customer", "tier", str(wang)).code == 2
    assert cli("customer", "tier", str(wang), "A").code == 2
    assert cli("customer", "tier", "999", "A", "--reason", "x").code == 3


def test_files_that_lack_something_are_listed(cli: CommandLine, wang: int, firm: int) -> None:
    assert cli("customer", "list", "missing:phone", "--ids").out == f"{firm}\n"
    assert cli("customer", "list", "缺少:房屋", "--ids").out == f"{firm}\n"
    assert cli("customer", "list", "complete:<60", "--ids").out == f"{firm}\n"
    assert cli("customer", "list", "complete:>=70", "--ids").out == f"{wang}\n"
    assert cli("customer", "list", "complete:27", "--ids").out == f"{firm}\n"
    assert cli("customer", "list", "missing:birthday", "--ids").out == f"{wang}\n"
    assert cli("customer", "list", "complete:soon").code == 2


def test_a_segment_is_kept_counted_listed_edited_and_switched_off(
    cli: CommandLine, wang: int, firm: int
) -> None:
    made = cli("segment", "new", "Dripping", "has:open", "missing:email", "--mine")
    assert made.out == "dripping\n"
    assert cli("customer", "list", "--segment", "dripping", "--ids").out == f"{wang}\n"
    assert cli("customer", "list", "--segment", "Dripping", "kind:company", "--ids").out == ""
    counts = {row["code"]: row["count"] for row in cli("segment", "list", "--json").json}
    assert (counts["dripping"], counts["everyone"], counts["incomplete"], counts["no_phone"]) == (1, 2, 1, 1)
    shown = cli("segment", "show", "dripping", "--json")
    assert shown.json["query"] == "has:open missing:email"
    assert "with open tickets, file lacks e-mail" in shown.err
    assert cli("segment", "edit", "dripping", "--set", "query=kind:company", "--json").json["count"] == 1
    assert "is switched off" in cli("segment", "off", "dripping").err
    assert "switched off already" in cli("segment", "off", "dripping").err
    assert cli("customer", "list", "--segment", "dripping").code == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("segment", "new", "Everyone", "kind:company"), 1),
        (("segment", "new", "Bad", "colour:red"), 2),
        (("segment", "edit", "lapsed", "--set", "name=x"), 1),
        (("segment", "show", "nobody"), 3),
        (("segment", "off", "nobody"), 3),
    ],
)
def test_a_segment_that_cannot_be_is_refused(cli: CommandLine, arguments: tuple[str, ...], code: int) -> None:
    assert cli(*arguments).code == code


def test_who_complained_and_fell_silent_is_at_risk_and_later_lapsed(
    cli: CommandLine, desk: Desk, clock: FrozenClock, wang: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ticket(desk, NewTicket(subject="noise", customer=wang, kind="complaint"))
    for moment, segment in (("2027-03-01", "at_risk"), ("2027-07-01", "lapsed")):
        monkeypatch.setenv("SERVICEDESK_NOW", f"{moment}T10:00:00+08:00")
        for name in ("at_risk", "lapsed"):
            found = cli("customer", "list", "--segment", name, "--ids").out
            assert found == (f"{wang}\n" if name == segment else "")


def test_thresholds_are_settings_of_the_firm(cli: CommandLine, wang: int) -> None:
    assert cli("config", "set", "standing.tiers", "金=70 银=0").code == 0
    cli("customer", "tiers")
    assert cli("customer", "show", str(wang), "--json").json["tier"] == "金"
    assert cli("customer", "list", "--segment", "premium", "--ids").out == f"{wang}\n"
    assert cli("config", "set", "standing.frequency", "3 2 1 0").code == 2


def test_a_stage_is_fixed_with_a_reason_and_let_go(cli: CommandLine, wang: int) -> None:
    fixed = cli("customer", "stage", str(wang), "老客户", "--reason", HOSTILE, "--json")
    assert (fixed.code, fixed.json["stage"]) == (0, "existing")
    assert "is so already" in cli("customer", "stage", str(wang), "existing", "--reason", HOSTILE).err
    assert "new customer, computed" in cli("customer", "stage", str(wang), "--auto").err
    asked = cli("customer", "stage", str(wang), "lapsed")
    assert (asked.code, "--reason TEXT" in asked.err) == (2, True)
    assert cli("customer", "stage", str(wang)).code == 2


def test_an_edit_says_that_a_tier_was_set_without_a_reason(cli: CommandLine, wang: int) -> None:
    said = cli("customer", "edit", str(wang), "--set", "tier=C", "--set", "stage=auto").err
    assert f"without a reason; give one with: servicedesk customer tier {wang} C --reason TEXT" in said
    assert "stage was set" not in said


def test_segments_say_when_tiers_and_stages_were_computed(cli: CommandLine, wang: int) -> None:
    assert "not computed yet; again: servicedesk customer tiers" in cli("segment", "list").err
    cli("customer", "tiers")
    assert "tiers and stages computed 2026-11-23" in cli("segment", "show", "premium").err
    assert "computed" not in cli("segment", "show", "no_phone").err
