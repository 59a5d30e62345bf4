"""What a row changes in a file that the desk has: blanks are filled, lists grow, work done here is never overwritten.

What a customer has confirmed stays whatever a list says, and that it says otherwise is kept.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from servicedesk.operations.importing.customers.files_known import KnownFile, Stay
from servicedesk.operations.importing.customers.incoming import IncomingCustomer
from servicedesk.rules.own_fields import OwnValue
from servicedesk.rules.phones import Phone
from servicedesk.store.queries.customer_imports import COLUMNS

Values = dict[str, Any]

OWN = "own:"
_BLANK = (None, "", " ")
_DEFAULTS = {"kind": "person", "stage": "active"}


class Differences(NamedTuple):
    """New values, new phones and so on, and the fields in which the file was not followed.

    `own` is what is new in the firm's own fields, by their numbers; `roles` are other roles in premises that were known,
    by the premises. `differs` is what the row says otherwise than the
    customer had confirmed, where no import has said so before.
    """

    values: Values
    phones: list[Phone]
    emails: list[str]
    premises: list[str]
    kept: list[str]
    own: dict[int, OwnValue]
    differs: Values
    roles: dict[int, str]

    def __bool__(self) -> bool:
        return bool(self.values or self.phones or self.emails or self.premises or self.own or self.roles)


def said_values(row: IncomingCustomer) -> Values:
    """The columns that a row says, as the store keeps them."""
    said: Values = {
        "external_id": row.external_id,
        "name": row.name,
        "kind": row.kind,
        "birthday": row.birthday.isoformat() if row.birthday else None,
        "best_time": row.best_time,
        "do_not": row.do_not,
        "opt_outs": row.opt_outs,
        "stage": row.stage,
        "note": row.whole_note,
    }
    return {name: value for name, value in said.items() if value not in _BLANK}


def said_own(row: IncomingCustomer) -> Values:
    """What a row says in the firm's own fields, as it is kept."""
    return {f"{OWN}{field}": value.text for field, value in row.own}


def file_of(number: int, row: IncomingCustomer, stays: dict[int, Stay]) -> KnownFile:
    """The file that a row has just made, as it will stand."""
    now = {**dict.fromkeys(COLUMNS, ""), **_DEFAULTS, "birthday": None, **said_values(row)}
    now["tags"] = f" {' '.join(row.tags)} " if row.tags else " "
    now |= said_own(row)
    return KnownFile(
        number,
        now,
        then={**now, **{f"role:{place}": stay.role for place, stay in stays.items()}},
        phones={(phone.number, phone.extension) for phone in row.phones},
        emails={email.casefold() for email in row.emails},
        premises=stays,
    )


def differences(row: IncomingCustomer, known: KnownFile, places: dict[str, int]) -> Differences:
    """What a row brings that its file lacks. A value that differs is taken over only where the last import wrote it."""
    values, kept, differs = _compared({**said_values(row), **said_own(row)}, known)
    _tell_in_note(row, known, values, kept)
    roles = _roles(row, known, places, kept)
    own = {field: value for field, value in row.own if values.pop(f"{OWN}{field}", None) is not None}
    tags = dict.fromkeys([*known.now["tags"].split(), *row.tags])
    if len(tags) > len(known.now["tags"].split()):
        values["tags"] = f" {' '.join(tags)} "
    return Differences(
        values,
        [phone for phone in row.phones if (phone.number, phone.extension) not in known.phones],
        [email for email in row.emails if email.casefold() not in known.emails],
        [place for place in row.premises if places.get(place) not in known.premises],
        kept,
        own,
        differs,
        roles,
    )


def _tell_in_note(row: IncomingCustomer, known: KnownFile, values: Values, kept: list[str]) -> None:
    """What stands in the note already is no difference; of what has no column, lines that it lacks grow at its end."""
    now = str(known.now["note"])
    stands = set(now.splitlines())
    if now and stands.issuperset(row.whole_note.splitlines()):
        values.pop("note", None)
        kept[:] = [name for name in kept if name != "note"]
    elif "note" in kept and "note" not in known.confirmed:
        lacks = [line for line in row.told if line not in stands]
        if lacks:
            values["note"] = "\n".join([now, *lacks])
        if not row.note or stands.issuperset(row.note.splitlines()):
            kept.remove("note")


def _roles(
    row: IncomingCustomer, known: KnownFile, places: dict[str, int], kept: list[str]
) -> dict[int, str]:
    """The roles that a row says otherwise of premises that were known; one given here is kept."""
    roles: dict[int, str] = {}
    for text in row.premises if row.role else ():
        place = places.get(text, 0)
        stay = known.premises.get(place)
        if stay and stay.role != row.role:
            if known.then.get(f"role:{place}") == stay.role:
                roles[place] = row.role
            elif known.then.get(f"role:{place}") != row.role and "role" not in kept:
                kept.append("role")
    return roles


def _compared(said_of_all: Values, known: KnownFile) -> tuple[Values, list[str], Values]:
    """The values that are taken over, the names of those that are not, and what is said against a confirmed one."""
    values: Values = {}
    kept: list[str] = []
    differs: Values = {}
    for name, said in said_of_all.items():
        now = known.now.get(name)
        if said == now:
            continue
        if name in known.confirmed and now not in _BLANK:
            kept.append(name)
            if known.then.get(f"differs:{name}") != said:
                differs[name] = said
        elif name in known.then and said == known.then[name]:
            continue
        elif now in _BLANK or now == _DEFAULTS.get(name) or now == known.then.get(name, object()):
            values[name] = said
        else:
            kept.append(name)
    return values, kept, differs
