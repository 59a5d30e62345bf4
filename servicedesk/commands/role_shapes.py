"""How roles are printed: for programs a line a role, for people who may do what at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.output import Shape
from servicedesk.rules.permissions import MATRIX, PERMISSION_WORDS, ROLE_DUTIES, ROLE_NAMES, Permission, may

if TYPE_CHECKING:
    from servicedesk.desk import Desk

ROLE = Shape[str](
    title=lambda: _("Roles"),
    fields={
        "role": lambda _desk, role: role,
        "name": lambda _desk, role: _(ROLE_NAMES[role]),
        "duties": lambda _desk, role: _(ROLE_DUTIES[role]),
        "permissions": lambda _desk, role: tuple(held.value for held in Permission if held in MATRIX[role]),
    },
    columns=("role", "name", "permissions", "duties"),
    table=(),
    number="role",
)


def duty_lines() -> Iterator[str]:
    """What each role is there for, a line each."""
    for role, duties in ROLE_DUTIES.items():
        yield _("{role}: {duties}").format(role=_(ROLE_NAMES[role]), duties=_(duties))


def _column(role: str) -> tuple[Callable[[], str], Callable[[Desk, Permission], str]]:
    return lambda: _(ROLE_NAMES[role]), lambda _desk, held: _("yes") if may(role, held) else ""


PERMISSION = Shape[Permission](
    title=lambda: _("Roles"),
    fields={},
    columns=(),
    table=(
        (lambda: _("May"), lambda _desk, held: _(PERMISSION_WORDS[held])),
        *(_column(role) for role in ROLE_DUTIES),
    ),
)
