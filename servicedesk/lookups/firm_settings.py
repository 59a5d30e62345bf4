"""The settings of the firm as they stand now."""

from __future__ import annotations

from typing import Any, NamedTuple

from servicedesk.desk import Desk, read_firm
from servicedesk.lookups.in_force import values_in_force
from servicedesk.rules.firm_settings import FIRM_SETTINGS, check_setting
from servicedesk.rules.permissions import Permission


class SettingRow(NamedTuple):
    """One setting of the firm; the value is what JSON holds, and `in_force` what counts while nobody sets it."""

    key: str
    value: Any
    in_force: Any = None


def settings(desk: Desk) -> list[SettingRow]:
    """Every setting that is known, in a fixed order; None for one that has no value."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        firm = read_firm(reader)
    counts = values_in_force(firm)
    return [SettingRow(key, firm.settings.get(key), counts.get(key)) for key in FIRM_SETTINGS]


def setting(desk: Desk, key: str) -> SettingRow:
    """One setting. Raises NotFound naming the known ones."""
    check_setting(key)
    return next(row for row in settings(desk) if row.key == key)
