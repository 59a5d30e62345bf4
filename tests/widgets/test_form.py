"""The form: keys, errors, drafts, and text that comes back exactly as it was."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.fields import EchoLine, LongTextField, TextField
from servicedesk.widgets.form import Form
from servicedesk.widgets.offers import Offer
from servicedesk.widgets.pick import PickField
from tests.widgets.hosting import HOSTILE, Host, lines, run

KINDS = [("enquiry", "Enquiry"), ("repair", "Repair"), ("complaint", "投诉"), ("praise", "Praise")]
FOUND = [Offer("388", "王小明", "138 0013 8000"), Offer("389", "Wang Lihua [/b]", "139 1234 8000")]


def form() -> Form:
    return Form(
        PickField("customer", "客户 Customer", required=True),
        TextField("subject", "Subject", required=True),
        ChoiceField("kind", "Kind", KINDS, "repair", required=True),
        LongTextField("text", "What happened"),
        EchoLine(id="clock"),
    )


def test_labels_stand_left_in_one_column_whatever_their_language() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.field("subject").value = "水管"
        await pilot.pause()
        seen = lines(host.widget)
        assert seen[0].startswith(" 客户 Customer *  ▌")
        assert seen[1].startswith(" Subject *        │ 水管")
        assert seen[2].startswith(" Kind *           │ Enquiry [Repair] 投诉  Praise")

    run(form(), steps)


def test_enter_and_tab_go_on_and_letters_are_text() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.field("subject").focus_editor()
        await pilot.press("n", "2", "enter", "right", "tab", "x", "enter", "y", "shift+tab", "left")
        assert host.widget.values() == {"customer": "", "subject": "n2", "kind": "repair", "text": "x\ny"}

    run(form(), steps)


def test_ctrl_s_saves_from_anywhere_with_every_value() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.field("text").focus_editor()
        await pilot.press("a", "ctrl+s")
        await pilot.pause()

    host = run(form(), steps)
    submitted = host.heard_of(Form.Submitted)
    assert [message.values for message in submitted] == [
        {"customer": "", "subject": "", "kind": "repair", "text": "a"}
    ]


def test_errors_sit_under_their_field_and_go_when_it_is_edited() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.show_errors({"subject": "A subject is needed.", "text": "Too short [/b]"})
        await pilot.pause()
        assert lines(host.widget)[2].strip() == "! A subject is needed."
        assert "! Too short [/b]" in "\n".join(lines(host.widget))
        await pilot.press("x")
        await pilot.pause()
        assert "needed" not in "\n".join(lines(host.widget))
        assert host.widget.values()["subject"] == "x"

    run(form(), steps)


def test_typing_is_told_once_when_it_rests_and_filling_is_not() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_values({"subject": "水管", "kind": "praise"})
        await pilot.pause(0.4)
        assert (host.heard_of(Form.Edited), host.widget.is_touched) == ([], False)
        host.widget.field("subject").focus_editor()
        await pilot.press("a", "b", "c")
        await pilot.pause(0.5)
        assert host.widget.is_touched

    assert len(run(form(), steps).heard_of(Form.Edited)) == 1


@pytest.mark.parametrize("name", ["subject", "text"])
@pytest.mark.parametrize("text", [HOSTILE, "漏水 😀" * 2500, "one\r\ntwo\x0bthree\u2028four\n", ""])
def test_a_text_nobody_changed_comes_back_to_the_last_character(name: str, text: str) -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_values({name: text})
        host.widget.field(name).focus_editor()
        await pilot.pause()
        assert host.widget.values()[name] == text
        assert "\x1b" not in "".join(lines(host.widget))

    run(form(), steps)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("right", "complaint"),
        ("left", "enquiry"),
        ("left left", "praise"),
        ("p", "praise"),
        ("c", "complaint"),
        ("backspace", "repair"),
        ("enter down enter", "complaint"),
        ("f4 p r a enter", "praise"),
        ("enter 投 enter", "complaint"),
        ("enter escape", "repair"),
    ],
)
def test_a_choice_is_made_by_arrows_letters_or_from_the_list(keys: str, code: str) -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.field("kind").focus_editor()
        await pilot.press(*keys.split())
        await pilot.pause()
        assert host.widget.values()["kind"] == code
        assert not isinstance(host.screen, PickOne)

    run(form(), steps)


def test_too_many_choices_for_the_line_show_one_and_their_number() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        assert "‹ Repair ›  2/4" in lines(host.widget)[2]

    run(form(), steps, size=(44, 24))


def test_a_customer_is_found_by_typing_and_picked_with_enter() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        field = host.widget.field("customer")
        assert isinstance(field, PickField)
        field.focus_editor()
        await pilot.press("w", "x")
        await pilot.pause(0.3)
        field.offer(FOUND)
        await pilot.pause()
        assert "王小明           138 0013 8000" in lines(host.widget)[1]
        await pilot.press("down", "enter")
        assert (field.value, field.text, field.is_offering) == ("389", "Wang Lihua [/b]", False)
        await pilot.press("backspace")
        assert (field.value, field.text) == ("", "Wang Lihua [/b")

    host = run(form(), steps)
    assert host.heard_of(PickField.Sought)[0].text == "wx"
    assert [message.offer.key for message in host.heard_of(PickField.Picked)] == ["389"]


def test_escape_closes_the_found_list_before_anything_else() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        field = host.widget.field("customer")
        field.focus_editor()
        await pilot.press("w")
        field.offer(FOUND)
        await pilot.press("escape")
        assert (field.is_offering, field.text) == (False, "w")

    run(form(), steps)


def test_a_draft_gives_back_what_was_typed_and_what_was_picked() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.field("customer").pick(FOUND[0])
        host.widget.set_values({"subject": "水管\x1b", "text": "one\ntwo"})
        draft = host.widget.draft()
        host.widget.set_values({"customer": "", "subject": "", "text": "", "kind": "praise"})
        host.widget.restore_draft(draft)
        await pilot.pause()
        assert host.widget.values() == {
            "customer": "388",
            "subject": "水管\x1b",
            "kind": "repair",
            "text": "one\ntwo",
        }
        assert host.widget.is_touched
        assert "王小明" in lines(host.widget)[0]

    run(form(), steps)


def test_what_was_understood_is_echoed_under_the_field() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.field("subject").echo = "Fri 27 Nov 14:00"
        host.query_one("#clock", EchoLine).show("First word by 11:00")
        await pilot.pause()
        seen = lines(host.widget)
        column = seen[2].index("Fri 27 Nov 14:00")
        assert seen[-1].index("First word") == column

    run(form(), steps)
