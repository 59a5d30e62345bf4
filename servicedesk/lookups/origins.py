"""From where each thing in a customer file came, and when the customer last confirmed it (R010, R013, R255).

Where it came from is read off the history: the last event that wrote it and still stands. Only what the history
cannot tell, a confirmation, is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.desk import SYSTEM_HANDLE, Desk
from servicedesk.i18n import _
from servicedesk.lookups.own_fields import OwnField, read_own_fields
from servicedesk.rules.own_fields import shown
from servicedesk.rules.permissions import Permission
from servicedesk.rules.telling import Told, told_from
from servicedesk.rules.verifying import confirmed_words, part_words
from servicedesk.store.kept import from_json
from servicedesk.store.queries.origins import FACTS, WRITINGS, FactRow, WritingRow, fact_row, writing_row

FEW = 2  # so many fields are named rather than called the rest
_OF_CUSTOMER = "customer"


class Origin(NamedTuple):
    """One thing a file says: from whom it is, since when, who wrote it down, and when it was last confirmed.

    `own` is the field where it is one of the firm's own. What the history does not tell has no `at` and no `by`.
    `differing` is what an import said instead, where that was left aside since the customer had confirmed this.
    """

    field: str
    text: str
    told: Told
    at: datetime | None
    by: str | None
    verified_at: datetime | None
    own: OwnField | None = None
    differing: str = ""

    @property
    def label(self) -> str:
        """What people call the field, in the language in use."""
        return part_words(self.field, {self.field: self.own.label} if self.own else {})

    @property
    def shown(self) -> str:
        """The value as people read it."""
        if self.field == "preferences":
            return "; ".join(f"{name}: {value}" for name, value in from_json(self.text).items())
        return shown(self.own, self.text) if self.own else self.text


class _Writing(NamedTuple):
    """An event with what it changed."""

    row: WritingRow
    facts: Mapping[str, Any]

    def changes(self) -> Iterator[Mapping[str, Any]]:
        yield from self.facts.get("changes", ())


def origins(desk: Desk, number: int) -> tuple[Origin, ...]:
    """Everything that a customer could confirm of her file, in a fixed order; nothing of a number nobody has."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        facts = [fact_row(row) for row in reader.rows(FACTS, {"number": number})]
        if not facts:
            return ()
        writings = [
            _Writing(row, from_json(row.body))
            for row in map(writing_row, reader.rows(WRITINGS, {"number": number}))
        ]
        own = {field.id: field for field in read_own_fields(reader)} if any(row.own for row in facts) else {}
    return tuple(_origin(fact, number, writings, own) for fact in facts)


def origin_lines(desk: Desk, found: Sequence[Origin]) -> Iterator[str]:
    """What came from one place at one time in one line: the fields, their source, and the last confirmation.

    Most things come from one place, and those are told last, as the rest.
    """
    groups: dict[str, dict[str, None]] = {}
    for one in found:
        groups.setdefault(_words(desk, one), {})[one.label] = None
    most = max(groups, key=lambda words: len(groups[words]), default="")
    for words in sorted(groups, key=lambda words: words == most):
        fields = _(", ").join(groups[words])
        if words == most and (len(groups) == 1 or len(groups[words]) > FEW):
            fields = _("the rest") if len(groups) > 1 else _("everything")
        yield _("{name}: {value}").format(name=fields, value=words)


def source_words(desk: Desk, one: Origin) -> str:
    """From whom it is and since when, in a few words."""
    day = f"{desk.local(one.at):%Y-%m-%d}" if one.at else ""
    return _(", ").join(filter(None, (one.told.shown, day)))


def verified_days(desk: Desk, one: Origin) -> int | None:
    """How many of the firm's days ago it was confirmed; None where it never was."""
    if one.verified_at is None:
        return None
    return (desk.local(desk.now()).date() - desk.local(one.verified_at).date()).days


def _words(desk: Desk, one: Origin) -> str:
    return _("; ").join((source_words(desk, one), confirmed_words(verified_days(desk, one))))


def _origin(fact: FactRow, number: int, writings: Sequence[_Writing], own: Mapping[int, OwnField]) -> Origin:
    by = _writer(fact, number, writings)
    told = _told(by) if by else Told()
    field = own.get(fact.own or 0)
    return Origin(
        fact.field,
        fact.text,
        told,
        by.row.at if by else None,
        by.row.who if by else None,
        fact.verified_at,
        field,
        _differing(fact, writings, field),
    )


def _differing(fact: FactRow, writings: Sequence[_Writing], own: OwnField | None) -> str:
    """What the last import said otherwise since the customer confirmed the value, and which."""
    name = f"own:{fact.own}" if fact.own else fact.column
    for writing in writings:
        said = str(writing.facts.get("differs", {}).get(name) or "")
        if fact.verified_at is None or writing.row.at < fact.verified_at:
            break
        if said and said != fact.text:
            words = shown(own, said) if own else said
            return _("{file} says {value}").format(file=writing.facts.get("file", ""), value=words)
    return ""


def _writer(fact: FactRow, number: int, writings: Sequence[_Writing]) -> _Writing | None:
    """The event by which the value stands where it stands; of one that a joined file brought, that file's own."""
    wrote: Callable[[Mapping[str, Any], int], bool] = (
        _wrote_own if fact.own else _wrote_column if fact.table == _OF_CUSTOMER else _made_row
    )(fact)
    whose = number
    for writing in writings:
        if any(wrote(change, whose) for change in writing.changes()):
            if writing.row.kind != "customer.merged" or fact.table not in (_OF_CUSTOMER, "customer_field"):
                return writing
            whose = writing.row.customer
    return None


def _made_row(fact: FactRow) -> Callable[[Mapping[str, Any], int], bool]:
    """A row is from whoever made it, whichever file it hung on since."""
    place = (fact.table, [fact.key])
    return lambda change, _whose: (change["table"], change["key"]) == place and change["before"] is None


def _wrote_column(fact: FactRow) -> Callable[[Mapping[str, Any], int], bool]:
    return lambda change, whose: (
        change["table"] == _OF_CUSTOMER
        and change["key"] == [whose]
        and (change["after"] or {}).get(fact.column) == fact.text
    )


def _wrote_own(fact: FactRow) -> Callable[[Mapping[str, Any], int], bool]:
    def wrote(change: Mapping[str, Any], whose: int) -> bool:
        after = change["after"] or {}
        return (
            change["table"] == "customer_field"
            and (after.get("customer_id"), after.get("field_id")) == (whose, fact.own)
            and after.get("value") == fact.text
        )

    return wrote


def _told(writing: _Writing) -> Told:
    """Who told what an event wrote: whoever was named, else an import by its file, a caller, or a colleague."""
    said = told_from(writing.facts)
    if said.who:
        return said
    made: Mapping[str, Any] = next(
        (one["after"] for one in writing.changes() if one["table"] == _OF_CUSTOMER and one["before"] is None),
        {},
    )
    if writing.row.kind == "customer.imported" or made.get("source") == "import":
        return Told("import", str(writing.facts.get("file", "")))
    if made.get("source") == "phone":
        return Told("customer")
    return Told("system") if writing.row.who == SYSTEM_HANDLE else Told("staff", writing.row.who_name)
