"""Every SELECT runs against a fresh desk, through both readers, and fills the row it is written for."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import servicedesk.store.queries
from servicedesk.desk import Desk, open_desk
from servicedesk.store import calendars, chain
from servicedesk.store.queries import callbacks, customers, drafts, staff, tasks, tickets, timeline
from servicedesk.store.sessions import SessionReader
from tests.support import ACCOUNT

MODULES: list[ModuleType] = [
    importlib.import_module(f"{servicedesk.store.queries.__name__}.{found.name}")
    for found in pkgutil.iter_modules(servicedesk.store.queries.__path__)
] + [calendars, chain]
TEMPLATE = re.compile(r"\{[a-z_]+\}")
PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")
VALUES = {"match": '"x"', "begins": '"x"', "limit": 5, "most": 5}


def selects() -> Iterator[tuple[str, str]]:
    for module in MODULES:
        for name, value in vars(module).items():
            whole = isinstance(value, str) and value.strip().startswith(("SELECT", "WITH"))
            if name.isupper() and not name.startswith("_") and whole and not TEMPLATE.search(value):
                yield f"{module.__name__.rpartition('.')[2]}.{name}", value


SELECTS = dict(selects())


@pytest.fixture(scope="module")
def fresh(made_desk: Path) -> Desk:
    """A fresh desk that nothing is written to."""
    return open_desk(made_desk, account=ACCOUNT)


def values_of(sql: str) -> dict[str, object]:
    return {name: VALUES.get(name) for name in PARAMETER.findall(sql)}


def test_there_are_selects_to_try() -> None:
    assert {"tickets.TICKETS", "customers.CUSTOMERS", "timeline.TICKET_EVENTS"} <= set(SELECTS)


@pytest.mark.parametrize("name", SELECTS)
def test_a_select_speaks_of_tables_and_columns_that_exist(fresh: Desk, name: str) -> None:
    sql = SELECTS[name]
    with fresh.store.reading() as reader:
        read = reader.rows(sql, values_of(sql))
    with fresh.store.writing() as session:
        assert [tuple(row) for row in SessionReader(session).rows(sql, values_of(sql))] == read


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        (tickets.TICKETS, tickets.TicketRow),
        (tickets.TICKET_DETAIL, tickets.TicketDetail),
        (tasks.TASKS_DUE, tasks.TaskRow),
        (timeline.EVENTS, timeline.TimelineRow),
        (customers.CUSTOMERS, customers.CustomerRow),
        (customers.phones_of("NULL"), customers.PhoneRow),
        (customers.premises_of("NULL"), customers.PremisesRow),
        (callbacks.CALLBACKS, callbacks.CallbackRow),
        (drafts.DRAFTS, drafts.DraftRow),
        (staff.STAFF_LIST, staff.StaffRow),
        (staff.TEAM_LIST, staff.TeamRow),
        (staff.CATEGORY_LIST, staff.CategoryRow),
        (staff.QUEUE_LIST, staff.QueueRow),
        (chain.SELECT_EVENTS, chain.EventRow),
    ],
)
def test_a_select_has_a_column_for_every_field_of_its_row(fresh: Desk, sql: str, row: Any) -> None:
    with fresh.store.reading() as reader:
        columns = reader.rows(f"SELECT * FROM ({sql}) LIMIT 0", values_of(sql))
        assert columns == []
        described = reader.connection.execute(sql, values_of(sql)).description  # type: ignore[attr-defined]
    assert len(described) == len(row._fields)
