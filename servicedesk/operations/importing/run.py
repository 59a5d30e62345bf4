"""`ticket import`: prepare a file, rehearse it, bring it in; all of it in one transaction or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import change
from servicedesk.operations.importing.files import Table, TableRow, open_table, text_of
from servicedesk.operations.importing.going_through import FileRun, RefusedRow
from servicedesk.operations.importing.incoming import DATE_FIELDS, Understanding
from servicedesk.operations.importing.people import People
from servicedesk.operations.importing.rehearsal import Rehearsal, Sink
from servicedesk.operations.importing.words import FirmWords
from servicedesk.operations.importing.writing import Writer
from servicedesk.problems import BadValue
from servicedesk.rules.headers import TICKET_HEADERS, map_headers
from servicedesk.rules.import_dates import DateOrder, date_order, may_be_read_two_ways
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.imports import SALT

PORTION = 1_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportRequest:
    """The file and how it is to be read; what is left out is found out."""

    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder | None = None
    encoding: str = ""


class Prepared(NamedTuple):
    """A file that was looked through: its columns, its number of rows, the order of its dates."""

    table: Table
    columns: dict[str, int]
    constants: dict[str, str]
    order: DateOrder | None
    rows: int

    @property
    def ignored(self) -> list[str]:
        """The headings that no field is read from."""
        used = set(self.columns.values())
        headings = enumerate(self.table.headings)
        return [heading for place, heading in headings if heading and place not in used]


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
    """Looks through the file once. Raises NotPermitted, NotFound, Refused, and BadValue on a file without subjects.

    Where no date proves the order of day and month, and one could be read both ways, the order must be said.
    """
    desk.require(Permission.IMPORT)
    table = open_table(request.path, TICKET_HEADERS, encoding=request.encoding)
    columns = map_headers(table.headings, TICKET_HEADERS, request.columns)
    constants = _constants(request.constants)
    if "subject" not in {*columns, *constants}:
        raise BadValue(
            _("No column of {path} holds the subject").format(path=request.path),
            _("Say which with --map subject=COLUMN; its columns are: {names}").format(
                names=", ".join(heading for heading in table.headings if heading)
            ),
        )
    rows, order = _survey(table, columns, request.order)
    return Prepared(table, columns, constants, order, rows)


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
        sink = Writer(desk, bulk, people, work.now)
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
    for portion in _portions(prepared.table.rows()):
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


def _portions(rows: Iterator[TableRow]) -> Iterator[Sequence[TableRow]]:
    while portion := list(islice(rows, PORTION)):
        yield portion


def _survey(table: Table, columns: Mapping[str, int], said: DateOrder | None) -> tuple[int, DateOrder | None]:
    places = [columns[name] for name in DATE_FIELDS if name in columns]
    rows, doubtful = 0, ""

    def dates() -> Iterator[str]:
        nonlocal rows, doubtful
        for row in table.rows():
            rows += 1
            for at in places:
                text = text_of(row.cells[at]) if at < len(row.cells) else ""
                if not doubtful and may_be_read_two_ways(text):
                    doubtful = text
                yield text

    if said:
        return sum(1 for _row in table.rows()), said
    order = date_order(dates())
    if order is None and doubtful:
        raise BadValue(
            _("The date {text} can be read in two ways").format(text=doubtful),
            _("Say with --date-order dmy or mdy whether the day or the month stands first"),
        )
    return rows, order


def _constants(said: Mapping[str, str]) -> dict[str, str]:
    known = [name for name in TICKET_HEADERS if name not in (*DATE_FIELDS, "external_id")]
    for name in said:
        if name not in known:
            raise BadValue(
                _("{field} cannot be the same in every row").format(field=name),
                _("Known are: {names}").format(names=", ".join(known)),
            )
    return dict(said)
