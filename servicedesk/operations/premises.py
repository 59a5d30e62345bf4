"""Premises: made and edited as things of their own, and who moves in and out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.customer_addresses import DEFAULT_ROLE, place_name, same_place, shared_premises
from servicedesk.operations.entries import checked_text
from servicedesk.operations.former_parts import take_pets_off, today
from servicedesk.operations.living import living
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.premises import ABOVE
from servicedesk.store.tables import Customer, Occupancy, Premises


@dataclass(frozen=True)
class NewPlace:
    """What is known of a place at first; its name is enough. `within` is the number of what it stands in."""

    text: str
    within: int | None = None
    kind: str = "unit"
    access: str = ""
    keys: str = ""
    pets: str = ""
    parking: str = ""
    note: str = ""


class Placed(NamedTuple):
    """The number of a place after a verb; `already` where nothing had to be done, `notes` say what else followed."""

    number: int
    already: bool = False
    notes: tuple[str, ...] = ()


def new(desk: Desk, made: NewPlace) -> Placed:
    """New premises. Raises BadValue without a name, NotFound for what they stand in, Refused where they are known."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        text = _name(work, made.text, None)
        row = shared_premises(work, text)
        row.kind = check_code("premises_kind", made.kind or "unit")
        row.parent_id = _place(work, made.within).number if made.within else None
        for column, said in _notes(made).items():
            setattr(row, column, checked_text(said.strip()))
        work.session.flush()
        work.record("premises.created", place=row.text)
        return Placed(row.number)


def edit(desk: Desk, number: int, values: Mapping[str, str], *, if_version: int | None = None) -> Placed:
    """Changes fields of a place: text, kind, in (the number of a place, or nothing), and its notes.

    Raises NotFound, Conflict on a stale version, BadValue on an unknown field or a ring in the tree, Refused on a
    name that other premises have.
    """
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        row = _place(work, number, if_version=if_version)
        for field, value in values.items():
            _set(work, row, field, value)
        if not work.has_changed():
            return Placed(number, already=True)
        work.record("premises.edited", place=row.text)
        return Placed(number)


def move_in(
    desk: Desk, customer: int, premises: int, role: str = DEFAULT_ROLE, since: date | None = None
) -> Placed:
    """The customer has to do with the place from a day on, or in another role than before.

    Raises NotFound, BadValue on an unknown role, Refused on an erased file.
    """
    wanted = check_code("occupancy", role or DEFAULT_ROLE)
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        place, who = _place(work, premises), living(work, customer)
        stay = _stay(work, who, place)
        if stay and (stay.role, stay.since) == (wanted, since or stay.since):
            return Placed(premises, already=True)
        if stay:
            stay.role, stay.since = wanted, since or stay.since
        else:
            last = max((row.position for row in _stays(work, who)), default=-1)
            work.add(
                Occupancy(
                    customer_id=who.number, premises_id=premises, role=wanted, since=since, position=last + 1
                )
            )
        _touch(who)
        work.record("premises.moved_in", customer=who, place=place.text)
        return Placed(premises)


def move_out(desk: Desk, customer: int, premises: int, until: date | None = None) -> Placed:
    """The stay ends, today or on a day that has been; the place keeps its tickets, and its notes but for pets.

    Pets go with the household. Raises NotFound, Refused where the customer does not live there, and BadValue on a
    day to come or before the stay began.
    """
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        place, who = _place(work, premises), living(work, customer)
        stay = _stay(work, who, place)
        if stay is None:
            return _left_before(work, who, place)
        stay.until = _last_day(work, stay, until)
        notes = [_("The note about pets went with them")] if take_pets_off(work, place, stay) else []
        if place.note:
            notes.append(_("The note on the place stays for whoever comes: {note}").format(note=place.note))
        _touch(who)
        work.record("premises.moved_out", customer=who, place=place.text)
        return Placed(premises, notes=tuple(notes))


def _left_before(work: Change, who: Customer, place: Premises) -> Placed:
    if any(row.premises_id == place.id for row in _stays(work, who)):
        return Placed(place.number, already=True)
    raise Refused(
        _("C{number} does not live at {place}").format(number=who.number, place=place.text),
        _("Who does: servicedesk premises show {number}").format(number=place.number),
    )


def _last_day(work: Change, stay: Occupancy, until: date | None) -> date:
    day = until or today(work)
    if day > today(work):
        raise BadValue(
            _("{day} is still to come").format(day=day),
            _("Write it down when they have left; until then plan a callback or a ticket"),
        )
    if stay.since and day < stay.since:
        raise BadValue(
            _("{day} is before the stay began, on {since}").format(day=day, since=stay.since),
            _("Give a later day with --until"),
        )
    return day


def _stay(work: Change, who: Customer, place: Premises) -> Occupancy | None:
    present = [row for row in _stays(work, who) if row.premises_id == place.id and row.until is None]
    return present[0] if present else None


def _stays(work: Change, who: Customer) -> list[Occupancy]:
    return work.all(Occupancy, Occupancy.customer_id == who.id)


def _touch(who: Customer) -> None:
    """Where somebody lives is part of the file: a stale edit of it must notice."""
    who.version += 1


def _place(work: Change, number: int, *, if_version: int | None = None) -> Premises:
    if work.session.get(Premises, number) is None:
        raise NotFound(
            _("There are no premises {name}").format(name=number), _("See: servicedesk premises list TEXT")
        )
    return work.get(Premises, number, if_version=if_version)


def _name(work: Change, said: str, own: int | None) -> str:
    """The name of a place, which no other has. Raises BadValue, Refused."""
    text = place_name(said)
    if not text:
        raise BadValue(_("The premises have no name"), _("Give what people call the place: 3-2-501"))
    for row in same_place(work, text):
        if row.id != own:
            raise Refused(
                _("{text} is known already, as P{number}").format(text=row.text, number=row.id),
                _("See: servicedesk premises show {number}").format(number=row.id),
            )
    return text


def _notes(made: NewPlace) -> dict[str, str]:
    return {column: getattr(made, field) for field, column in NOTES.items()}


NOTES = {"access": "access_note", "keys": "keys_note", "pets": "pets", "parking": "parking", "note": "note"}
EDITABLE = ("text", "kind", "in", *NOTES)


def _set(work: Change, row: Premises, field: str, value: str) -> None:
    if field == "text":
        row.text = _name(work, value, row.id)
    elif field == "kind":
        row.kind = check_code("premises_kind", value)
    elif field == "in":
        row.parent_id = _parent(work, row, value)
    elif field in NOTES:
        setattr(row, NOTES[field], checked_text(value).strip())
    else:
        raise BadValue(
            _("Premises have no field {field} to edit").format(field=field),
            _("Known are: {names}").format(names=", ".join(EDITABLE)),
        )


def _parent(work: Change, row: Premises, said: str) -> int | None:
    """What the place is to stand in. Raises BadValue where that stands in the place itself."""
    if not said.strip():
        return None
    number = int(said)
    parent = _place(work, number)
    above = [found[0] for found in work.reader.rows(ABOVE, {"number": number})]
    if row.id in (number, *above):
        raise BadValue(
            _("{place} cannot stand in itself").format(place=row.text),
            _("{place} stands in it already").format(place=parent.text),
        )
    return number
