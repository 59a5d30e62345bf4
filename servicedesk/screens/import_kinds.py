"""What can be brought in from a file, each with its way of looking through, rehearsing and writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.i18n import N_, _

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.importing.preparing import ImportRequest, Prepared, Progress
    from servicedesk.operations.importing.rows import RefusedRow

WHATS: Mapping[str, str] = {
    "created": N_("new"),
    "updated": N_("changed"),
    "joined": N_("joins"),
    "unchanged": N_("as it is"),
    "refused": N_("refused"),
}


class Line(NamedTuple):
    """What becomes of a row: its number in the file, the word of WHATS, whose it is, and why."""

    row: int
    what: str
    who: str
    why: str


class Outcome(NamedTuple):
    """What an import does: how many of each, the rows one by one, and what is refused."""

    counts: Mapping[str, int]
    lines: Sequence[Line]
    refused: Sequence[RefusedRow]
    operation: int | None

    @property
    def words(self) -> str:
        """The counts as one line; what there is none of is left out."""
        said = [f"{_(WHATS[what])} {count}" for what, count in self.counts.items() if count]
        return " · ".join(said) or _("nothing to bring in")

    @property
    def writes(self) -> int:
        """How many rows change something."""
        return sum(self.counts[what] for what in ("created", "updated", "joined") if what in self.counts)


class ImportKind(NamedTuple):
    """One kind of thing that a file may bring; `go` rehearses unless `write` is said."""

    title: str
    prepare: Callable[[Desk, ImportRequest], Prepared]
    go: Callable[[Desk, Prepared, Progress, bool], Outcome]


def _prepare_customers(desk: Desk, request: ImportRequest) -> Prepared:
    from servicedesk.operations.importing.customers.run import prepare

    return prepare(desk, request)


def _bring_customers(desk: Desk, prepared: Prepared, progress: Progress, write: bool) -> Outcome:
    from servicedesk.operations.importing.customers.run import Fate, import_customers, rehearse
    from servicedesk.rules.headers import heading_words

    lines: list[Line] = []

    def note(fate: Fate) -> None:
        lives = (
            _("{what}: {value}").format(what=heading_words("premises"), value=fate.premises)
            if fate.premises
            else ""
        )
        why = _("; ").join(filter(None, (lives, fate.why)))
        lines.append(Line(fate.row, fate.what, fate.who, why))

    done = (import_customers if write else rehearse)(desk, prepared, progress, note)
    return _outcome(done, lines)


def _prepare_tickets(desk: Desk, request: ImportRequest) -> Prepared:
    from servicedesk.operations.importing.run import prepare

    return prepare(desk, request)


def _bring_tickets(desk: Desk, prepared: Prepared, progress: Progress, write: bool) -> Outcome:
    from servicedesk.operations.importing.run import import_tickets, rehearse

    done = (import_tickets if write else rehearse)(desk, prepared, progress)
    return _outcome(done, [Line(row.row, "refused", "", row.reason) for row in done.refused])


def _outcome(done: Any, lines: list[Line]) -> Outcome:
    counts = {what: getattr(done, what) for what in WHATS if what != "refused" and hasattr(done, what)}
    counts["refused"] = len(done.refused)
    return Outcome(counts, sorted(lines), done.refused, done.operation)


CUSTOMERS = ImportKind(N_("Bring in customers"), _prepare_customers, _bring_customers)
TICKETS = ImportKind(N_("Bring in tickets"), _prepare_tickets, _bring_tickets)
