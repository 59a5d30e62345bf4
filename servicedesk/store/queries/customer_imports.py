"""What an import of customers compares its rows with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from servicedesk.store.database import Reader

COLUMNS = (
    "id", "version", "external_id", "name", "kind", "birthday", "tags", "best_time", "do_not", "opt_outs", "stage", "note",
    "name_verified_at", "birthday_verified_at",
)  # fmt: skip


def files_by_external_id(names: str) -> str:
    """Files by their number elsewhere; of one that was joined to another, the other."""
    return (
        "WITH RECURSIVE onward (external_id, id, into_id) AS ("
        f"SELECT external_id, id, merged_into_id FROM customer WHERE external_id IN ({names})"
        " UNION ALL SELECT onward.external_id, c.id, c.merged_into_id FROM onward"
        " JOIN customer AS c ON c.id = onward.into_id) SELECT external_id, id FROM onward WHERE into_id IS NULL"
    )


def files_by_phone(names: str) -> str:
    """Phone, file, name and number elsewhere of whoever has these phones."""
    return (
        "SELECT phone.number, c.id, c.name, c.external_id FROM phone JOIN customer AS c ON c.id = phone.customer_id"
        f" WHERE phone.number IN ({names}) AND phone.former = 0 AND c.merged_into_id IS NULL ORDER BY c.id DESC"
    )


def files_by_email(names: str) -> str:
    """E-mail address in lower case, file, name and number elsewhere of whoever has these addresses."""
    return (
        "SELECT lower(email.address), c.id, c.name, c.external_id FROM email JOIN customer AS c"
        f" ON c.id = email.customer_id WHERE lower(email.address) IN ({names}) AND c.merged_into_id IS NULL"
        " ORDER BY c.id DESC"
    )


def files_with_numbers(names: str) -> str:
    """The columns of some files."""
    return f"SELECT {', '.join(COLUMNS)} FROM customer WHERE id IN ({names})"


def lists_of(names: str) -> str:
    """The phones, e-mail addresses and premises of some files, and what stands in the firm's own fields.

    Of those the last column has the number of the field, of the row, and whether the customer confirmed it; of premises
    the role and the number of the stay.
    """
    return (
        f"SELECT customer_id, 'phone', number, extension FROM phone WHERE customer_id IN ({names})"
        f" UNION ALL SELECT customer_id, 'email', address, '' FROM email WHERE customer_id IN ({names})"
        f" UNION ALL SELECT customer_id, 'premises', premises_id, role || ' ' || id FROM occupancy WHERE customer_id IN ({names})"
        " UNION ALL SELECT customer_id, 'own', value, field_id || ' ' || id || ' ' || (verified_at IS NOT NULL)"
        f" FROM customer_field WHERE customer_id IN ({names})"
    )


def imported_values(
    reader: Reader, names: str, values: dict[str, object]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What earlier imports wrote to some files, oldest first, without what was undone.

    What stands in a field of the firm's own goes by `own:` and the number of the field; what an import said otherwise
    than the customer had confirmed, by `differs:` and its name there; the role in premises by `role:` and their number. A
    note that grew at its end is not the import's own.
    """
    sql = (
        "SELECT e.customer_id, event_body.body FROM event AS e JOIN event_body ON event_body.event_id = e.id"
        f" WHERE e.customer_id IN ({names}) AND e.kind = 'customer.imported'"
        " AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation) ORDER BY e.id"
    )
    for number, body in reader.rows(sql, values):
        facts = json.loads(body)
        yield number, {f"differs:{name}": said for name, said in facts.get("differs", {}).items()}
        for change in facts.get("changes", ()):
            after = change["after"] or {}
            if change["table"] == "customer" and change["key"] == [number]:
                yield number, _its_own(change["before"] or {}, after)
            elif change["table"] == "occupancy" and after.get("customer_id") == number:
                yield number, {f"role:{after['premises_id']}": after["role"]}
            elif change["table"] == "customer_field" and after.get("customer_id") == number:
                yield number, {f"own:{after['field_id']}": after["value"]}


def _its_own(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    grew = before.get("note") and after.get("note", "").startswith(f"{before['note']}\n")
    return {name: value for name, value in after.items() if not (grew and name == "note")}
