"""`customer import`: prepare a list, rehearse it, bring it in; all of it in one transaction or nothing (R014, R017)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.lookups.own_fields import fields_in_use, read_own_fields
from servicedesk.operations.change import change
from servicedesk.operations.importing.customers.differences import OWN, Differences, differences, file_of
from servicedesk.operations.importing.customers.files_known import FilesKnown, KnownFile, Stay, files_standing
from servicedesk.operations.importing.customers.incoming import IncomingCustomer, Reading
from servicedesk.operations.importing.customers.phones_said import doubtful
from servicedesk.operations.importing.customers.writing import Rehearsal, Writer
from servicedesk.operations.importing.files import text_of
from servicedesk.operations.importing.preparing import (
    Fields,
    ImportRequest,
    Prepared,
    Progress,
    looked_through,
    no_column,
)
from servicedesk.operations.importing.rows import RefusedRow, TableRow
from servicedesk.problems import BadValue
from servicedesk.rules.addresses import PARTS
from servicedesk.rules.happenings import field_name
from servicedesk.rules.headers import TOLD_IN_NOTE, customer_headers
from servicedesk.rules.own_fields import OwnField
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_texts
from servicedesk.store.queries.imports import SALT, premises_known

__all__ = ["Fate", "ImportRequest", "Imported", "import_customers", "prepare", "rehearse"]

_VARIABLE = ("external_id", "birthday", "name", "family_name", "given_name", "phone", "phone_2", "phone_3")
_NAMES = {"name", "family_name", "given_name", "company", "phone", "phone_2", "phone_3"}


class Fate(NamedTuple):
    """What becomes of a row: `created`, `updated`, `joined`, `unchanged` or `refused`; `why` tells more.

    `premises` are those that a new customer is put into.
    """

    row: int
    what: str
    who: str
    number: int | None
    why: str
    premises: str = ""


_FOUND_BY = {
    "external_id": "",
    "phone": N_("known by phone and name"),
    "email": N_("known by e-mail and name"),
}

OnFate = Callable[[Fate], None]


class Imported(NamedTuple):
    """What an import did, or would do. A row that joins a file was found by phone or e-mail and name."""

    created: int
    updated: int
    joined: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    operation: int | None


def prepare(desk: Desk, request: ImportRequest) -> Prepared:
    """Looks through the file once. Raises as `looked_through`, and BadValue on a list without names and phones."""
    prepared = looked_through(desk, request, importable(fields_in_use(desk)))
    if not prepared.known & _NAMES:
        raise no_column(prepared, request.path, _("a name or a phone"), "name")
    return prepared


def importable(own: Sequence[OwnField]) -> Fields:
    """What a list of customers may say: what every desk knows, and the firm's own fields by code or name."""
    return Fields(
        customer_headers({field.code: (field.name_en, field.name_zh) for field in own}),
        variable=_VARIABLE,
        dates=("birthday", *(field.code for field in own if field.kind == "date")),
        names={field.code: field.label for field in own},
        made_of={**dict.fromkeys(PARTS, "premises"), **dict.fromkeys(TOLD_IN_NOTE[1:], "note")},
    )


def rehearse(
    desk: Desk, prepared: Prepared, progress: Progress | None = None, on_fate: OnFate | None = None
) -> Imported:
    """What the import would do, row by row; nothing is written."""
    desk.require(Permission.IMPORT)
    with desk.store.reading() as reader:
        return _Run(desk, prepared, Rehearsal(), reader, on_fate).all(progress)


def import_customers(
    desk: Desk, prepared: Prepared, progress: Progress | None = None, on_fate: OnFate | None = None
) -> Imported:
    """Brings the list in as one operation, which is undone as one; rows that cannot be read are left out."""
    with change(desk, Permission.IMPORT) as work, work.in_bulk() as bulk:
        sink = Writer(bulk, work.now, prepared.table.source.path.name)
        return _Run(desk, prepared, sink, work.reader, on_fate).all(progress)


class _Run:
    """One pass over a list."""

    def __init__(
        self, desk: Desk, prepared: Prepared, sink: Writer | Rehearsal, reader: Reader, on_fate: OnFate | None
    ) -> None:
        self._prepared, self._sink, self._reader, self._on_fate = prepared, sink, reader, on_fate
        self._own = {field.id: field for field in read_own_fields(reader) if field.active}
        self._reading = Reading(
            prepared,
            desk.firm.zone,
            desk.local(desk.now()).date(),
            desk.firm.region,
            desk.firm.language,
            tuple(field for field in self._own.values() if field.code in prepared.known),
        )
        self._salt = str(reader.rows(SALT)[0][0])
        self._files = FilesKnown()
        self._standing: dict[int, KnownFile] = {}
        self._made: dict[int, int] = {}  # what the first row of each new file said, as a fingerprint
        self._places: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._refused: list[RefusedRow] = []

    def all(self, progress: Progress | None) -> Imported:
        done = 0
        for portion in self._prepared.portions():
            self._take(portion)
            done += len(portion)
            if progress:
                progress(done, self._prepared.rows)
        counts = self._counts
        return Imported(
            counts["created"],
            counts["updated"],
            counts["joined"],
            counts["unchanged"],
            tuple(sorted(self._refused)),
            self._sink.operation if counts["created"] + counts["updated"] + counts["joined"] else None,
        )

    def _take(self, rows: Sequence[TableRow]) -> None:
        read: list[IncomingCustomer] = []
        for row in rows:
            try:
                read.append(self._numbered(self._reading.customer(row), row))
            except BadValue as problem:
                self._refuse(row.number, self._reading.who(row), problem)
        self._look_up(read)
        for incoming in read:
            try:
                self._decide(incoming)
            except BadValue as problem:
                self._refuse(incoming.row, incoming.name, problem)
        self._sink.end_portion(self._reader)
        if self._sink.keeps:  # what was written is read again when it is asked for
            self._files, self._made, self._places = FilesKnown(), {}, {}

    def _numbered(self, row: IncomingCustomer, stands: TableRow) -> IncomingCustomer:
        """A row by which nobody could be known again gets a number from all that stands in it."""
        if row.external_id or row.phones or row.emails:
            return row
        text = "\x1f".join([self._salt, *map(text_of, stands.cells)])
        return row._replace(
            external_id=f"import:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
        )

    def _look_up(self, read: Sequence[IncomingCustomer]) -> None:
        self._files.look_up(self._reader, read)
        found = {found.number for row in read if (found := self._files.find(row))}
        self._standing = files_standing(self._reader, sorted(found))
        texts = {place for row in read for place in row.premises} - self._places.keys()
        for names, values in bound_texts(texts):
            self._places.update(self._reader.rows(premises_known(names), values))

    def _decide(self, row: IncomingCustomer) -> None:
        found = self._files.find(row)
        if found is None:
            places = [self._place(text) for text in row.premises]
            number, stays = self._sink.create(row, places)
            self._files.opened(number, row)
            self._made[number] = hash(row.said)
            self._standing[number] = file_of(number, row, stays)
            self._tell(row, "created", number)
        elif found.number in self._standing:
            self._compare(row, self._standing[found.number], found.by)
        else:  # of a rehearsal no file can be read again
            again = self._made.get(found.number) == hash(row.said)
            self._tell(row, "unchanged" if again else "joined", found.number)

    def _compare(self, row: IncomingCustomer, known: KnownFile, by: str) -> None:
        # The number elsewhere by which it was found is its own, or that of a file that was joined to it.
        new = row._replace(external_id="") if by == "external_id" else row
        changed = differences(new, known, self._places)
        told = [_(_FOUND_BY[by]), self._added_words(changed), *self._kept_words(changed, known)]
        if changed:
            stays = self._sink.update(row, known, changed, [self._place(text) for text in changed.premises])
            self._files.opened(known.number, row)
            _follow(known, changed, stays)
            what = "updated" if by == "external_id" else "joined"
        else:
            if changed.differs:
                self._sink.update(row, known, changed, [])
                known.then.update({f"differs:{name}": said for name, said in changed.differs.items()})
            what = "unchanged"
        self._tell(row, what, known.number, told if changed or changed.kept else ())

    def _added_words(self, changed: Differences) -> str:
        added = self._field_list(changed)
        return _("brings {fields}").format(fields=added) if added else ""

    def _kept_words(self, changed: Differences, known: KnownFile) -> Iterator[str]:
        """In what the row was not followed, and of what the customer confirmed otherwise."""
        confirmed = [self._named(name) for name in changed.kept if name in known.confirmed]
        others = [self._named(name) for name in changed.kept if name not in known.confirmed]
        if confirmed:
            yield _("kept as the customer confirmed it: {fields}").format(fields=_(", ").join(confirmed))
        if others:
            yield _("kept as it stands here: {fields}").format(fields=_(", ").join(others))

    def _field_list(self, changed: Differences) -> str:
        names = [*changed.values, *(f"{OWN}{field}" for field in changed.own)]
        lists = {
            "phone": changed.phones,
            "email": changed.emails,
            "premises_id": changed.premises,
            "role": changed.roles,
        }
        names += [name for name, values in lists.items() if values]
        return _(", ").join(map(self._named, names))

    def _named(self, name: str) -> str:
        own = self._own.get(int(name.removeprefix(OWN))) if name.startswith(OWN) else None
        return own.label if own else field_name(name)

    def _place(self, text: str) -> int:
        if text not in self._places:
            self._places[text] = self._sink.add_premises(text)
        return self._places[text]

    def _refuse(self, row: int, who: str, problem: BadValue) -> None:
        self._refused.append(refused := RefusedRow.of(row, problem))
        if self._on_fate:
            self._on_fate(Fate(row, "refused", who, None, refused.reason))

    def _tell(self, row: IncomingCustomer, what: str, number: int, told: Sequence[str] = ()) -> None:
        self._counts[what] += 1
        if self._on_fate:
            shown = row.name or (row.phones[0].raw if row.phones else "")
            region = self._reading.region
            doubted = [phone.raw for phone in row.phones if doubtful(phone, region)]
            check = _("is {phone} mistyped?").format(phone=_(", ").join(doubted)) if doubted else ""
            doorless = row.doorless if what != "unchanged" else ""
            left = _("{place} names no door: it only goes into the note").format(place=doorless)
            why = _("; ").join(filter(None, (*told, left if doorless else "", check)))
            lives = _(", ").join(row.premises) if what == "created" else ""
            self._on_fate(Fate(row.row, what, shown, number if number > 0 else None, why, lives))


def _follow(known: KnownFile, changed: Differences, stays: dict[int, Stay]) -> None:
    """What was just written stands from now on: a later row of the same customer adds to it."""
    grew = str(changed.values.get("note", "")).startswith(f"{known.now['note']}\n")
    own = {f"{OWN}{field}": value.text for field, value in changed.own.items()}
    known.now.update({**changed.values, **own})
    known.then.update({name: said for name, said in changed.values.items() if not (grew and name == "note")})
    known.then.update({**own, **{f"differs:{name}": said for name, said in changed.differs.items()}})
    known.phones |= {(phone.number, phone.extension) for phone in changed.phones}
    known.emails |= {email.casefold() for email in changed.emails}
    roles = {place: known.premises[place]._replace(role=role) for place, role in changed.roles.items()}
    known.premises.update({**stays, **roles})
    known.then.update({f"role:{place}": stay.role for place, stay in (stays | roles).items()})
