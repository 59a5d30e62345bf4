"""Everything we hold of one person, for the statement she may ask for (R251)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.consents import Rights, rights
from servicedesk.lookups.customers import CustomerFile, customer, no_customer
from servicedesk.lookups.origins import Origin, origins
from servicedesk.rules.permissions import Permission
from servicedesk.store.kept import from_json
from servicedesk.store.queries import statements as queries
from servicedesk.store.queries.bound import bound_numbers
from servicedesk.store.queries.persons import FAMILY
from servicedesk.store.queries.standing import TIER_SAID
from servicedesk.store.queries.statements import (
    AccessRow,
    AgreementRow,
    CallRow,
    ChangeRow,
    FileRow,
    MatterRow,
    NeedRow,
    WordsRow,
)

__all__ = [
    "AccessRow",
    "AgreementRow",
    "CallRow",
    "ChangeRow",
    "FileRow",
    "MatterRow",
    "NeedRow",
    "Statement",
    "WordsRow",
    "statement",
]


class Statement(NamedTuple):
    """One person's files with all that hangs on them, as at a moment."""

    as_at: datetime
    file: CustomerFile
    rights: Rights
    files: tuple[FileRow, ...]
    former_names: tuple[str, ...]
    former_phones: tuple[str, ...]
    matters: tuple[MatterRow, ...]
    tasks: tuple[tuple[int, str], ...]
    words: tuple[WordsRow, ...]
    calls: tuple[CallRow, ...]
    agreements: tuple[AgreementRow, ...]
    needs: tuple[NeedRow, ...]
    sent: int
    access: tuple[AccessRow, ...]
    origins: tuple[Origin, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    tier_said: Mapping[str, Any] = {}


def statement(desk: Desk, number: int) -> Statement:
    """What is held of the person of this file, files merged with it included. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        family = [row[0] for row in reader.rows(FAMILY, {"number": number})]
        if not family:
            raise no_customer(number)
        names, params = bound_numbers(family)
        files = tuple(map(queries.file_row, reader.rows(queries.files_of(names), params)))
        stays = next(row.number for row in files if row.merged_into is None)
        return Statement(
            desk.now(),
            customer(desk, stays),
            rights(desk, stays),
            files,
            tuple(row[0] for row in reader.rows(queries.former_names_of(names), params)),
            tuple(row[0] for row in reader.rows(queries.former_phones_of(names), params)),
            tuple(map(queries.matter_row, reader.rows(queries.matters_of(names), params))),
            tuple((row[0], row[1]) for row in reader.rows(queries.tasks_of(names), params)),
            tuple(map(queries.words_row, reader.rows(queries.words_of(names), params))),
            tuple(map(queries.call_row, reader.rows(queries.calls_of(names), params))),
            tuple(map(AgreementRow._make, reader.rows(queries.agreements_of(names), params))),
            tuple(map(queries.need_row, reader.rows(queries.needs_of(names), params))),
            int(reader.rows(queries.sent_by(names), params)[0][0]),
            tuple(map(queries.access_row, reader.rows(queries.access_to(names), params))),
            origins(desk, stays),
            tuple(map(queries.change_row, reader.rows(queries.changes_of(names), params))),
            next((from_json(row[0]) for row in reader.rows(TIER_SAID, {"number": stays})), {}),
        )
