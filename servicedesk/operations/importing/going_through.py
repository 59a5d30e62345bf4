"""Goes through a file portion by portion and decides for each row: new, changed, unchanged or refused."""

from __future__ import annotations

from collections.abc import Sequence

from servicedesk.i18n import _
from servicedesk.operations.importing.comparing import KnownTicket, changed_columns, known_tickets
from servicedesk.operations.importing.incoming import Incoming, Understanding
from servicedesk.operations.importing.people import People, has_file
from servicedesk.operations.importing.rehearsal import Sink
from servicedesk.operations.importing.rows import RefusedRow, TableRow
from servicedesk.operations.importing.ticket_values import Values, said_values
from servicedesk.operations.importing.words import FirmWords
from servicedesk.operations.importing.writing import texts_of
from servicedesk.problems import BadValue
from servicedesk.store.changes import plain
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_texts
from servicedesk.store.queries.imports import premises_known


class FileRun:
    """One pass over a file. What it remembers of each row is its number and a fingerprint."""

    def __init__(
        self, understanding: Understanding, words: FirmWords, people: People, sink: Sink, reader: Reader
    ) -> None:
        self._understanding, self._words, self._people = understanding, words, people
        self._sink, self._reader = sink, reader
        self._seen: dict[str, tuple[int, int]] = {}
        self._premises: dict[str, int] = {}
        self._known: dict[str, KnownTicket] = {}
        self.created = self.updated = self.unchanged = self.opened_files = 0
        self.refused: list[RefusedRow] = []

    def take(self, rows: Sequence[TableRow]) -> None:
        """Reads, compares and hands on one portion."""
        read: list[Incoming] = []
        for row in rows:
            try:
                read.append(self._understanding.incoming(row, self._words))
            except BadValue as problem:
                self.refused.append(RefusedRow.of(row.number, problem))
        self._look_up(read)
        for incoming in read:
            try:
                self._decide(incoming)
            except BadValue as problem:
                self.refused.append(RefusedRow.of(incoming.row, problem))
        self._sink.end_portion(self._reader)

    def _look_up(self, read: list[Incoming]) -> None:
        self._people.look_up(self._reader, (incoming.person for incoming in read))
        texts = {incoming.premises for incoming in read if incoming.premises} - self._premises.keys()
        for names, values in bound_texts(texts):
            self._premises.update(self._reader.rows(premises_known(names), values))
        wanted = {incoming.external_id for incoming in read} - self._seen.keys()
        self._known = known_tickets(self._reader, wanted)

    def _decide(self, incoming: Incoming) -> None:
        fingerprint = hash(incoming.said)
        before = self._seen.get(incoming.external_id)
        if before is not None:
            if before[1] != fingerprint:
                raise BadValue(
                    _("It has the number {number} of row {row}, and says something else").format(
                        number=incoming.external_id, row=before[0]
                    )
                )
            self.unchanged += 1
            return
        known = self._known.get(incoming.external_id)
        if known is None:
            self._sink.create(incoming, self._said(incoming))
            self.created += 1
        elif self._changes(incoming, known):
            self.updated += 1
        else:
            self.unchanged += 1
        self._seen[incoming.external_id] = (incoming.row, fingerprint)

    def _changes(self, incoming: Incoming, known: KnownTicket) -> bool:
        person = incoming.person
        expected = said_values(
            incoming,
            self._people.find(person) or (0 if has_file(person) else None),
            self._premises.get(incoming.premises, 0) if incoming.premises else None,
        )
        stored = {name: plain(value) for name, value in expected.items()}
        columns = changed_columns(known, stored, self._understanding.fields)
        if not columns and all(said in known.texts for said in texts_of(incoming)):
            return False
        self._sink.update(incoming, known, self._said(incoming), columns)
        return True

    def _said(self, incoming: Incoming) -> Values:
        return said_values(incoming, self._customer(incoming), self._place(incoming.premises))

    def _customer(self, incoming: Incoming) -> int | None:
        person = incoming.person
        found = self._people.find(person)
        if found is not None or not has_file(person):
            return found
        number = self._sink.open_file(person, incoming.opened_at)
        self._people.opened(number, person, incoming.opened_at)
        self.opened_files += 1
        return number

    def _place(self, text: str) -> int | None:
        if text and text not in self._premises:
            self._premises[text] = self._sink.add_premises(text)
        return self._premises[text] if text else None
