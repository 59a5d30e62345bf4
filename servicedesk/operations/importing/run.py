"""`ticket import`: prepare a file, rehearse it, bring it in; all of it in one transaction or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import change
from servicedesk.operations.importing.going_through import FileRun
from servicedesk.operations.importing.incoming import DATE_FIELDS, Understanding
from servicedesk.operations.importing.people import People
from servicedesk.operations.importing.preparing import (
    Fields,
    ImportRequest,
    Prepared,
    Progress,
    looked_through,
    no_column,
)
from servicedesk.operations.importing.rehearsal import Rehearsal, Sink
from servicedesk.operations.importing.rows import RefusedRow
from servicedesk.operations.importing.words import FirmWords
from servicedesk.operations.importing.writing import Writer
from servicedesk.rules.headers import TICKET_HEADERS
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.imports import SALT

__all__ = ["ImportRequest", "Imported", "Prepared", "import_tickets", "prepare", "rehearse"]

FIELDS = Fields(TICKET_HEADERS, (*DATE_FIELDS, "external_id"), DATE_FIELDS)


class Imported(NamedTuple):
    """What an import did, or would do. `unknown` counts words that stand for nothing here, by field."""

    created: int
    updated: int
    unchanged: int
    opened_files: int
    refused: tuple[RefusedRow, ...]
    unknown: Mapping[tuple[str, str], int]
    operation: int | None


def prepare(desk: Desk, request: ImportRequest) -> Prepared:
    """Looks through the file once. Raises as `looked_through`, and BadValue on a file without subjects."""
    prepared = looked_through(desk, request, FIELDS)
    if "subject" not in prepared.known:
        raise no_column(prepared, request.path, _("the subject"), "subject")
    return prepared


def rehearse(desk: Desk, prepared: Prepared, progress: Progress | None = None) -> Imported:
    """What the import would do; nothing is written."""
    desk.require(Permission.IMPORT)
    with desk.store.reading() as reader:
        return _go_through(desk, prepared, People(), Rehearsal(), reader, progress)


def import_tickets(desk: Desk, prepared: Prepared, progress: Progress | None = None) -> Imported:
    """Brings the file in as one operation, which is undone as one; rows that cannot be read are left out (R018).

    Imported history starts no callback; its promises begin now, and only for what is still open.
    """
    with change(desk, Permission.IMPORT) as work, work.in_bulk() as bulk:
        people = People()
        sink = Writer(desk, work.reader, bulk, people, work.now)
        return _go_through(desk, prepared, people, sink, work.reader, progress)


def _go_through(
    desk: Desk, prepared: Prepared, people: People, sink: Sink, reader: Reader, progress: Progress | None
) -> Imported:
    understanding = Understanding(
        columns=prepared.columns,
        constants=prepared.constants,
        width=len(prepared.table.headings),
        order=prepared.order,
        zone=desk.firm.zone,
        now=desk.now(),
        region=desk.firm.region,
        salt=str(reader.rows(SALT)[0][0]),
    )
    words = FirmWords(reader)
    run = FileRun(understanding, words, people, sink, reader)
    done = 0
    for portion in prepared.portions():
        run.take(portion)
        done += len(portion)
        if progress:
            progress(done, prepared.rows)
    return Imported(
        run.created,
        run.updated,
        run.unchanged,
        run.opened_files,
        tuple(sorted(run.refused)),
        words.unknown,
        sink.operation,
    )
