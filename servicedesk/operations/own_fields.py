"""The firm's own fields of a customer file: made, edited, switched off; what files say in them stays (R008, R009)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.own_fields import OwnField, meant, own_fields, read_own_fields
from servicedesk.operations.change import Change, change
from servicedesk.operations.customer_fields import EDITABLE, OTHER_NAMES
from servicedesk.operations.values import LONGEST_LINE, in_two_languages, line, yes_or_no
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import check_code
from servicedesk.rules.handles import check_handle, code_from
from servicedesk.rules.headers import CUSTOMER_HEADERS
from servicedesk.rules.own_fields import Choice, find
from servicedesk.rules.permissions import Permission
from servicedesk.rules.query_words import CUSTOMER_FIELDS, FIELD_WORDS, TICKET_FIELDS
from servicedesk.store.queries.own_fields import HAS_VALUES
from servicedesk.store.tables.own_fields import FirmField

FIELDS = ("name_en", "name_zh", "kind", "unit", "choices", "position", "wanted", "active")
MOST_FIELDS = 60
MOST_CHOICES = 60
_LONGEST_UNIT = 20
_WITH_UNIT = frozenset({"number", "range"})
_WITH_CHOICES = frozenset({"choice", "choices"})
# What the desk itself calls something of a customer, in a query, in a list that is brought in or taken out, or in an edit.
RESERVED = frozenset(
    {*EDITABLE, *OTHER_NAMES, *CUSTOMER_FIELDS.by_name, *TICKET_FIELDS.by_name, *FIELD_WORDS, *CUSTOMER_HEADERS}
    | {"number", "created_at", "last_contact_at", "open_tickets", "fields", "sources", "version"}
)  # fmt: skip


@dataclass(frozen=True)
class NewField:
    """A new field, as typed; the code follows from the name. `choices` are `Modern=现代; Classic=古典`."""

    name: str
    kind: str = "text"
    unit: str = ""
    choices: str = ""
    english: str = ""
    chinese: str = ""
    code: str = ""
    wanted: bool = False
    position: int | None = None


def add(desk: Desk, new: NewField) -> OwnField:
    """A new field, the last in order unless told. Raises BadValue, Refused for a name that is taken."""
    with change(desk, Permission.FIRM_EDIT) as work:
        name = line(new.name, _("The field has no name"))
        english, chinese = in_two_languages(name, new.english, new.chinese)
        there = read_own_fields(work.reader)
        _refuse_double(there, (name, english, chinese))
        if sum(field.active for field in there) >= MOST_FIELDS:
            raise Refused(
                _("A desk has at most {count} fields of its own").format(count=MOST_FIELDS),
                _("Switch one off that is not needed any more"),
            )
        row = FirmField(
            code=_code(new, english or chinese, there),
            name_en=english,
            name_zh=chinese,
            kind=check_code("field_kind", new.kind or "text"),
            wanted=new.wanted,
            position=new.position if new.position is not None else _last(there) + 1,
        )
        _set_unit(row, new.unit)
        _set_choices(row, new.choices)
        _check(row)
        work.add(row)
        work.record("field.created", code=row.code)
        return _row(work, row)


def edit(desk: Desk, said: str, values: dict[str, str], *, if_version: int | None = None) -> OwnField:
    """Changes names, unit, words, order, or whether it is wanted or in use; the kind while no file says anything in it.

    Raises NotFound, Conflict, BadValue on another field, Refused on a name that is taken.
    """
    number = meant(own_fields(desk), said).id
    with change(desk, Permission.FIRM_EDIT) as work:
        row = work.get(FirmField, number, if_version=if_version)
        for field, value in values.items():
            _set_field(work, row, field, value)
        _check(row)
        others = [field for field in read_own_fields(work.reader) if field.id != row.id]
        _refuse_double(others, (row.name_en, row.name_zh))
        if work.has_changed():
            work.record("field.edited", code=row.code)
        return _row(work, row)


def switch_off(desk: Desk, said: str, *, if_version: int | None = None) -> tuple[OwnField, bool]:
    """The field is not shown or asked for any more; what files say in it stays. True where it was off before."""
    number = meant(own_fields(desk), said).id
    with change(desk, Permission.FIRM_EDIT) as work:
        row = work.get(FirmField, number, if_version=if_version)
        already = not row.active
        row.active = False
        if not already:
            work.record("field.off", code=row.code)
        return _row(work, row), already


def read_choices(said: str, before: Sequence[Choice] = ()) -> tuple[Choice, ...]:
    """The words of a list, `Modern=现代; Classic`; a word that was there keeps its code. Raises BadValue."""
    read: dict[str, Choice] = {}
    for part in said.replace("；", ";").replace("＝", "=").replace("\n", ";").split(";"):
        one, _sign, other = (" ".join(word.split()) for word in part.partition("="))
        if not one and not other:
            continue
        english, chinese = (one, other) if other else in_two_languages(one, "", "")
        known = next((old for old in before if {old.en, old.zh} & {english, chinese} - {""}), None)
        code = known.code if known else code_from(english or chinese, {*read, *(old.code for old in before)})
        if len(max(english, chinese, key=len)) > LONGEST_LINE or code in read:
            raise BadValue(
                _("{text} cannot be a word of the list").format(text=part.strip()[:60]),
                _("Each stands there once, and is short"),
            )
        read[code] = Choice(code, english, chinese)
    if len(read) > MOST_CHOICES:
        raise BadValue(
            _("A list has at most {count} words").format(count=MOST_CHOICES),
            _("For more, make it a field of text"),
        )
    return tuple(read.values())


def _set_field(work: Change, row: FirmField, field: str, value: str) -> None:
    match field:
        case "name_en" | "name_zh":
            setattr(row, field, line(value, "") if value.strip() else "")
        case "kind":
            _set_kind(work, row, value)
        case "unit":
            _set_unit(row, value)
        case "choices":
            _set_choices(row, value)
        case "position":
            row.position = _place(value)
        case "wanted" | "active":
            setattr(row, field, yes_or_no(value))
        case _:
            raise BadValue(
                _("A field has no {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(FIELDS)),
            )


def _set_kind(work: Change, row: FirmField, value: str) -> None:
    kind = check_code("field_kind", value)
    if kind != row.kind and work.reader.rows(HAS_VALUES, {"field": row.id}):
        raise Refused(
            _("Files already say something in {name}, so its kind stays").format(name=row.code),
            _("Make another field, and switch this one off"),
        )
    row.kind = kind


def _set_unit(row: FirmField, said: str) -> None:
    unit = " ".join(said.split())
    if len(unit) > _LONGEST_UNIT or any(letter.isdecimal() for letter in unit):
        raise BadValue(_("{text} cannot be a unit").format(text=unit[:60]), _("It looks like: m²"))
    row.unit = unit


def _set_choices(row: FirmField, said: str) -> None:
    before = [Choice(*one) for one in json.loads(row.choices or "[]")]
    row.choices = json.dumps(read_choices(said, before), ensure_ascii=False)


def _place(said: str) -> int:
    word = said.strip()
    if not (word.isdecimal() and len(word) <= 6):
        raise BadValue(_("{text} is not a place in an order").format(text=said), _("Write a whole number: 3"))
    return int(word)


def _check(row: FirmField) -> None:
    """A list needs its words, and only a number has a unit. Raises BadValue."""
    if not (row.name_en or row.name_zh):
        raise BadValue(_("It would have no name"), _("Give it one in English or in Chinese"))
    if row.kind in _WITH_CHOICES and row.choices == "[]":
        raise BadValue(
            _("A field of this kind needs its words"), _("Write them like: Modern=现代; Classic=古典")
        )
    if row.kind not in _WITH_CHOICES and row.choices != "[]":
        raise BadValue(_("Only a list has words to choose from"), _("Its kind is choice or choices"))
    if row.unit and row.kind not in _WITH_UNIT:
        raise BadValue(_("Only a number has a unit"), _("Its kind is number or range"))


def _code(new: NewField, name: str, there: Sequence[OwnField]) -> str:
    taken = {field.code for field in there} | RESERVED
    if not new.code:
        return code_from(name, taken)
    code = check_handle(new.code, taken)
    if not code.replace("_", "a").isalnum():
        raise BadValue(
            _("{name} cannot be a short name").format(name=new.code),
            _("Use small letters, digits and underscores: house_type"),
        )
    return code


def _refuse_double(there: Sequence[OwnField], names: Sequence[str]) -> None:
    for name in filter(None, names):
        if found := find(there, name):
            raise Refused(
                _("There is a field {name} already").format(name=found.code),
                _("Choose another name, or edit that one; one that is off comes back with active=yes"),
            )


def _last(there: Sequence[OwnField]) -> int:
    return max((field.position for field in there), default=0)


def _row(work: Change, row: FirmField) -> OwnField:
    work.session.flush()
    return next(field for field in read_own_fields(work.reader) if field.id == row.id)
