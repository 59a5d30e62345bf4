"""A statement leaves nothing out, says why each thing is held, and is the same in every format and language."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.callbacks import plan as plan_call
from servicedesk.operations.consents import give
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.erasing import erase
from servicedesk.operations.handling import note, reply
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.needs import NewNeed, met
from servicedesk.operations.needs import note as note_need
from servicedesk.operations.premises import move_out
from servicedesk.operations.rights import end_hold, hold, restrict
from servicedesk.operations.standing import fix_tier
from servicedesk.operations.statements import make_statement
from servicedesk.operations.tasks import add as add_task
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.tickets import edit as edit_ticket
from servicedesk.problems import BadValue, NotFound
from servicedesk.reports.statement import sections
from servicedesk.reports.statement_formats import FORMATS, check_format
from tests.support import HOSTILE

HELD = (
    "王小明", "WangOther", "EXT7", "1980", "vip", "NoteText", "DoNotText", "EveningText", "DogText", "138 0013 8000",
    "wang@example", "3-2-501", "SubjectText", "DescriptionText", "StaffNote", "ReplyText", "TaskText", "SaidText",
    "ReasonText", "ScriptText", "WordingText", "HowText", "HoldText", "TwinNote", "NeedText", "DoneText", "HeardText",
    "C3", "PlatesText", "TellerText",
)  # fmt: skip


@pytest.fixture
def wang(desk: Desk) -> int:
    number = create(
        desk,
        NewCustomer(
            "王小明", phones=("138 0013 8000",), emails=("wang@example.org",), premises=("3-2-501",),
            birthday="1980-02-28", external_id="EXT7", tags="vip", note="NoteText", do_not="DoNotText",
            best_time="EveningText",
        ),
    ).number  # fmt: skip
    edit(desk, number, {"number_plates": "PlatesText"}, told_by="TellerText")
    twin = create(desk, NewCustomer("WangOther", note="TwinNote")).number
    friend = create(desk, NewCustomer("SomebodyElse")).number
    edit(
        desk,
        number,
        {"preferences": "pets=DogText", "heard_of_us": "HeardText", "referred_by": f"{friend}"},
    )
    ticket = open_ticket(
        desk, NewTicket("SubjectText", customer=number, description="DescriptionText")
    ).ticket
    note(desk, ticket.number, "StaffNote")
    reply(desk, ticket.number, "ReplyText")
    add_task(desk, ticket.number, "TaskText")
    log_contact(desk, NewContact(number, "SaidText"))
    plan_call(desk, NewCallback(number, desk.now() + timedelta(hours=1), "ReasonText", "ScriptText"))
    give(desk, number, "marketing", "wechat", wording="WordingText", how="HowText")
    met(desk, note_need(desk, NewNeed("NeedText", ticket=ticket.number)).need.number, "DoneText")
    restrict(desk, number, "looked into")
    hold(desk, number, "HoldText")
    merge(desk, twin, number)
    return number


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("form", FORMATS)
def test_everything_held_is_in_it(desk: Desk, wang: int, form: str, language: str) -> None:
    use_language(language)
    text = FORMATS[form][0](desk, make_statement(desk, wang)).replace("\\", "")
    assert [held for held in HELD if held not in text] == []
    assert "SomebodyElse" not in text  # whom another is named by is hers to ask


def test_every_section_says_why_and_its_rows_fit_their_columns(desk: Desk, wang: int) -> None:
    made = sections(desk, make_statement(desk, wang))
    assert len({one.code for one in made}) == len(made) == 15
    for one in made:
        assert one.title
        assert one.why
        assert {len(row) for row in one.rows} <= {len(one.columns) or 2}


def test_a_file_that_was_joined_is_stated_with_the_one_that_stays(desk: Desk, wang: int) -> None:
    assert json.loads(FORMATS["json"][0](desk, make_statement(desk, wang + 1)))["number"] == wang


def test_it_is_known_who_asked_for_statements(desk: Desk, wang: int) -> None:
    make_statement(desk, wang)
    access = next(one for one in sections(desk, make_statement(desk, wang)) if one.code == "access")
    assert [row[2] for row in access.rows].count("statement made") == 2


def test_hostile_texts_stay_text(desk: Desk) -> None:
    number = create(desk, NewCustomer("王", note=HOSTILE)).number
    made = make_statement(desk, number)
    assert "\x1b" not in FORMATS["text"][0](desk, made) + FORMATS["md"][0](desk, made)
    identity = json.loads(FORMATS["json"][0](desk, made))["sections"][0]
    assert ["Note", HOSTILE] in identity["rows"]


def test_of_an_erased_person_only_numbers_are_left_to_state(desk: Desk, wang: int) -> None:
    with pytest.raises(NotFound):
        make_statement(desk, 99)
    end_hold(desk, wang)
    edit(desk, wang, {"name": "王大明", "phones": ""})
    erase(desk, wang, "asked for it", close=True)
    text = FORMATS["text"][0](desk, make_statement(desk, wang))
    assert [held for held in (*HELD, "王大明", "PlatesText") if held in text] == []
    assert "[erased]" in text


def test_what_the_history_keeps_of_her_is_told_with_when_by_whom_and_why(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"name": "王大明", "phones": "95588", "do_not": f"别{HOSTILE}", "number_plates": "B 2"})
    edit(desk, wang, {"preferences": "", "premises": "3-2-501 (tenant)"})
    edit_ticket(desk, 1, {"subject": "NewSubject"})
    fix_tier(desk, wang, "A", "ReasonOfTier")
    move_out(desk, wang, 1)
    made = {one.code: one for one in sections(desk, make_statement(desk, wang))}
    told = {row[2]: row[1:] for row in made["changes"].rows}
    assert told["name"] == ("Li Na", "name", "王小明", "王大明", "")
    assert told["phone"] == ("Li Na", "phone", "138 0013 8000", "", "")
    assert told["what not to do"][2] == "DoNotText"
    assert told["Number plates"] == ("Li Na", "Number plates", "PlatesText", "B 2", "")
    assert told["preferences"][2:4] == ("pets=DogText", "")
    assert told["role"][2:4] == ("premises owner", "tenant")
    assert told["ticket 1: subject"][2:4] == ("SubjectText", "NewSubject")
    assert told["tier"] == ("Li Na", "tier", "", "A", "ReasonOfTier")
    assert ("Reason of the tier", "ReasonOfTier") in made["identity"].rows
    assert [row[3] for row in made["access"].rows if row[2] == "use restricted"] == ["looked into"]
    assert made["changes"].rows[0][0] == "2026-11-23 10:00"
    use_language("zh_CN")
    text = FORMATS["text"][0](desk, make_statement(desk, wang))
    assert "  姓名：王大明\n" in text
    assert "原值：王小明\n" in text


def test_what_is_told_of_one_is_not_told_of_the_other_when_files_are_parted(desk: Desk, wang: int) -> None:
    merge(desk, 3, wang, take=["name"])
    unmerge(desk, 3)
    text = FORMATS["text"][0](desk, make_statement(desk, 3))
    assert "王小明" not in text


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(BadValue) as refused:
        check_format("pdf")
    assert "text, md, json" in refused.value.hint
