"""Agreements as rows, with whom and where they hold."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from servicedesk.store.kept import maybe_day


class AgreementRow(NamedTuple):
    """One agreement; `ends_on` is its last day, and with `ended_on` somebody decided that it is over."""

    number: int
    kind: str
    customer_number: int | None
    customer_name: str | None
    premises_number: int | None
    premises: str | None
    starts_on: date
    ends_on: date | None
    ended_on: date | None
    services: str
    reference: str
    note: str
    version: int

    def state(self, today: date) -> str:
        """`coming`, `running`, `ran_out` or `ended`."""
        if self.ended_on is not None:
            return "ended"
        if self.ends_on is not None and self.ends_on < today:
            return "ran_out"
        return "coming" if self.starts_on > today else "running"


AGREEMENTS = """
SELECT a.id, a.kind, a.customer_id, c.name, a.premises_id, p.text, a.starts_on, a.ends_on, a.ended_on, a.services,
       a.reference, a.note, a.version
FROM agreement AS a LEFT JOIN customer AS c ON c.id = a.customer_id LEFT JOIN premises AS p ON p.id = a.premises_id"""
AGREEMENT = AGREEMENTS + "\nWHERE a.id = :number"
STANDING = "a.ended_on IS NULL"
ENDING = f"{STANDING} AND a.ends_on <= :last"
ORDER = "\nORDER BY a.ended_on IS NOT NULL, a.ends_on IS NULL, a.ends_on, a.id"
ENDING_OF_CUSTOMER = f"{AGREEMENTS}\nWHERE a.customer_id = :number AND {ENDING}{ORDER}"


def agreement_row(row: tuple[Any, ...]) -> AgreementRow:
    """A tuple of `AGREEMENTS` with its days read."""
    values = list(row)
    values[6], values[7], values[8] = date.fromisoformat(row[6]), maybe_day(row[7]), maybe_day(row[8])
    return AgreementRow(*values)
