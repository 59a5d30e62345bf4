"""The firm's own fields and the confirmations of a customer at the command line."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations.customers import NewCustomer, create
from tests.support import HOSTILE, CommandLine

FIELDS = [
    "code", "name", "name_en", "name_zh", "kind", "unit", "choices", "position", "wanted", "active", "version",
]  # fmt: skip


@pytest.fixture
def wang(desk: Desk) -> str:
    """王小明, with a phone."""
    return str(create(desk, NewCustomer(name="王小明", phones=["138 0013 8000"])).number)


def test_a_field_is_made_listed_edited_and_switched_off(cli: CommandLine) -> None:
    made = cli(
        "field", "new", "装修风格", "--kind", "choice", "--choices", "Modern=现代; Classic=古典", "--english",
        "Decoration style", "--wanted", "--json",
    )  # fmt: skip
    assert made.code == 0
    assert list(made.json) == FIELDS
    assert (made.json["code"], made.json["kind"], made.json["wanted"]) == ("decoration_style", "choice", True)
    assert made.json["choices"][0] == {"name": "modern", "en": "Modern", "zh": "现代"}
    assert cli("field", "new", "Size", "--kind", "range", "--unit", "m²").out == "size\n"
    assert [line[0] for line in cli("field").lines][-2:] == ["decoration_style", "size"]
    assert cli("field", "edit", "装修风格", "--set", "position=0", "--set", "name_en=Style").code == 0
    assert cli("field", "list", "--ids").out.splitlines()[0] == "decoration_style"
    assert cli("field", "off", "Style").err == "Field decoration_style is switched off\n"
    assert cli("field", "off", "Style").err == "Field decoration_style was switched off already\n"
    for line, code in ((("off", "drone"), 3), (("new", "X", "--kind", "drone"), 2), (("new", "Size"), 1)):
        assert cli("field", *line).code == code


def test_values_are_given_shown_and_asked_for(cli: CommandLine, wang: str) -> None:
    cli("field", "new", "Size", "--kind", "range", "--unit", "m²", "--chinese", "面积")
    new = cli(
        "customer", "new", "Ann", "--field", "面积=80-100", "--field", f"number_plates={HOSTILE}", "--json"
    )
    assert new.json["fields"] == {"number_plates": HOSTILE, "size": {"from": 80, "to": 100}}
    assert cli("customer", "edit", wang, "--set", "size=120以上").code == 0
    assert cli("customer", "list", "size:>110", "--ids").out == f"{wang}\n"
    assert cli("customer", "list", "面积:90", "--ids").out == f"{new.json['number']}\n"
    assert cli("customer", "list", "size:>90", "--json").json[0]["fields"]
    assert ["field", "size", "from 120 m²"] in cli("customer", "show", wang).lines
    bad = cli("customer", "edit", wang, "--set", "size=big")
    assert bad.code == 2
    assert "80-100 m²" in bad.err
    export = cli("customer", "export", "--columns", "name,size")
    assert "Ann,80-100" in export.out
    assert cli("segment", "new", "Large", "size:>110").out == "large\n"
    assert "Size more than 110 m²" in cli("segment", "show", "large").err


def test_what_a_file_says_tells_its_source_and_is_confirmed(cli: CommandLine, wang: str) -> None:
    cli("customer", "edit", wang, "--set", "birthday=1980-02-29", "--source", "her [/b] daughter")
    cli("customer", "edit", wang, "--set", "emails=w@x.cn", "--source", "客户")
    sources = {row["field"]: row for row in cli("customer", "show", wang, "--json").json["sources"]}
    assert list(sources["name"])[:5] == ["field", "source", "at", "by", "verified_at"]
    assert [(sources[name]["source"], sources[name]["told"]) for name in ("name", "birthday", "email")] == [
        ("staff", None),
        ("other", "her [/b] daughter"),
        ("customer", None),
    ]
    assert [name for name, row in sources.items() if row["verified_at"]] == ["email"]
    assert cli("customer", "verify", wang, "phone", "--json").json["sources"][1]["verified_at"]
    assert (
        cli("customer", "verify", wang).err == f"Customer {wang} confirmed: name, phone, e-mail, birthday\n"
    )
    assert cli("customer", "verify", wang).err.startswith(f"Customer {wang} confirmed today already")
    assert cli("customer", "list", "unverified:>1d", "--ids").out == ""
    for line, code in (((wang, "premises"), 1), ((wang, "drone"), 2), (("99",), 3)):
        assert cli("customer", "verify", *line).code == code
    assert "told by her [/b] daughter" in cli("history", f"C{wang}").out
