"""The settings of the firm as they stand now."""

from __future__ import annotations

from typing import Any, NamedTuple

from servicedesk.desk import Desk, read_firm
from servicedesk.rules.firm_settings import FIRM_SETTINGS, check_setting
from servicedesk.rules.permissions import Permission


class SettingRow(NamedTuple):
    """One setting of the firm; the value is what JSON holds."""

    key: str
    value: Any


def settings(desk: Desk) -> list[SettingRow]:
    """Every setting that is known, in a fixed order; None for one that has no value."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        kept = read_firm(reader).settings
    return [SettingRow(key, kept.get(key)) for key in FIRM_SETTINGS]


def setting(desk: Desk, key: str) -> SettingRow:
    """One setting. Raises NotFound naming the known ones."""
    check_setting(key)
    return next(row for row in settings(desk) if row.key == key)
