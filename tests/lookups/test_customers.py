"""Customer lists by query, and whole files."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import customers
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.query import MOST_VALUES
from tests.support import HOSTILE


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """Four files: a household, a company, an unknown caller, and one whose name is hostile."""
    new = {
        "wang": NewCustomer(
            "王小明",
            phones=("138 0013 8000",),
            premises=("3-2-501",),
            tags="vip",
            emails=("wxm@example.com",),
        ),
        "sunrise": NewCustomer("Sunrise Foods", kind="company", phones=("021-5555-8000",), source="web"),
        "unknown": NewCustomer(phones=("13912348000",)),
        "hostile": NewCustomer(HOSTILE),
    }
    numbers = {key: create(desk, value).number for key, value in new.items()}
    open_ticket(desk, NewTicket("漏水", customer=numbers["wang"]))
    return numbers


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"wang", "sunrise", "unknown", "hostile"}),
        ("is:any", {"wang", "sunrise", "unknown", "hostile"}),
        ("is:unknown", {"unknown"}),
        ("kind:company", {"sunrise"}),
        ("tag:vip", {"wang"}),
        ("not:tag:vip", {"sunrise", "unknown", "hostile"}),
        ("phone:8000", {"wang", "sunrise", "unknown"}),
        ("phone:138-0013", {"wang"}),
        ("phone:0215555", {"sunrise"}),
        ("phone:021-5555", {"sunrise"}),
        ("premises:2-50", {"wang"}),
        ("source:WEB", {"sunrise"}),
        ("no:phone", {"hostile"}),
        ("no:premises", {"sunrise", "unknown", "hostile"}),
        ("no:email", {"sunrise", "unknown", "hostile"}),
        ("has:open", {"wang"}),
        ("not:has:open", {"sunrise", "unknown", "hostile"}),
        ("last:today", {"wang"}),
        ("王", {"wang"}),
        ("wxm", {"wang"}),
        ("漏水", {"hostile"}),
        ("sun food", {"sunrise"}),
        ("kind:person has:open", {"wang"}),
        ("😀", {"hostile"}),
    ],
)
def test_a_query_means_these_customers(
    desk: Desk, people: dict[str, int], query: str, found: set[str]
) -> None:
    rows = customers.customers(desk, query)
    assert {row.number for row in rows} == {people[key] for key in found}
    assert customers.count(desk, query) == len(found)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"sunrise", "unknown", "hostile"}),
        ("tag:vip", set()),
        ("is:unknown", {"unknown"}),
        ("is:archived", {"wang"}),
        ("是:已归档", {"wang"}),
        ("is:archived tag:vip", {"wang"}),
        ("is:any", {"wang", "sunrise", "unknown", "hostile"}),
        ("not:is:archived", {"sunrise", "unknown", "hostile"}),
        ("number:1", {"wang"}),
    ],
)
def test_the_archive_is_kept_apart(desk: Desk, people: dict[str, int], query: str, found: set[str]) -> None:
    edit(desk, people["wang"], {"archived": "yes"})
    assert {row.number for row in customers.customers(desk, query)} == {people[key] for key in found}
    assert customers.count(desk, query) == len(found)
    assert len(customers.numbers(desk, query)) == len(found)


def test_numbers_come_in_the_order_of_the_list(desk: Desk, people: dict[str, int]) -> None:
    for sort in ("name", "number", "contact", "created"):
        assert list(customers.numbers(desk, sort=sort)) == [
            row.number for row in customers.customers(desk, sort=sort)
        ]


def test_a_list_by_name_puts_unknown_callers_last(desk: Desk, people: dict[str, int]) -> None:
    assert customers.numbers(desk)[-1] == people["unknown"]


def test_a_limit_cuts_the_list(desk: Desk, people: dict[str, int]) -> None:
    assert len(customers.customers(desk, limit=2)) == 2


def test_rows_come_in_the_order_asked_for_and_unknown_numbers_are_left_out(
    desk: Desk, people: dict[str, int]
) -> None:
    wanted = [people["unknown"], 999, people["wang"]]
    assert [row.number for row in customers.by_numbers(desk, wanted)] == [people["unknown"], people["wang"]]
    assert customers.by_numbers(desk, []) == []


def test_a_file_has_every_phone_email_and_premises_in_order(desk: Desk) -> None:
    number = create(
        desk,
        NewCustomer(
            "陈洁",
            phones=("010-62771114 转 802", "13912345678"),
            emails=("a@example.com", "b@example.com"),
            premises=("7-1-102", "shop 12"),
        ),
    ).number
    edit(desk, number, {"preferences": "language=zh; pets=dog=2"})
    file = customers.customer(desk, number)
    assert [(phone.number, phone.extension) for phone in file.phones] == [
        ("+861062771114", "802"),
        ("+8613912345678", ""),
    ]
    assert file.phones[0].raw == "010-62771114 转 802"
    assert [email.address for email in file.emails] == ["a@example.com", "b@example.com"]
    assert [(place.text, place.role) for place in file.premises] == [
        ("7-1-102", "owner"),
        ("shop 12", "owner"),
    ]
    assert file.preferences == {"language": "zh", "pets": "dog=2"}


def test_whole_files_are_the_same_read_in_portions_and_all_at_once(
    desk: Desk, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_portions = customers.files(desk, "kind:person")
    monkeypatch.setattr(customers, "MANY", 2)
    assert customers.files(desk, "kind:person") == in_portions
    assert len(in_portions) == 3
    assert [len(file.phones) for file in in_portions if file.number == people["wang"]] == [1]


def test_a_customer_who_does_not_exist_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        customers.customer(desk, 404)


def test_an_unknown_field_or_sort_key_is_named(desk: Desk) -> None:
    with pytest.raises(BadValue, match="colour"):
        customers.customers(desk, "colour:red")
    with pytest.raises(BadValue, match="colour"):
        customers.customers(desk, sort="colour")


@pytest.mark.parametrize(
    "query", ["漏水", "phone:138001", "premises:3-2", "last:<2d", "tag:x", "not:has:open"]
)
def test_the_longest_query_is_answered(desk: Desk, query: str) -> None:
    assert customers.customers(desk, f"{query} " * MOST_VALUES) == []
