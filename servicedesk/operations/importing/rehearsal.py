"""A sink that keeps nothing: what an import would do, counted without writing a row."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Protocol

from servicedesk.operations.importing.comparing import KnownTicket
from servicedesk.operations.importing.incoming import Incoming, Person
from servicedesk.operations.importing.ticket_values import Values
from servicedesk.store.database import Reader


class Sink(Protocol):
    """Where the rows of a file go."""

    @property
    def operation(self) -> int | None: ...

    def open_file(self, person: Person, at: datetime, /) -> int: ...

    def add_premises(self, text: str, /) -> int: ...

    def create(self, incoming: Incoming, said: Values, /) -> None: ...

    def update(self, incoming: Incoming, known: KnownTicket, said: Values, columns: list[str], /) -> None: ...

    def end_portion(self, reader: Reader, /) -> None: ...


class Rehearsal:
    """Gives numbers that no row ever has, so that a file is followed to its end."""

    operation = None

    def __init__(self) -> None:
        self._numbers = count(-1, -1)

    def open_file(self, _person: Person, _at: datetime, /) -> int:
        return next(self._numbers)

    def add_premises(self, _text: str, /) -> int:
        return next(self._numbers)

    def create(self, _incoming: Incoming, _said: Values, /) -> None:
        pass

    def update(self, _incoming: Incoming, _known: KnownTicket, _said: Values, _columns: list[str], /) -> None:
        pass

    def end_portion(self, _reader: Reader, /) -> None:
        pass
