"""The firm's own fields of a customer file, and the one that a word somebody typed means."""

from __future__ import annotations

from collections.abc import Sequence

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.problems import NotFound
from servicedesk.rules.own_fields import OwnField, find
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.own_fields import OWN_FIELDS, own_field

__all__ = ["OwnField", "fields_in_use", "meant", "own_fields", "read_own_fields"]


def own_fields(desk: Desk) -> list[OwnField]:
    """Every field of the firm's own in its order, those switched off included."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return read_own_fields(reader)


def fields_in_use(desk: Desk) -> tuple[OwnField, ...]:
    """The fields that forms, lists and files show."""
    return tuple(field for field in own_fields(desk) if field.active)


def read_own_fields(reader: Reader) -> list[OwnField]:
    """As `own_fields`, where something is read or changed already."""
    return [own_field(row) for row in reader.rows(OWN_FIELDS)]


def meant(fields: Sequence[OwnField], said: str) -> OwnField:
    """The field with this code or name. Raises NotFound naming the known ones."""
    found = find(fields, said)
    if found is None:
        raise NotFound(
            _("There is no field {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(field.code for field in fields)),
        )
    return found
