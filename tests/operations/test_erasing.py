"""An erased person is found nowhere, in no byte; what is counted stays, and the history still proves itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.card import card
from servicedesk.lookups.consents import gate
from servicedesk.lookups.find import find
from servicedesk.lookups.history import history
from servicedesk.lookups.search import search
from servicedesk.lookups.timelines import told
from servicedesk.operations import drafts
from servicedesk.operations.backup import backup, restore
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.callbacks import plan as plan_call
from servicedesk.operations.checkup import checkup
from servicedesk.operations.consents import give
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.erasing import erase
from servicedesk.operations.exporting import Wanted, take_out
from servicedesk.operations.handling import note, reply
from servicedesk.operations.importing.customers.run import import_customers, prepare
from servicedesk.operations.importing.preparing import ImportRequest
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.needs import NewNeed, met
from servicedesk.operations.needs import edit as edit_need
from servicedesk.operations.needs import note as note_need
from servicedesk.operations.rights import end_hold, hold
from servicedesk.operations.salvaging import salvage
from servicedesk.operations.saved_queues import NewQueue
from servicedesk.operations.saved_queues import add as add_queue
from servicedesk.operations.saved_segments import NewSegment
from servicedesk.operations.saved_segments import add as add_segment
from servicedesk.operations.tasks import add as add_task
from servicedesk.operations.tickets import NewTicket, open_ticket, resolve
from servicedesk.operations.tickets import close as close_ticket
from servicedesk.operations.undo import undo, undo_last
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from servicedesk.reports.daily import daily
from servicedesk.reports.json import as_json
from servicedesk.store import scrub
from servicedesk.store.erasure import KEPT_TABLES
from servicedesk.store.tables.every import MODELS
from tests.support import ACCOUNT, HOSTILE, as_role

# Every text of hers, as typed and as kept or indexed; none of it may be left in a byte.
HERS = {
    "name": "欧阳芷若", "former": "欧阳旧名", "phone": "139 7777 4242", "digits": "13977774242",
    "tail": "77774242", "email": "zhiruo.private@example.org", "home": "8-1-1903", "note": "怕狗zhiruonote",
    "birthday": "1980-02-29", "external": "EXT-ZR-77", "subject": "厨房水管爆裂zrsubject",
    "description": "ZR-DESCRIPTION 她说楼下也漏", "said": "ZR-SAID 请周三来", "reply": "ZR-REPLY 好的",
    "task": "ZR-TASK 带水泵", "reason": "ZR-REASON 问水管", "script": "ZR-SCRIPT", "draft": "ZR-DRAFT",
    "wording": "ZR-WORDING", "like": "ZR-LIKE", "tag": "zrtag", "pinyin": "ouyang", "plates": "ZR-PLATES", "teller": "ZR-DAUGHTER",
    "need": "ZR-NEED 想要静音泵", "met": "ZR-MET 换了泵", "heard": "ZR-HEARD 表姐说的",
}  # fmt: skip


@pytest.fixture
def her(desk: Desk) -> int:
    """A customer with everything: numbers, matters, words, calls, consents, drafts; all of it settled."""
    number = create(
        desk,
        NewCustomer(
            HERS["former"], phones=(HERS["phone"],), emails=(HERS["email"],), premises=(HERS["home"], "共用 2-2"),
            birthday=HERS["birthday"], external_id=HERS["external"], note=HERS["note"], tags=HERS["tag"],
        ),
    ).number  # fmt: skip
    edit(
        desk,
        number,
        {
            "name": HERS["name"],
            "preferences": f"likes={HERS['like']}",
            "do_not": HERS["note"],
            "heard_of_us": HERS["heard"],
        },
    )
    edit(desk, number, {"number_plates": HERS["plates"]}, told_by=HERS["teller"])
    give(desk, number, "marketing", "wechat", wording=HERS["wording"], how=HERS["said"])
    ticket = open_ticket(
        desk,
        NewTicket(HERS["subject"], customer=number, description=HERS["description"], premises=HERS["home"],
                  tags=HERS["tag"], kind="complaint"),
    ).ticket.number  # fmt: skip
    note(desk, ticket, HERS["said"])
    note_need(desk, NewNeed(HERS["said"], ticket=ticket))
    need = note_need(desk, NewNeed("first words", customer=number)).need.number
    edit_need(desk, need, {"words": HERS["need"]})
    met(desk, need, HERS["met"])
    reply(desk, ticket, HERS["reply"])
    add_task(desk, ticket, HERS["task"])
    resolve(desk, ticket, HERS["reply"], cause="delay", step="during")
    close_ticket(desk, ticket)
    log_contact(desk, NewContact(number, HERS["said"], channel="wechat"))
    plan_call(
        desk,
        NewCallback(number, desk.now() + timedelta(days=1), HERS["reason"], HERS["script"], promised=True),
    )
    drafts.save(desk, f"customer:{number}", {"note": HERS["draft"]})
    drafts.save(desk, "ticket:new:", {"description": f"{HERS['draft']} {HERS['name']}"})
    return number


@pytest.fixture
def neighbour(desk: Desk) -> int:
    number = create(desk, NewCustomer("赵邻居", phones=("13800138000",), premises=("共用 2-2",))).number
    open_ticket(desk, NewTicket("路灯不亮", customer=number, premises="共用 2-2"))
    return number


def left_in(path: Path) -> list[str]:
    """Which of her texts the bytes of a file and its log hold."""
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        raw = file.read_bytes().lower() if file.exists() else b""
        found += [f"{name} in {file.name}" for name, text in HERS.items() if text.lower().encode() in raw]
    return found


def everything(desk: Desk) -> Iterator[str]:
    yield json.dumps(as_json(daily(desk, desk.local(desk.now()).date())), ensure_ascii=False, sort_keys=True)


def test_before_an_erasure_the_bytes_hold_her(desk: Desk, her: int, tmp_path: Path) -> None:
    assert her
    backup(desk, tmp_path / "copy.sqlite")
    assert len(left_in(tmp_path / "copy.sqlite")) >= len(HERS) - 1


def test_none_of_her_texts_is_left_in_a_byte(desk: Desk, her: int, neighbour: int, tmp_path: Path) -> None:
    done = erase(desk, her, "asked for it by letter")
    assert (done.left, done.already, neighbour > her) == ("", False, True)
    backup(desk, tmp_path / "copy.sqlite")
    assert left_in(desk.store.path) + left_in(tmp_path / "copy.sqlite") == []


def test_the_history_still_proves_itself_and_the_doctor_is_content(
    desk: Desk, her: int, neighbour: int
) -> None:
    erase(desk, her, "asked for it")
    checks = {check.name: check for check in checkup(desk.store.path, desk.clock)}
    for name in ("chain", "links", "values", "search", "due_times"):
        assert (name, checks[name].state, checks[name].detail) == (name, "ok", "")
    assert card(desk, neighbour).file.row.name == "赵邻居"


def test_a_body_that_goes_without_an_erasure_is_noticed(desk: Desk, her: int) -> None:
    erase(desk, her, "asked for it")
    create(desk, NewCustomer("后来"))
    with desk.store.writing() as session:
        session.connection().exec_driver_sql(
            "DELETE FROM event_body WHERE event_id = (SELECT max(id) FROM event)"
        )
    checks = {check.name: check for check in checkup(desk.store.path, desk.clock)}
    assert checks["chain"].state == "bad"


def test_what_is_counted_stays_the_same(desk: Desk, clock: FrozenClock, her: int, neighbour: int) -> None:
    assert neighbour
    before = _numbers_of(desk)
    erase(desk, her, "asked for it")
    assert _numbers_of(desk) == before
    assert before["opened"] == 2


def _numbers_of(desk: Desk) -> dict[str, object]:
    report = as_json(daily(desk, desk.local(desk.now()).date()))
    found = json.loads(report) if isinstance(report, str) else report
    return {measure["code"]: measure["value"] for measure in found["measures"]}


def test_nobody_finds_her_and_nobody_may_contact_her(desk: Desk, her: int) -> None:
    erase(desk, her, "asked for it")
    for text in ("欧阳", "4242", "zhiruo", "ouyang", "oyzr", "1903", "旧名"):
        assert find(desk, text) == []
    assert search(desk, "水管") == []
    assert gate(desk, [her], "service", "phone")[her].reason == "erased"
    seen = card(desk, her)
    assert (seen.file.row.name, seen.file.phones, seen.file.premises, seen.owed) == ("", (), (), ())
    assert seen.ticket_count == 1


def test_what_she_shared_with_others_stays_theirs(desk: Desk, her: int, neighbour: int) -> None:
    log_contact(desk, NewContact(neighbour, "ask 欧阳芷若 upstairs"))
    done = erase(desk, her, "asked for it")
    assert [place.text for place in card(desk, neighbour).file.premises] == ["共用 2-2"]
    assert [tuple(one) for one in done.mentions] == [("customer", neighbour)]


def test_it_needs_a_supervisor_and_a_reason_that_does_not_name_her(desk: Desk, her: int) -> None:
    with pytest.raises(NotPermitted):
        erase(as_role(desk, "receptionist"), her, "asked for it")
    with pytest.raises(BadValue):
        erase(desk, her, " ")
    with pytest.raises(BadValue, match="names the person"):
        erase(desk, her, "欧阳芷若 asked for it")
    with pytest.raises(NotFound):
        erase(desk, 99, "asked for it")


def test_a_legal_hold_forbids_it(desk: Desk, her: int) -> None:
    hold(desk, her, "dispute 17")
    with pytest.raises(Refused, match="dispute 17"):
        erase(desk, her, "asked for it", close=True)
    end_hold(desk, her)
    assert not erase(desk, her, "asked for it").already


def test_open_tickets_stand_in_the_way_unless_they_are_cancelled(desk: Desk, her: int) -> None:
    number = open_ticket(desk, NewTicket("又漏", customer=her)).ticket.number
    with pytest.raises(Refused, match=str(number)):
        erase(desk, her, "asked for it")
    with pytest.raises(BadValue):
        erase(desk, her, HERS["name"], close=True)
    assert len(card(desk, her).tickets) == 1
    erase(desk, her, "asked for it", close=True)
    assert card(desk, her).tickets == ()


def test_erasing_twice_is_no_fault(desk: Desk, her: int) -> None:
    erase(desk, her, "asked for it")
    assert erase(desk, her, "asked again").already


def test_it_cannot_be_undone_and_brings_nothing_back(desk: Desk, her: int) -> None:
    with desk.store.reading() as reader:
        operations = [row[0] for row in reader.rows("SELECT DISTINCT operation FROM event ORDER BY id")]
    erase(desk, her, "asked for it")
    with desk.store.reading() as reader:
        operations = [row[0] for row in reader.rows("SELECT DISTINCT operation FROM event ORDER BY id")]
    for operation in operations:
        with pytest.raises(Refused):
            undo(desk, operation)
    with pytest.raises(Refused, match="cannot be taken back"):
        undo_last(desk)
    assert left_in(desk.store.path) == []


def test_undo_stops_at_an_erasure_and_takes_older_work_back_by_its_number(desk: Desk, her: int) -> None:
    other = create(desk, NewCustomer("他人")).number
    edit(desk, other, {"note": "later"})
    with desk.store.reading() as reader:
        [(before,)] = reader.rows("SELECT max(operation) FROM event")
    erase(desk, her, "asked for it")
    with pytest.raises(Refused, match="cannot be taken back"):
        undo_last(desk)
    assert card(desk, other).file.row.note == "later"
    assert undo(desk, before).customers == (other,)
    assert card(desk, other).file.row.note == ""
    edit(desk, other, {"note": "newer"})
    assert undo_last(desk).customers == (other,)


@pytest.mark.parametrize("verb", ["edit", "contact", "ticket", "call", "consent", "need"])
def test_nothing_new_is_put_into_an_erased_file(desk: Desk, her: int, verb: str) -> None:
    erase(desk, her, "asked for it")
    acts = {
        "edit": lambda: edit(desk, her, {"name": "again"}),
        "contact": lambda: log_contact(desk, NewContact(her, "again")),
        "ticket": lambda: open_ticket(desk, NewTicket("again", customer=her)),
        "call": lambda: plan_call(desk, NewCallback(her, desk.now(), "again")),
        "consent": lambda: give(desk, her, "marketing"),
        "need": lambda: note_need(desk, NewNeed("again", customer=her)),
    }
    with pytest.raises(Refused, match="was erased"):
        acts[verb]()


def test_copies_from_before_are_named(desk: Desk, her: int) -> None:
    saved = backup(desk).path
    (saved.parent / "notes.txt").write_text("no desk", "utf-8")
    done = erase(desk, her, "asked for it")
    assert done.copies == (saved,)
    backup(desk, saved.parent / "later.sqlite")
    assert erase(desk, her, "look again").copies == (saved,)


def test_a_backup_from_before_brings_nobody_back(desk: Desk, her: int, neighbour: int) -> None:
    saved = backup(desk).path
    erase(desk, her, "asked for it")
    edit(desk, neighbour, {"note": "later"})
    done = restore(desk.store.path, saved, ACCOUNT)
    again = open_desk(desk.store.path, account=ACCOUNT, clock=desk.clock)
    assert done.erased == (her,)
    assert (card(again, her).file.row.name, card(again, neighbour).file.row.note) == ("", "")
    assert left_in(desk.store.path) == []


def test_files_that_were_joined_go_together(desk: Desk, her: int, neighbour: int) -> None:
    twin = create(desk, NewCustomer("欧阳芷若", phones=("13977774242",), note="ZR-DRAFT")).number
    edit(desk, twin, {"name": HERS["name"]})
    merge(desk, twin, her)
    erase(desk, twin, "asked for it")
    assert left_in(desk.store.path) == []
    for number in (her, twin):
        with pytest.raises(Refused):
            merge(desk, number, neighbour)
    with pytest.raises(Refused):
        unmerge(desk, twin)
    checks = {check.name: check.state for check in checkup(desk.store.path, desk.clock)}
    assert checks["chain"] == checks["links"] == checks["search"] == "ok"


def test_one_who_was_parted_again_leaves_nothing_in_the_other_file(
    desk: Desk, her: int, neighbour: int
) -> None:
    merge(desk, her, neighbour)
    unmerge(desk, her)
    erase(desk, her, "asked for it")
    assert left_in(desk.store.path) == []
    assert card(desk, neighbour).file.row.name == "赵邻居"
    assert [phone.number for phone in card(desk, neighbour).file.phones] == ["+8613800138000"]


def test_every_table_that_points_to_a_customer_is_decided_on() -> None:
    pointing = {
        name
        for name, model in MODELS.items()
        for column in model.__table__.columns  # type: ignore[attr-defined]
        if any(key.column.table.name == "customer" for key in column.foreign_keys)
    }
    emptied = {"phone", "email", "occupancy", "former_name", "known_apart", "customer_field"}
    assert pointing <= KEPT_TABLES | emptied


def test_a_salvaged_desk_keeps_to_the_erasure(desk: Desk, her: int, tmp_path: Path) -> None:
    erase(desk, her, "asked for it")
    target = tmp_path / "out.sqlite"
    salvage(desk.store.path, target, ACCOUNT, desk.clock)
    assert left_in(target) == []
    checks = {check.name: check for check in checkup(target, desk.clock)}
    assert (checks["chain"].state, checks["chain"].detail) == ("ok", "")


def test_a_query_that_names_her_is_not_kept_in_the_history(desk: Desk, her: int) -> None:
    take_out(desk, Wanted(query=HERS["name"]))
    add_queue(desk, NewQueue("Hers", f'"{HERS["name"]}"'))
    add_segment(desk, NewSegment("Hers", f'"{HERS["name"]}"'))
    done = erase(desk, her, "asked for it")
    assert [one.kind for one in done.mentions] == ["queue", "segment"]
    with desk.store.reading() as reader:
        bodies = reader.rows("SELECT body FROM event_body")
    assert not [body for (body,) in bodies if HERS["name"] in body]
    assert all(happening.label for happening in told(desk, history(desk)))


def test_the_list_she_was_imported_from_makes_a_new_file_and_fills_no_old_one(
    desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "people.csv"
    source.write_text("external_id,name,phone\nA1,欧阳芷若,13977774242\nA2,赵邻居,13800138000\n", "utf-8")
    first = import_customers(desk, prepare(desk, ImportRequest(source)))
    assert first.created == 2
    her = find(desk, "欧阳芷若")[0].number
    erase(desk, her, "asked for it")
    with pytest.raises(Refused):
        undo_last(desk)
    again = import_customers(desk, prepare(desk, ImportRequest(source)))
    assert (again.created, again.unchanged, again.refused) == (1, 1, ())
    assert find(desk, "欧阳芷若")[0].number != her
    assert card(desk, her).file.row.name == ""


def test_while_somebody_reads_the_rows_go_and_the_file_is_cleared_later(
    desk: Desk, her: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrub, "BUSY_MILLISECONDS", 50)
    with desk.store.reading() as reader:
        assert reader.rows("SELECT count(*) FROM customer")
        done = erase(desk, her, "asked for it")
        assert done.left
    assert card(desk, her).file.row.name == ""
    again = erase(desk, her, "asked for it")
    assert (again.already, again.left) == (True, "")
    assert left_in(desk.store.path) == []


def test_a_person_of_hostile_texts_goes_like_any_other(desk: Desk) -> None:
    text = HOSTILE + ' "zrx" {"customer_id":1}'
    number = create(desk, NewCustomer(text, note=text, tags="zrx")).number
    ticket = open_ticket(desk, NewTicket(text, customer=number, description=text)).ticket.number
    note(desk, ticket, text)
    give(desk, number, "marketing", wording=text)
    drafts.save(desk, "ticket:new:", {"description": text})
    erase(desk, number, "asked for it", close=True)
    assert b"zrx" not in desk.store.path.read_bytes()
