"""`customer export`: files for spreadsheets, phones and other programs, honouring what customers refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from servicedesk.desk import Desk
from servicedesk.operations.consents import give
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.rights import restrict
from servicedesk.rules.vcards import FIELDS, read_vcards
from tests.support import HOSTILE, CommandLine


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明, whose note begins like a formula."""
    return create(
        desk,
        NewCustomer(
            name="王小明",
            phones=("13800138000", "010-62771114 ext 802"),
            emails=("wang@x.cn",),
            premises=("8-802",),
            birthday="1980-02-29",
            tags="vip",
            note="=cmd|' /C calc'!A0",
        ),
    ).number


def test_a_spreadsheet_runs_nothing_and_phones_stay(desk: Desk, cli: CommandLine, wang: int) -> None:
    (row,) = csv.DictReader(io.StringIO(cli("customer", "export").out))
    assert row["note"] == "'=cmd|' /C calc'!A0"
    assert row["phones"] == "+8613800138000; +861062771114 ext 802"
    assert (row["name"], row["premises"], row["birthday"], row["tags"]) == (
        "王小明",
        "8-802",
        "1980-02-29",
        "vip",
    )


def test_a_workbook_holds_texts_and_the_same_bytes_each_time(
    desk: Desk, cli: CommandLine, wang: int, tmp_path: Path
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert cli("customer", "export", "--format", "xlsx", "--output", str(tmp_path / name)).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    titles, values = sheet.iter_rows(values_only=True)
    row = dict(zip(titles, values, strict=True))
    assert (row["note"], row["number"]) == ("=cmd|' /C calc'!A0", wang)
    assert cli("customer", "export", "--format", "xlsx").code == 2


def test_what_is_taken_out_comes_in_again_and_is_known(
    desk: Desk, cli: CommandLine, wang: int, tmp_path: Path
) -> None:
    create(desk, NewCustomer(name=HOSTILE, phones=("13900139000",), note="one\ntwo; three, four"))
    for form in ("csv", "json", "xlsx", "vcard"):
        path = tmp_path / f"out.{'vcf' if form == 'vcard' else form}"
        assert cli("customer", "export", "--format", form, "--output", str(path)).code == 0
        done = cli("customer", "import", str(path), "--dry-run", "--json").json
        assert (done["created"], done["refused"]) == (0, []), form


def test_a_card_says_everything_and_no_line_is_too_long(
    desk: Desk, cli: CommandLine, wang: int, tmp_path: Path
) -> None:
    create(desk, NewCustomer(name="长" * 150, phones=("13900139000",)))
    cli("customer", "export", "--format", "vcard", "--output", str(tmp_path / "a.vcf"))
    raw = (tmp_path / "a.vcf").read_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    cards = {card.row[1]: dict(zip(FIELDS, card.row, strict=True)) for card in read_vcards(raw)}
    assert "长" * 150 in cards
    assert cards["王小明"]["note"] == "=cmd|' /C calc'!A0"


def test_many_files_are_taken_only_for_a_reason_that_the_audit_keeps(
    desk: Desk, cli: CommandLine, wang: int
) -> None:
    set_setting(desk, "firm.export_reason_above", "0")
    refused = cli("customer", "export")
    assert (refused.code, "Give the reason" in refused.err, refused.out) == (2, True, "")
    assert cli("customer", "export", "--reason", "New year letter").code == 0
    told = cli("audit", "--what", "customer.exported", "--json").json
    assert "New year letter" in json.dumps(told)


def test_a_mailing_leaves_out_who_never_agreed(desk: Desk, cli: CommandLine, wang: int) -> None:
    other = create(desk, NewCustomer(name="李丽", emails=("li@x.cn",))).number
    give(desk, other, "marketing", "email", wording="May we write?", how="paper")
    ran = cli(
        "customer", "export", "--purpose", "marketing", "--channel", "email", "--columns", "name,emails"
    )
    assert list(csv.reader(io.StringIO(ran.out))) == [["name", "emails"], ["李丽", "li@x.cn"]]
    assert "1 left out" in ran.err


def test_a_restricted_file_stays_whatever_it_is_for(desk: Desk, cli: CommandLine, wang: int) -> None:
    create(desk, NewCustomer(name="李丽"))
    restrict(desk, wang, "disputed")
    for more in ((), ("--purpose", "service"), ("--purpose", "survey", "--channel", "phone")):
        ran = cli("customer", "export", "--columns", "name", *more)
        assert ran.out.splitlines() == ["name", "李丽"]
        assert "1 left out: the file is restricted" in ran.err
    assert "王小明" in cli("customer", "statement", str(wang)).out


def test_without_a_channel_one_that_is_shut_shuts_the_file_out(
    desk: Desk, cli: CommandLine, wang: int
) -> None:
    edit(desk, wang, {"opt_outs": "email"})
    for channel, names in {"": [], "any": [], "email": [], "phone": ["王小明"]}.items():
        ran = cli("customer", "export", "--columns", "姓名", "--purpose", "survey", "--channel", channel)
        assert ran.code == 2
        ran = cli("customer", "export", "--columns", "Full name", "--purpose", "survey", "--channel", channel)
        assert ran.out.splitlines() == ["name", *names], channel


@pytest.mark.parametrize(
    ("said", "code"), [(("--format", "pdf"), 2), (("--columns", "colour"), 2), (("--purpose", "fun"), 2)]
)
def test_an_unknown_word_is_a_usage_error(
    desk: Desk, cli: CommandLine, wang: int, said: tuple[str, ...], code: int
) -> None:
    assert cli("customer", "export", *said).code == code
