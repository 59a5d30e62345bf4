"""Customer files: made from little, edited whole, shared premises, and a version that notices everything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as ticket_lookups
from servicedesk.lookups.card import timeline
from servicedesk.lookups.customers import CustomerFile, customer
from servicedesk.lookups.find import find
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.tickets import edit as edit_ticket
from servicedesk.problems import BadValue, Conflict, NotFound, NotPermitted, Refused
from tests.support import HOSTILE, as_role


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(
        desk,
        NewCustomer(
            "王小明", phones=("138 0013 8000", "010-62771114转802"), premises=("3-2-501",), tags="vip"
        ),
    ).number


def raws(file: CustomerFile) -> list[str]:
    return [phone.raw for phone in file.phones]


@pytest.mark.parametrize("new", [NewCustomer("王"), NewCustomer(phones=("95588",)), NewCustomer(HOSTILE)])
def test_a_name_or_a_phone_is_enough(desk: Desk, new: NewCustomer) -> None:
    assert create(desk, new).number == 1


@pytest.mark.parametrize(
    "new", [NewCustomer(), NewCustomer("  ", phones=(" ",)), NewCustomer(emails=("a@b.c",))]
)
def test_without_either_no_file_is_made(desk: Desk, new: NewCustomer) -> None:
    with pytest.raises(BadValue, match="name or a phone"):
        create(desk, new)


@pytest.mark.parametrize(
    "new",
    [
        NewCustomer("王", phones=("letters",)),
        NewCustomer("王", emails=("nobody",)),
        NewCustomer("王", birthday="1980-02-30"),
        NewCustomer("王", birthday="2026-11-24"),
        NewCustomer("王", kind="robot"),
        NewCustomer("王", premises=("x" * 301,)),
        NewCustomer("王", role="burglar", premises=("3-2-501",)),
        NewCustomer("x" * 201),
    ],
)
def test_a_bad_value_is_named_and_nothing_is_kept(desk: Desk, new: NewCustomer) -> None:
    with pytest.raises(BadValue):
        create(desk, new)
    assert create(desk, NewCustomer("李")).number == 1


def test_a_phone_given_twice_in_other_writings_is_kept_once_as_first_typed(desk: Desk) -> None:
    new = NewCustomer("王", phones=("138-0013-8000", "010-62771114", "+86 138 0013 8000"))
    assert raws(customer(desk, create(desk, new).number)) == ["138-0013-8000", "010-62771114"]


def test_emails_are_kept_once(desk: Desk) -> None:
    number = create(desk, NewCustomer("王", emails=("A@example.com", "a@example.com", " "))).number
    assert [email.address for email in customer(desk, number).emails] == ["A@example.com"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("13911112222; 010-62771114", ["13911112222", "010-62771114"]),
        ("13911112222, 010-62771114", ["13911112222", "010-62771114"]),
        ("13911112222，010-62771114", ["13911112222", "010-62771114"]),
        ("010-62771114, ext 802; 95588", ["010-62771114, ext 802", "95588"]),
        ("", []),
    ],
)
def test_phones_are_given_whole_by_semicolon_or_comma(
    desk: Desk, wang: int, said: str, kept: list[str]
) -> None:
    edit(desk, wang, {"phones": said})
    assert raws(customer(desk, wang)) == kept


def test_a_phone_of_letters_is_refused_and_the_old_ones_stay(desk: Desk, wang: int) -> None:
    with pytest.raises(BadValue, match="phone number"):
        edit(desk, wang, {"name": "李雷", "phone": "call me"})
    file = customer(desk, wang)
    assert (file.row.name, raws(file)) == ("王小明", ["138 0013 8000", "010-62771114转802"])


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("name", "  李   雷 ", "李 雷"),
        ("kind", "公司", "company"),
        ("tier", "gold", "gold"),
        ("tier", "", None),
        ("birthday", "1980年2月9日", date(1980, 2, 9)),
        ("birthday", "", None),
        ("tags", "leak, VIP", ("leak", "vip")),
        ("do_not", HOSTILE, HOSTILE.strip()),
        ("opt_outs", "电话, email、phone", ("phone", "email")),
        ("preferred_channel", "微信", "wechat"),
        ("external_id", "A-17", "A-17"),
        ("archived", "yes", True),
    ],
)
def test_a_field_is_read_as_people_write_it(
    desk: Desk, wang: int, field: str, value: str, kept: object
) -> None:
    edit(desk, wang, {field: value})
    assert getattr(customer(desk, wang).row, field) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shoe_size", "43"),
        ("archived", "perhaps"),
        ("preferences", "dog"),
        ("birthday", "yesterday"),
        ("kind", ""),
    ],
)
def test_an_unknown_field_or_a_bad_value_is_named(desk: Desk, wang: int, field: str, value: str) -> None:
    with pytest.raises(BadValue):
        edit(desk, wang, {field: value})


@pytest.mark.parametrize(
    "values",
    [
        {"phones": "139 1111 2222"},
        {"phones": "010-62771114转802; 138 0013 8000"},
        {"emails": "a@example.com"},
        {"premises": "7-1-102"},
        {"premises": "3-2-501 (tenant)"},
        {"name": "李雷"},
        {"name": "李雷", "phones": "139 1111 2222", "note": "dog"},
    ],
)
def test_every_change_raises_the_version_by_one(desk: Desk, wang: int, values: dict[str, str]) -> None:
    before = customer(desk, wang).row.version
    assert edit(desk, wang, values).customer.version == before + 1
    with pytest.raises(Conflict):
        edit(desk, wang, {"note": "stale"}, if_version=before)


def test_asking_for_what_already_is_writes_nothing(desk: Desk, wang: int) -> None:
    before, events = customer(desk, wang), len(timeline(desk, wang))
    same = {
        "name": "王小明", "phones": "138 0013 8000; 010-62771114转802", "premises": "3-2-501", "tags": "VIP",
        "emails": "", "kind": "person", "preferences": "", "archived": "no",
    }  # fmt: skip
    assert edit(desk, wang, same).already
    assert edit(desk, wang, {}).already
    assert (customer(desk, wang), len(timeline(desk, wang))) == (before, events)


def test_the_last_handle_cannot_be_taken_away(desk: Desk) -> None:
    number = create(desk, NewCustomer(phones=("95588",))).number
    with pytest.raises(BadValue, match="name or a phone"):
        edit(desk, number, {"phones": ""})


def test_premises_known_by_the_same_text_are_shared(desk: Desk, wang: int) -> None:
    other = create(desk, NewCustomer("李强", premises=("３-２-５０１", "7-1-102"), role="tenant")).number
    mine, theirs = customer(desk, wang).premises[0], customer(desk, other).premises[0]
    assert mine.premises_id == theirs.premises_id
    assert (mine.role, theirs.role) == ("owner", "tenant")


def test_a_role_in_brackets_is_the_role_at_those_premises(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"premises": "3-2-501（租户）; Tower (north)"})
    assert [(place.text, place.role) for place in customer(desk, wang).premises] == [
        ("3-2-501", "tenant"),
        ("Tower (north)", "owner"),
    ]
    edit(desk, wang, {"premises": "3-2-501"})
    assert [(place.text, place.role) for place in customer(desk, wang).premises] == [("3-2-501", "tenant")]


def test_an_external_id_belongs_to_one_file(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"external_id": "A-17"})
    assert edit(desk, wang, {"external_id": " A-17 "}).already
    with pytest.raises(Refused, match="王小明"):
        create(desk, NewCustomer("李", external_id="A-17"))


def test_a_new_name_is_found_at_once_and_so_are_its_tickets(desk: Desk, wang: int) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    edit(desk, wang, {"name": "李雷", "phones": "139 1111 2222"})
    assert [found.number for found in find(desk, "lilei")] == [wang]
    assert [row.number for row in ticket_lookups.tickets(desk, "李雷")] == [number]


def test_a_ticket_is_found_by_its_premises(desk: Desk, wang: int) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    assert [row.number for row in ticket_lookups.tickets(desk, '"3-2-501"')] == [number]
    edit_ticket(desk, number, {"premises": "9-9-909"})
    assert ticket_lookups.tickets(desk, '"3-2-501"') == []


def test_the_last_contact_follows_a_ticket_that_is_attached(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    number = open_ticket(desk, NewTicket("漏水", caller="a lady")).ticket.number
    opened = clock.at
    clock.at += timedelta(hours=1)
    edit_ticket(desk, number, {"customer": f"C{wang}"})
    assert customer(desk, wang).row.last_contact_at == opened


def test_who_may_not_edit_is_refused(desk: Desk, wang: int) -> None:
    with pytest.raises(NotPermitted):
        edit(as_role(desk, "guest"), wang, {"name": "李雷"})
    with pytest.raises(NotFound):
        edit(desk, 404, {"name": "李雷"})
