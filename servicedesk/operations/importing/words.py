"""The words of a file that stand for something the desk knows: codes, categories, teams, staff."""

from __future__ import annotations

from collections import Counter

from servicedesk.desk import SYSTEM_HANDLE
from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.import_words import import_code
from servicedesk.store.database import Reader
from servicedesk.store.queries.staff import (
    CATEGORY_LIST,
    STAFF_LIST,
    TEAM_LIST,
    CategoryRow,
    TeamRow,
    staff_row,
)


class FirmWords:
    """Looks words up in the firm's own lists; what nobody knows is counted and left out."""

    def __init__(self, reader: Reader) -> None:
        categories = [CategoryRow(*row) for row in reader.rows(CATEGORY_LIST)]
        teams = [TeamRow(*row) for row in reader.rows(TEAM_LIST)]
        staff = [staff_row(row) for row in reader.rows(STAFF_LIST)]
        self._categories = {
            _folded(word): row for row in categories for word in (row.name_zh, row.name_en, row.code)
        }
        self._teams = {
            _folded(word): row.id for row in teams for word in (row.name_zh, row.name_en, row.code)
        }
        self._staff = {
            _folded(word): row.id
            for row in staff
            for word in (row.name, row.handle)
            if row.handle != SYSTEM_HANDLE
        }
        self._codes: dict[tuple[str, str], str | None] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()

    def code(self, family: str, said: str) -> str:
        """The code a word means; nothing where it is unknown."""
        key = (family, said)
        if key not in self._codes:
            self._codes[key] = import_code(family, said) if said else ""
        code = self._codes[key]
        return self._missed(family, said) if code is None else code

    def status(self, said: str) -> str:
        """As `code`, but a status nobody knows could be open or closed. Raises BadValue."""
        code = self.code("status", said)
        if said and not code:
            del self.unknown["status", said]
            raise BadValue(_("It is not known what the status {name} means").format(name=said))
        return code

    def category(self, said: str) -> CategoryRow | None:
        """The category with this code or name."""
        found = self._categories.get(_folded(said)) if said else None
        if said and not found:
            self._missed("category", said)
        return found

    def team(self, said: str) -> int | None:
        """The number of the team with this code or name."""
        return self._look_up(self._teams, "team", said)

    def colleague(self, said: str) -> int | None:
        """The number of the staff member with this handle or name."""
        return self._look_up(self._staff, "assignee", said)

    def _look_up(self, known: dict[str, int], field: str, said: str) -> int | None:
        found = known.get(_folded(said)) if said else None
        if said and found is None:
            self._missed(field, said)
        return found

    def _missed(self, field: str, said: str) -> str:
        self.unknown[field, said] += 1
        return ""


def _folded(word: str) -> str:
    return word.strip().casefold()
