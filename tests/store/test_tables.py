"""The tables as they are loaded: each by itself, and never without those it refers to."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from servicedesk.store import tables
from servicedesk.store.tables.every import MODELS


def with_those_it_names(home: ModuleType) -> set[ModuleType]:
    """A module of tables, and those it loads."""
    named = {value for value in vars(home).values() if isinstance(value, ModuleType)}
    return {home}.union(
        *(with_those_it_names(other) for other in named if other.__package__ == tables.__name__)
    )


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_table_brings_along_those_it_refers_to(name: str) -> None:
    model = MODELS[name]
    referred_to = [key.column.table.name for key in model.__table__.foreign_keys]
    homes = {sys.modules[MODELS[other].__module__] for other in referred_to}
    assert homes <= with_those_it_names(sys.modules[model.__module__])


def test_a_table_has_its_name_in_the_package() -> None:
    for name in ("Callback", "Customer", "Draft", "Event", "Phone", "Setting", "Task", "Ticket"):
        assert getattr(tables, name).__name__ == name
    with pytest.raises(AttributeError):
        tables.Tickets  # noqa: B018
