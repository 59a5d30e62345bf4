"""Premises and agreements on the command line."""

from __future__ import annotations

import pytest

from tests.support import HOSTILE, CommandLine


@pytest.fixture
def wang(cli: CommandLine) -> str:
    return cli("customer", "new", "王小明", "--premises", "3-2-501", "--role", "tenant").out.strip()


def test_a_place_is_made_listed_and_shown(cli: CommandLine, wang: str) -> None:
    site = cli("premises", "new", "枫林苑", "--kind", "小区")
    assert (site.code, site.err) == (0, f"Premises P{site.out.strip()} made\n")
    made = cli(
        "premises", "new", "枫林苑 3栋", "--in", "枫林苑", "--kind", "building", "--access", HOSTILE, "--json"
    )
    assert made.json["in"] == {"number": int(site.out), "name": "枫林苑"}
    assert made.json["access"] == HOSTILE.strip()
    cli("premises", "edit", "3-2-501", "--set", "in=枫林苑 3栋", "--set", "keys=前台 2把")
    shown = cli("premises", "show", "3-2-501", "--json").json
    assert [step["name"] for step in shown["path"]] == ["枫林苑", "枫林苑 3栋"]
    assert shown["occupants"] == [
        {
            "customer": {"number": int(wang), "name": "王小明"},
            "role": "tenant",
            "since": None,
            "until": None,
            "former": False,
        }
    ]
    assert cli("premises", "list", "501").lines == [["1", "3-2-501", "unit", "枫林苑 3栋", "1", "0"]]
    assert cli("premises", "--limit", "1").code == 2
    assert "Keys kept\t前台 2把" in cli("premises", "show", "P1").out


def test_a_tenant_moves_out_and_another_in(cli: CommandLine, wang: str) -> None:
    zhao = cli("customer", "new", "赵新来").out.strip()
    left = cli("premises", "move-out", "3-2-501", f"C{wang}", "--until", "2026-11-01")
    assert (left.code, left.err) == (0, f"C{wang} moved out of P1\n")
    came = cli("premises", "move-in", "P1", zhao, "--role", "tenant", "--since", "today", "--json").json
    assert [(one["former"], one["since"], one["until"]) for one in came["occupants"]] == [
        (False, "2026-11-23", None),
        (True, None, "2026-11-01"),
    ]
    file = cli("customer", "show", wang, "--json").json
    assert (file["premises"], file["former_premises"]) == (
        [],
        [{"text": "3-2-501", "role": "tenant", "since": None, "until": "2026-11-01"}],
    )
    assert ["former_premises", "3-2-501", "tenant", "", "2026-11-01"] in cli("customer", "show", wang).lines
    assert cli("premises", "move-out", "1", wang, "--until", "tomorrow").code == 0
    assert cli("undo").code == 0
    assert cli("premises", "show", "1", "--json").json["people"] == 0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("premises", "show", "nowhere"), 3),
        (("premises", "edit", "1"), 2),
        (("premises", "edit", "1", "--set", "colour=red"), 2),
        (("premises", "edit", "1", "--set", "note=x", "--if-version", "9"), 5),
        (("premises", "new", "3-2-501"), 1),
        (("premises", "new", "x", "--kind", "castle"), 2),
        (("premises", "move-in", "1", "99"), 3),
        (("premises", "list", "--json-fields", "colour"), 2),
        (("agreement", "new"), 2),
        (("agreement", "show", "9"), 3),
        (("agreement", "list", "--due", "-1"), 2),
        (("agreement", "new", "--customer", "1", "--start", "2026-02-01", "--end", "2026-01-01"), 2),
    ],
)
def test_a_mistake_has_its_exit_code(
    cli: CommandLine, wang: str, command: tuple[str, ...], code: int
) -> None:
    assert wang == "1"
    ran = cli(*command)
    assert (ran.code, ran.out) == (code, "")


def test_agreements_are_kept_renewed_and_ended(cli: CommandLine, wang: str) -> None:
    made = cli(
        "agreement", "new", "--customer", wang, "--premises", "3-2-501", "--kind", "租赁", "--start", "2026-01-01",
        "--end", "2026-12-10", "--services", "保洁 2次/月", "--reference", HOSTILE, "--json",
    )  # fmt: skip
    assert (made.json["kind"], made.json["state"], made.json["premises"]) == ("lease", "running", "3-2-501")
    cli("agreement", "new", "--premises", "1", "--end", "2027-11-01")
    old = cli("agreement", "new", "--customer", wang, "--start", "2025-01-01", "--end", "2025-12-31")
    assert cli("agreement", "list", "--due", "30", "--ids").out.split() == [old.out.strip(), "1"]
    assert cli("agreement", "list", "--customer", f"C{wang}", "--ids").out.split() == ["3", "1"]
    ended = cli("agreement", "end", "A3")
    assert (ended.code, ended.err) == (0, "Agreement A3 is ended\n")
    assert cli("agreement", "edit", "1", "--set", "end=2027-12-10").code == 0
    assert cli("agreement", "list", "--due", "30", "--json").json == []
    assert cli("agreement", "list", "--ended", "--ids").out.split() == ["2", "1", "3"]
    assert cli("agreement", "show", "3", "--json").json["state"] == "ended"
    assert cli("undo", "--last", "2").code == 0
    assert cli("agreement", "list", "--due", "30", "--ids").out.split() == ["3", "1"]
