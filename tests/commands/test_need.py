"""`need` and `customer referrals`: what a script reads, and what a person is told."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.support import CommandLine


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明, who brought three tickets about water."""
    number = create(desk, NewCustomer("王小明", phones=("13800138000",))).number
    for _one in range(3):
        open_ticket(desk, NewTicket("漏水", customer=number, kind="repair", category="water_power"))
    return number


def test_a_need_is_noted_listed_met_and_seen_where_it_belongs(cli: CommandLine, wang: int) -> None:
    made = cli("need", "note", "quiet pumps [/b]", "--ticket", "T1", "--impact", "vital")
    assert (made.out, made.err) == ("1\n", "Need N1 noted\n")
    assert (
        cli("need", "note", f"C{wang}", "a name at the bell", "--class", "social", "--level", "尊重").out
        == "2\n"
    )
    rows = cli("need", "list", "--json").json
    assert [(row["number"], row["score"], row["class"], row["kind"]) for row in rows] == [
        (1, 3.0, "functional", "direct"), (2, 2.0, "social", "latent"),
    ]  # fmt: skip
    assert rows[0]["customer"] == {"number": wang, "name": "王小明"}
    assert rows[0]["reason"] == "asked 1 time x impact 3 x no tier 1"
    assert cli("need", "list", "--ids", "--class", "社会性").out == "2\n"
    assert cli("need", "list", "--csv").out.splitlines()[0].startswith("number,score,state,kind,class")
    ticket, file = (
        cli("ticket", "show", "1", "--json").json,
        cli("customer", "show", str(wang), "--json").json,
    )
    assert [need["words"] for need in ticket["needs"]] == ["quiet pumps [/b]"]
    assert [need["number"] for need in file["needs"]] == [1, 2]
    done = cli("need", "met", "1", "#2", "New pump and a sign")
    assert (done.code, done.err) == (0, "Need N1 is met\nNeed N2 is met\n")
    assert cli("need", "met", "1", "New pump and a sign").err == "Need N1 is so already\n"
    assert cli("need").out == ""
    assert [row["done"] for row in cli("need", "list", "--state", "any", "--json").json] == [
        "New pump and a sign"
    ] * 2
    assert cli("need", "reopen", "N2", "--json").json["state"] == "open"
    assert cli("need", "edit", "2", "--set", "words=y", "--if-version", "1").code == 5
    assert cli("need", "drop", "2", "too dear", "--json").json["done"] == "too dear"
    assert cli("need", "show", "1", "--json").json["settled_at"]


def test_suggestions_and_counts_are_for_scripts_too(cli: CommandLine, wang: int) -> None:
    found = cli("need", "suggestions", "--json").json
    assert found[0]["customer"]["number"] == wang
    assert found[0]["tickets"] == [1, 2, 3]
    assert cli("need", "suggestions", "--ids").out == f"{wang}\n"
    assert cli("customer", "show", str(wang), "--json").json["suggestions"] == [found[0]["words"]]
    cli("need", "note", str(wang), "x", "--category", "水电")
    assert cli("need", "suggestions", "--json").json == []
    lines = cli("need", "counts", "--by", "category", "--months", "2", "--json").json
    assert lines == [
        {
            "code": "water_power", "name": "Water and electricity", "total": 1, "trend": "steady",
            "months": [
                {"month": "2026-10", "count": 0, "change": None}, {"month": "2026-11", "count": 1, "change": 1},
            ],
        }
    ]  # fmt: skip
    assert cli("need", "counts", "--months", "2", "--csv").out.splitlines()[:2] == [
        "code,2026-10,2026-11,total,trend",
        "functional,0,1,1,steady",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("need", "note", "only words"), 2),
        (("need", "note", "1", "two", "texts"), 2),
        (("need", "note", "--ticket", "1"), 2),
        (("need", "note", "99", "x"), 3),
        (("need", "list", "--class", "big"), 2),
        (("need", "list", "--category", "nothing"), 3),
        (("need", "list", "--segment", "nobody"), 3),
        (("need", "counts", "--by", "size"), 2),
        (("need", "counts", "--months", "0"), 2),
        (("need", "met", "7", "x"), 3),
        (("need", "edit", "1"), 2),
        (("customer", "referrals", "99"), 3),
        (("customer", "referrals", "1", "--heard"), 2),
    ],
)
def test_what_cannot_be_is_told_with_its_code(
    cli: CommandLine, wang: int, line: tuple[str, ...], code: int
) -> None:
    ran = cli(*line)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_referrals_are_listed_from_every_side(cli: CommandLine, wang: int) -> None:
    made = cli("customer", "new", "Ann", "--referred-by", f"C{wang}", "--heard-of-us", "朋友介绍")
    ann = int(made.out)
    cli("customer", "new", "Bob", "--referred-by", str(ann))
    [best, second] = cli("customer", "referrals", "--json").json
    assert best == {
        "number": wang, "name": "王小明", "tier": None, "sent": 1, "stayed": 1, "reached": 2, "became": {"new": 1},
    }  # fmt: skip
    assert second["number"] == ann
    assert [row["step"] for row in cli("customer", "referrals", str(wang), "--json").json] == [1, 2]
    assert cli("customer", "referrals", "--heard").lines == [["word_of_mouth", "2", "2"], ["", "1", "1"]]
    file = cli("customer", "show", str(ann + 1), "--json").json
    assert file["referred_by"] == {"number": ann, "name": "Ann"}
    assert [one["number"] for one in file["referral_chain"]] == [ann, wang]
    assert cli("customer", "show", str(wang), "--json").json["referred"] == [{"number": ann, "name": "Ann"}]
    [row] = cli("customer", "list", f"referred:{wang}", "--json").json
    assert (row["number"], row["heard_of_us"]) == (ann, "word_of_mouth")
    refused = cli("customer", "edit", str(wang), "--set", f"referred_by={ann + 1}")
    assert refused.code == 1
    assert "came to us through" in refused.err
