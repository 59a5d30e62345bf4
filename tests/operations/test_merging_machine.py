"""Any sequence of merges, new work and partings keeps every fact exactly once: against a plain model of it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.find import find
from servicedesk.operations import agreements, callbacks, consents, contacts, customers, needs, tasks, tickets
from servicedesk.operations.agreements import NewAgreement
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.needs import NewNeed
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.store.chain import first_break
from tests.support import ACCOUNT, START

FILES = 4
FILE = st.integers(1, FILES)
NAMES = ["王小明", "单雪", "Ann Lee", "欧阳修"]
WORK = ("ticket", "entry", "callback", "need", "consent", "agreement")
OWN = ("household_size", "number_plates")
FIELDS = st.sets(
    st.sampled_from(["name", "birthday", "best_time", "tier", "heard_of_us", "referred_by", *OWN])
)


class Merging(RuleBasedStateMachine):
    """`home` says by whom each fact came; a fact is always in the file that its home is kept under."""

    made: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="merging-"))
        shutil.copy(self.made, self.folder / "desk.sqlite")
        self.desk: Desk = open_desk(self.folder / "desk.sqlite", account=ACCOUNT, clock=FrozenClock(START))
        self.into: dict[int, int] = {}
        self.home: dict[tuple[str, int], int] = {}
        self.phones: dict[int, set[str]] = {}
        self.last: tuple[str, int, int] | None = None
        self.tasks: dict[int, int] = {}
        self.fresh = count(1)

    @initialize()
    def file_everybody(self) -> None:
        for number in range(1, FILES + 1):
            phones = ["13800138000", f"1390000000{number}"] if number % 2 else ["13800138000"]
            new = NewCustomer(
                NAMES[number - 1], phones, [f"{number}@example.com", "shared@example.com"], ["3-2-501", f"{number}-1"],
                birthday=f"198{number}-01-01", tags=f"own{number} shared", best_time="", note=f"note {number}",
            )  # fmt: skip
            assert customers.create(self.desk, new).number == number
        customers.edit(
            self.desk, 2, {"birthday": "", "tier": "gold", "preferences": "pets=dog", "opt_outs": "wechat"}
        )
        customers.edit(
            self.desk, 3, {"best_time": "晚上", "preferences": "pets=cat; language=zh", "opt_outs": "wechat"}
        )
        customers.edit(self.desk, 3, {"referred_by": "2", "heard_of_us": "web"})
        customers.edit(self.desk, 4, {"referred_by": "C3"})
        customers.edit(self.desk, 1, {"household_size": "3", "number_plates": "粤B 1"})
        customers.edit(self.desk, 4, {"household_size": "4"})
        self.said = {number: self._said(number) for number in range(1, FILES + 1)}
        self.own = {number: self._row(number) for number in range(1, FILES + 1)}
        self.names = {number: [own["name"]] for number, own in self.own.items()}
        for table in ("phone", "email", "occupancy"):
            self.home |= {(table, row["id"]): row["customer_id"] for row in self._rows(table)}

    def root(self, number: int) -> int:
        while number in self.into:
            number = self.into[number]
        return number

    @rule(one=FILE, other=FILE, take=FIELDS)
    def join(self, one: int, other: int, take: set[str]) -> None:
        if one in self.into or self.root(other) == one:
            return
        merge(self.desk, one, self.root(other), take=sorted(take))
        self.into[one] = self.root(other)
        self.last = ("join", one, self.into[one])

    @rule(one=FILE)
    def part(self, one: int) -> None:
        if one in self.into:
            unmerge(self.desk, one)
            self.last = ("part", one, self.into.pop(one))

    @precondition(lambda self: self.last is not None)
    @rule()
    def take_back(self) -> None:
        assert self.last is not None
        what, one, other = self.last
        undo_last(self.desk)
        if what == "join":
            del self.into[one]
        else:
            self.into[one] = other
        self.last = None

    @rule(one=FILE)
    def new_ticket(self, one: int) -> None:
        number = tickets.open_ticket(self.desk, NewTicket("漏水", customer=one)).ticket.number
        self._now_there("ticket", number, one)

    @rule(one=FILE)
    def new_contact(self, one: int) -> None:
        contacts.log_contact(
            self.desk,
            NewContact(text="催问", customer=one, channel="phone", direction="in", keep_callbacks=True),
        )
        self._now_there("entry", max(row["id"] for row in self._rows("entry")), one)

    @rule(one=FILE)
    def new_callback(self, one: int) -> None:
        at = self.desk.now() + timedelta(hours=1)
        made = callbacks.plan(self.desk, NewCallback(customer=one, at=at, reason="回电"))
        self._now_there("callback", made.callback.id, one)

    @rule(one=FILE, on_ticket=st.booleans())
    def new_need(self, one: int, on_ticket: bool) -> None:
        """Noted of the file, or on a ticket of hers, whichever file that hangs on now."""
        theirs = [row["id"] for row in self._rows("ticket") if row["customer_id"] == self.root(one)]
        ticket = theirs[-1] if on_ticket and theirs else None
        made = needs.note(self.desk, NewNeed("静音泵", None if ticket else one, ticket)).need
        self._now_there("need", made.number, one)

    @rule(one=FILE, purpose=st.sampled_from(["marketing", "survey"]), given=st.booleans())
    def new_consent(self, one: int, purpose: str, given: bool) -> None:
        said = consents.give if given else consents.withdraw
        done = said(self.desk, self.root(one), purpose, wording=f"可以 {next(self.fresh)}", how="phone")
        assert not done.already
        self._now_there("consent", max(row["id"] for row in self._rows("consent")), one)

    @rule(one=FILE)
    def new_agreement(self, one: int) -> None:
        made = agreements.new(self.desk, NewAgreement(customer=self.root(one), services="保洁"))
        self._now_there("agreement", made.agreement.number, one)

    @rule(one=FILE)
    def new_task(self, one: int) -> None:
        """A task goes wherever its ticket goes."""
        theirs = [row["id"] for row in self._rows("ticket") if row["customer_id"] == self.root(one)]
        if theirs:
            tasks.add(self.desk, theirs[-1], "带梯子", team="engineering")
            self.tasks[max(row["id"] for row in self._rows("task"))] = theirs[-1]
            self.last = None

    @rule(one=FILE)
    def new_referrer(self, one: int) -> None:
        """Somebody who is never joined sent her."""
        by = customers.create(self.desk, NewCustomer(f"推荐人 {next(self.fresh)}")).number
        customers.edit(self.desk, self.root(one), {"referred_by": f"C{by}"})
        self.own[self.root(one)]["referred_by_id"] = by
        self.last = None

    @rule(one=FILE)
    def new_phone(self, one: int) -> None:
        root, said = self.root(one), f"1370000{next(self.fresh):04}"
        known = [row["raw"] for row in self._rows("phone") if row["customer_id"] == root]
        customers.edit(self.desk, root, {"phones": "; ".join([*known, said])})
        self._now_there("phone", max(row["id"] for row in self._rows("phone")), one)

    @rule(one=FILE, field=st.sampled_from(["name", "best_time", "tier"]))
    def new_value(self, one: int, field: str) -> None:
        value = f"新 {next(self.fresh)}"
        customers.edit(self.desk, self.root(one), {field: value})
        self.own[self.root(one)][field] = value
        if field == "tier":
            self.own[self.root(one)]["tier_fixed"] = 1
        if field == "name":
            self.names[self.root(one)].append(value)
        self.last = None

    @rule(one=FILE, field=st.sampled_from(OWN))
    def new_own_value(self, one: int, field: str) -> None:
        value = str(100 + next(self.fresh))
        customers.edit(self.desk, self.root(one), {field: value})
        self.said[self.root(one)][field] = value
        self.last = None

    @rule(one=FILE)
    def new_tag(self, one: int) -> None:
        root, tag = self.root(one), f"new{next(self.fresh)}"
        customers.edit(self.desk, root, {"tags": self._row(root)["tags"] + tag})
        self.own[root]["tags"] = f"{self.own[root]['tags']}{tag} "
        self.last = None

    @invariant()
    def every_fact_is_there_once(self) -> None:
        assert {row["id"]: row["ticket_id"] for row in self._rows("task")} == self.tasks
        for table in (*WORK, "phone", "email", "occupancy"):
            there = {(table, row["id"]): row["customer_id"] for row in self._rows(table)}
            homes = {place: home for place, home in self.home.items() if place[0] == table}
            assert there.keys() == homes.keys()
            for place, home in homes.items():
                if table in WORK:
                    assert there[place] == self.root(home)
                else:
                    assert there[place] == home or there[place] in self._above(home)

    @invariant()
    def a_joined_file_knows_each_number_and_place_once(self) -> None:
        for table, column in (("phone", "number"), ("email", "address"), ("occupancy", "premises_id")):
            rows = {row["id"]: row for row in self._rows(table)}
            for number in set(range(1, FILES + 1)) - set(self.into):
                shown = [row[column] for row in rows.values() if row["customer_id"] == number]
                known = {
                    rows[key][column]
                    for (name, key), home in self.home.items()
                    if name == table and self.root(home) == number
                }
                assert sorted(shown) == sorted(known)

    @invariant()
    def no_chain_of_recommendations_leads_back(self) -> None:
        files = {row["id"]: row for row in self._rows("customer")}
        for number in range(1, FILES + 1):
            seen, at = set(), number
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = files[at]["merged_into_id"] or files[at]["referred_by_id"]

    @invariant()
    def a_joined_file_says_what_only_one_of_its_parts_said(self) -> None:
        for number in set(range(1, FILES + 1)) - set(self.into):
            parts = [self.said[one] for one in range(1, FILES + 1) if self.root(one) == number]
            for field in OWN:
                known = {part[field] for part in parts if field in part}
                now = self._said(number).get(field)
                if len(parts) == 1:
                    assert {now} - {None} == known
                elif now is not None:
                    assert now in known

    @invariant()
    def everybody_is_found_where_they_are_kept(self) -> None:
        for number in range(1, FILES + 1):
            assert find(self.desk, f"C{number}")[0].number == self.root(number)
            assert self.root(number) in [found.number for found in find(self.desk, f"{number}@example.com")]

    def teardown(self) -> None:
        if self.home:
            for number in [one for one in (3, 1, 4, 2) if one in self.into]:
                unmerge(self.desk, number)
            moved = ("version", "last_contact_at")
            for number, own in self.own.items():
                now = self._row(number)
                own["tags"], now["tags"] = (" ".join(sorted(row["tags"].split())) for row in (own, now))
                assert {key: now[key] for key in now if key not in moved} == {
                    key: own[key] for key in own if key not in moved
                }
            for number, said in self.said.items():
                assert self._said(number) == said
            for former in self._rows("former_name"):
                assert former["name"] in self.names[former["customer_id"]]
            with self.desk.store.reading() as reader:
                assert first_break(reader) is None
        shutil.rmtree(self.folder)

    def _now_there(self, table: str, number: int, one: int) -> None:
        self.home[table, number] = self.root(one)
        self.last = None

    def _above(self, number: int) -> set[int]:
        found = set()
        while number in self.into:
            number = self.into[number]
            found.add(number)
        return found

    def _said(self, number: int) -> dict[str, str]:
        codes = {row["id"]: row["code"] for row in self._rows("field")}
        rows = self._rows("customer_field")
        return {codes[row["field_id"]]: row["value"] for row in rows if row["customer_id"] == number}

    def _row(self, number: int) -> dict[str, Any]:
        return next(row for row in self._rows("customer") if row["id"] == number)

    def _rows(self, table: str) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self.desk.store.path)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]


@pytest.mark.parametrize("steps", [25])
def test_any_sequence_of_merges_and_partings_keeps_every_fact_once(made_desk: Path, steps: int) -> None:
    machine = type("MergingHere", (Merging,), {"made": made_desk})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
