"""What a row changes in a file that the desk has: blanks are filled, lists grow, work done here is never overwritten."""

from __future__ import annotations

from typing import Any, NamedTuple

from servicedesk.operations.importing.customers.files_known import KnownFile
from servicedesk.operations.importing.customers.incoming import IncomingCustomer
from servicedesk.rules.phones import Phone
from servicedesk.store.queries.customer_imports import COLUMNS

Values = dict[str, Any]

_BLANK = (None, "", " ")
_DEFAULTS = {"kind": "person", "stage": "active"}


class Differences(NamedTuple):
    """New values, new phones and so on, and the fields in which the file was not followed."""

    values: Values
    phones: list[Phone]
    emails: list[str]
    premises: list[str]
    kept: list[str]

    def __bool__(self) -> bool:
        return bool(self.values or self.phones or self.emails or self.premises)


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
        "note": row.note,
    }
    return {name: value for name, value in said.items() if value not in _BLANK}


def file_of(number: int, row: IncomingCustomer, places: list[int]) -> KnownFile:
    """The file that a row has just made, as it will stand."""
    now = {**dict.fromkeys(COLUMNS, ""), **_DEFAULTS, "birthday": None, **said_values(row)}
    now["tags"] = f" {' '.join(row.tags)} " if row.tags else " "
    return KnownFile(
        number,
        now,
        then=dict(now),
        phones={(phone.number, phone.extension) for phone in row.phones},
        emails={email.casefold() for email in row.emails},
        premises=set(places),
    )


def differences(row: IncomingCustomer, known: KnownFile, places: dict[str, int]) -> Differences:
    """What a row brings that its file lacks. A value that differs is taken over only where the last import wrote it."""
    values: Values = {}
    kept: list[str] = []
    for name, said in said_values(row).items():
        now = known.now[name]
        if said == now or (name in known.then and said == known.then[name]):
            continue
        if now in _BLANK or now == _DEFAULTS.get(name) or now == known.then.get(name, object()):
            values[name] = said
        else:
            kept.append(name)
    tags = dict.fromkeys([*known.now["tags"].split(), *row.tags])
    if len(tags) > len(known.now["tags"].split()):
        values["tags"] = f" {' '.join(tags)} "
    return Differences(
        values,
        [phone for phone in row.phones if (phone.number, phone.extension) not in known.phones],
        [email for email in row.emails if email.casefold() not in known.emails],
        [place for place in row.premises if places.get(place) not in known.premises],
        kept,
    )
