"""Two files that become one, and two again: what goes over, what is told, and what comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import card as cards
from servicedesk.lookups import customers as lookup
from servicedesk.lookups import tickets as ticket_lookup
from servicedesk.lookups.history import history
from servicedesk.lookups.timelines import told
from servicedesk.operations import agreements, callbacks, consents, contacts, customers, needs, tasks, tickets
from servicedesk.operations.agreements import NewAgreement
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.merging import merge, not_the_same, unmerge
from servicedesk.operations.needs import NewNeed
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from tests.operations.test_undo import is_whole, rows_of
from tests.support import HOSTILE, as_role

PHONE, SECOND = "138 0013 8000", "139 1111 2222"


def filed(desk: Desk, name: str, *phones: str, **more: object) -> int:
    return customers.create(desk, NewCustomer(name=name, phones=phones, **more)).number  # type: ignore[arg-type]


def ticket_of(desk: Desk, customer: int, subject: str = "爆管漏水") -> int:
    return tickets.open_ticket(desk, NewTicket(subject, customer=customer)).ticket.number


def whose(desk: Desk, ticket: int) -> int | None:
    return ticket_lookup.ticket(desk, ticket).customer_number


def phones(desk: Desk, number: int) -> list[str]:
    return [phone.raw for phone in lookup.customer(desk, number).phones]


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """王小明 twice: the first came by phone, the second with an address."""
    first = filed(desk, "王晓明", PHONE, premises=["3-2-501"], tags="vip", note="有狗", birthday="1980-02-29")
    second = filed(
        desk,
        "王小明",
        PHONE,
        SECOND,
        premises=["3-2-501", "车位 12"],
        emails=["wang@example.com"],
        tags="老客户",
    )
    return first, second


def test_everything_that_hangs_on_a_file_goes_over(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    ticket = ticket_of(desk, first)
    contacts.log_contact(desk, NewContact(text=HOSTILE, customer=first, channel="phone", direction="in"))
    callbacks.plan(desk, NewCallback(customer=first, at=desk.now() + timedelta(hours=2), reason="回电"))
    consents.give(desk, first, "marketing", "wechat", wording=HOSTILE, how="phone")
    agreements.new(desk, NewAgreement("service", first, reference=HOSTILE))
    needs.note(desk, NewNeed("静音泵", customer=first))
    tasks.add(desk, ticket, "带梯子", team="engineering")
    merge(desk, first, second)
    file = lookup.customer(desk, second)
    seen = cards.card(desk, second)
    assert whose(desk, ticket) == second
    assert [owed.reason for owed in seen.owed] == ["回电"]
    assert [line.wording for line in seen.rights.standing] == [HOSTILE]
    assert [need.row.words for need in seen.needs] == ["静音泵"]
    with desk.store.reading() as reader:
        hanging = "SELECT customer_id, reference FROM agreement UNION ALL SELECT ticket_id, text FROM task"
        assert set(reader.rows(hanging)) == {(second, HOSTILE.strip()), (ticket, "带梯子")}
    assert seen.last_contact is not None
    assert seen.last_contact.text == HOSTILE
    assert phones(desk, second) == [PHONE, SECOND]
    assert [place.text for place in file.premises] == ["3-2-501", "车位 12"]
    assert set(file.row.tags) == {"vip", "老客户"}
    assert (file.row.name, file.row.note) == ("王小明", "有狗")
    assert file.row.birthday is not None


def test_a_chosen_field_comes_from_the_other_file(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    merge(desk, first, second, take=["name"])
    assert lookup.customer(desk, second).row.name == "王晓明"


def test_notes_and_warnings_of_both_files_are_kept(desk: Desk) -> None:
    one = filed(desk, "王小明", note="有狗", do_not="晚上别打")
    two = filed(desk, "王小明", note=HOSTILE, do_not="不谈房租")
    merge(desk, one, two)
    row = lookup.customer(desk, two).row
    assert (row.note, row.do_not) == (f"{HOSTILE}\n有狗", "不谈房租; 晚上别打")


def test_the_joined_file_leaves_lists_and_leads_on(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    merge(desk, first, second)
    assert [row.number for row in lookup.customers(desk)] == [second]
    assert [row.number for row in lookup.customers(desk, "is:any")] == [second]
    ticket_of(desk, first)
    assert cards.card(desk, second).ticket_count == 1


@pytest.mark.parametrize("text", ["王晓明", "wangxiaoming", "wxm", "13800138000", "8000", "C1", "3-2-501"])
def test_the_joined_file_is_found_by_what_the_other_was_known_by(
    desk: Desk, two: tuple[int, int], text: str
) -> None:
    from servicedesk.lookups.find import find

    first, second = two
    merge(desk, first, second)
    assert first == 1
    assert [found.number for found in find(desk, text)] == [second]


def test_the_file_tells_where_it_went(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    merge(desk, first, second)
    gone, stays = cards.card(desk, first), cards.card(desk, second)
    assert gone.merged_into == (second, "王小明")
    assert stays.merged_into is None
    assert stays.joined == ((first, "王晓明"),)
    assert "customer.merged" in [row.kind for row in cards.timeline(desk, second)]


def test_a_merge_is_undone_like_any_other_work(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    ticket_of(desk, first)
    before = rows_of(desk)
    merge(desk, first, second, take=["name"])
    undo_last(desk)
    assert rows_of(desk) == before
    assert is_whole(desk)


def test_parting_gives_back_what_was_moved_and_leaves_new_work(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    old, before = ticket_of(desk, first), rows_of(desk)
    merge(desk, first, second, take=["name"])
    new = ticket_of(desk, second, "加装门禁")
    customers.edit(desk, second, {"phones": f"{PHONE}; {SECOND}; 95588", "tags": "vip 老客户 新"})
    parted = unmerge(desk, first)
    assert parted.kept == ()
    assert (whose(desk, old), whose(desk, new)) == (first, second)
    assert phones(desk, first) == [PHONE]
    assert phones(desk, second) == [PHONE, SECOND, "95588"]
    assert lookup.customer(desk, second).row.name == "王小明"
    assert lookup.customer(desk, second).row.tags == ("老客户", "新")
    assert [row for row in rows_of(desk)["customer"] if row["id"] == first] == [before["customer"][0]]


def test_what_an_edit_took_off_the_joined_file_comes_back_with_the_other(desk: Desk) -> None:
    first = filed(desk, "沙悟净", PHONE)
    second = filed(desk, "沙悟净", SECOND, emails=["z@a.cn", "y@a.cn"], premises=["3-2-501"])
    merge(desk, second, first)
    desk.clock.at += timedelta(days=30)  # type: ignore[attr-defined]
    customers.edit(desk, first, {"phones": "137 3333 0003", "emails": "y@a.cn", "premises": ""})
    unmerge(desk, second)
    back = lookup.customer(desk, second)
    assert [phone.raw for phone in back.phones] == [SECOND]
    assert [row.address for row in back.emails] == ["z@a.cn", "y@a.cn"]
    assert [place.text for place in back.present_premises] == ["3-2-501"]
    kept = lookup.customer(desk, first)
    assert [phone.raw for phone in kept.phones] == ["137 3333 0003"]
    assert [phone.raw for phone in kept.former_phones] == [PHONE]
    assert (kept.emails, kept.present_premises) == ((), ())
    undo_last(desk)
    assert [phone.raw for phone in lookup.customer(desk, first).phones] == ["137 3333 0003"]
    assert [row.address for row in lookup.customer(desk, first).emails] == ["y@a.cn"]


def test_a_value_changed_since_stays_and_is_told(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    merge(desk, first, second, take=["name"])
    customers.edit(desk, second, {"name": "王晓明（老）"})
    assert unmerge(desk, first).kept == ("name",)
    assert lookup.customer(desk, second).row.name == "王晓明（老）"


def test_parting_is_undone_too(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    ticket_of(desk, first)
    merge(desk, first, second, take=["name"])
    before = rows_of(desk)
    unmerge(desk, first)
    undo_last(desk)
    assert rows_of(desk) == before


def test_the_first_of_two_merges_is_taken_back_under_the_second(desk: Desk) -> None:
    one, two, three = (
        filed(desk, name, birthday=f"198{number}-01-01") for number, name in enumerate("甲乙丙")
    )
    merge(desk, one, three, take=["name", "birthday"])
    merge(desk, two, three, take=["name", "birthday"])
    assert unmerge(desk, one).kept == ()
    assert lookup.customer(desk, three).row.name == "乙"
    unmerge(desk, two)
    assert [lookup.customer(desk, number).row.name for number in (one, two, three)] == ["甲", "乙", "丙"]
    assert [lookup.customer(desk, number).row.birthday.year for number in (one, two, three)] == [
        1980,
        1981,
        1982,
    ]  # type: ignore[union-attr]


def test_a_file_is_taken_out_from_below_a_chain(desk: Desk) -> None:
    one, two, three = (
        filed(desk, name, phone) for name, phone in zip("甲乙丙", (PHONE, SECOND, PHONE), strict=True)
    )
    work = [ticket_of(desk, number) for number in (one, two, three)]
    merge(desk, one, two)
    between = ticket_of(desk, two)
    merge(desk, two, three)
    unmerge(desk, one)
    assert [whose(desk, ticket) for ticket in (*work, between)] == [one, three, three, three]
    unmerge(desk, two)
    assert [whose(desk, ticket) for ticket in (*work, between)] == [one, two, three, two]
    assert [phones(desk, number) for number in (one, two, three)] == [[PHONE], [SECOND], [PHONE]]


def test_a_name_lent_by_a_merge_is_no_former_name_once_they_are_parted(desk: Desk) -> None:
    first, second = filed(desk, "王小明", PHONE), filed(desk, "欧阳修", SECOND)
    merge(desk, first, second, take=["name"])
    customers.edit(desk, second, {"name": "欧阳永叔"})
    assert lookup.customer(desk, second).former_names == ("欧阳修", "王小明")
    unmerge(desk, first)
    assert lookup.customer(desk, second).former_names == ("欧阳修",)
    assert lookup.customer(desk, first).former_names == ()


def test_each_keeps_its_names_when_the_first_of_two_that_lent_one_goes(desk: Desk) -> None:
    first, second, third = filed(desk, "王小明"), filed(desk, "欧阳修"), filed(desk, "Ann Lee")
    merge(desk, first, second, take=["name"])
    merge(desk, third, second, take=["name"])
    unmerge(desk, first)
    joined = lookup.customer(desk, second)
    assert (joined.row.name, joined.former_names) == ("Ann Lee", ("欧阳修",))
    unmerge(desk, third)
    parted = lookup.customer(desk, second)
    assert (parted.row.name, parted.former_names) == ("欧阳修", ())


def test_a_name_that_both_files_had_stays_a_former_one_of_both(desk: Desk) -> None:
    first, second = filed(desk, "王小明", PHONE), filed(desk, "王小明", SECOND)
    merge(desk, first, second)
    customers.edit(desk, second, {"name": "王晓明"})
    unmerge(desk, first)
    assert lookup.customer(desk, second).former_names == ("王小明",)
    customers.edit(desk, second, {"name": "王小明"})
    assert lookup.customer(desk, second).former_names == ("王晓明",)


def test_consents_go_over_and_come_back(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    consents.give(desk, first, "marketing", "phone", wording="可以", how="phone")
    merge(desk, first, second)
    with desk.store.reading() as reader:
        assert reader.rows("SELECT customer_id FROM consent") == [(second,)]
    unmerge(desk, first)
    with desk.store.reading() as reader:
        assert reader.rows("SELECT customer_id FROM consent") == [(first,)]
    assert all(happening.label for happening in told(desk, history(desk)))


def test_what_cannot_be_one_is_refused(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    third = filed(desk, "第三")
    with pytest.raises(Refused, match="itself"):
        merge(desk, first, first)
    with pytest.raises(NotFound):
        merge(desk, first, 999)
    with pytest.raises(BadValue, match="phones"):
        merge(desk, first, second, take=["phones"])
    with pytest.raises(NotPermitted):
        merge(as_role(desk, "nobody"), first, second)
    merge(desk, first, second)
    assert merge(desk, first, second).already
    with pytest.raises(Refused, match="joined into C2"):
        merge(desk, first, third)
    with pytest.raises(Refused, match="joined into C2"):
        merge(desk, third, first)
    with pytest.raises(Refused, match="file of its own"):
        unmerge(desk, second)


def test_files_known_apart_are_remembered_once_and_it_is_undone(desk: Desk, two: tuple[int, int]) -> None:
    first, second = two
    assert not not_the_same(desk, second, first).already
    assert not_the_same(desk, first, second).already
    with pytest.raises(Refused):
        not_the_same(desk, first, first)
    undo_last(desk)
    assert not not_the_same(desk, first, second).already
