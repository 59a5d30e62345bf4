"""The firm's own fields as rows, and what customer files say in them."""

from __future__ import annotations

from typing import Any

from servicedesk.rules.own_fields import Choice, OwnField
from servicedesk.store.kept import from_json

OWN_FIELDS = """
SELECT id, code, name_en, name_zh, kind, unit, choices, position, wanted, active, version
FROM field ORDER BY position, id"""

HAS_VALUES = "SELECT 1 FROM customer_field WHERE field_id = :field LIMIT 1"

# What one file says in each field, whether the field is in use or not.
VALUES_OF = "SELECT field_id, value, low, high, verified_at FROM customer_field WHERE customer_id = :number"


def own_field(row: tuple[Any, ...]) -> OwnField:
    """A tuple of `OWN_FIELDS` with its words and flags read. Raises DatabaseProblem."""
    values = list(row)
    values[6] = tuple(Choice(*one) for one in from_json(row[6]))
    values[8], values[9] = bool(row[8]), bool(row[9])
    return OwnField(*values)
