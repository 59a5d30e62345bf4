"""The doctor: whether everything about a desk is in order, and what to do where it is not (R266)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import available_timezones

from servicedesk.clock import Clock
from servicedesk.desk import Firm, clock_of, read_firm
from servicedesk.i18n import _
from servicedesk.lookups.drift import drifted
from servicedesk.problems import DatabaseProblem, Problem
from servicedesk.store import checks
from servicedesk.store.database import SCHEMA_VERSION, OlderDesk, Reader, connect_to_read, store_at
from servicedesk.store.failures import damaged
from servicedesk.store.unfit import unfit_values

BACKUP_EVERY = timedelta(days=7)
CALENDAR_AHEAD = timedelta(days=30)


class Check(NamedTuple):
    """One thing looked at; `state` is ok, warn or bad, `detail` says what was found and what to do."""

    name: str
    state: str
    detail: str


def checkup(place: str | Path, clock: Clock | None = None) -> list[Check]:
    """Looks at everything; an older desk is brought up to date first, a damaged one is read as far as it goes.

    Nobody has to be signed in. Raises NoDesk, and DatabaseProblem for what is no desk or a newer one.
    """
    path = store_at(place).path
    if not path.is_file() or path.stat().st_size == 0:
        connect_to_read(path).close()
    found = checks.damage(path) or checks.log_damage(path)
    if found:
        return [Check("file", "bad", f"{found}. {damaged(found, path).hint}"), *_of_place(path)]
    schema = _up_to_date(path)
    return [Check("file", "ok", str(path)), schema, *_of_content(path, clock), *_of_place(path)]


def _up_to_date(path: Path) -> Check:
    try:
        connect_to_read(path).close()
    except OlderDesk:
        from servicedesk.store.schema import migrate

        migrate(path)
        connect_to_read(path).close()
        return Check("schema", "ok", _("brought up to {version}").format(version=SCHEMA_VERSION))
    return Check("schema", "ok", str(SCHEMA_VERSION))


def _of_content(path: Path, clock: Clock | None) -> Iterator[Check]:
    with store_at(path).reading() as reader:
        yield _chain(reader)
        yield _seen(
            "links", "bad", lambda: checks.dangling_rows(reader), _("Bring back a backup from before")
        )
        yield _seen(
            "values",
            "bad",
            lambda: unfit_values(reader),
            _("The history may know them: servicedesk doctor --salvage NEW.sqlite"),
        )
        yield _seen(
            "search",
            "bad",
            lambda: checks.search_gaps(reader),
            _("Make the index again with: servicedesk doctor --rebuild-search"),
        )
        yield _seen(
            "due_times",
            "bad",
            lambda: checks.wrong_due_times(reader),
            _("Count them anew with: servicedesk sla recount"),
        )
        yield _seen(
            "categories",
            "warn",
            lambda: checks.unowned_categories(reader),
            _("Give them one with: servicedesk category edit CATEGORY --set team=TEAM"),
        )
        try:
            firm = read_firm(reader)
        except DatabaseProblem:
            return  # what is wrong with the settings stands among the values
        yield _zone(firm)
        if firm.settings.get("firm.timezone") in available_timezones():
            yield from _of_time(reader, firm, clock)


def _chain(reader: Reader) -> Check:
    """A history that broke is bad; one that a salvage brought out with holes is never called whole again."""
    broken = _seen("chain", "bad", lambda: checks.chain_break(reader), _("Bring back a backup from before"))
    if broken.state != "ok":
        return broken
    advice = _("What is there is proved; keep the damaged file and the backups from before")
    return _seen("chain", "warn", lambda: checks.history_holes(reader), advice)


def _of_time(reader: Reader, firm: Firm, clock: Clock | None) -> Iterator[Check]:
    now = (clock or clock_of(firm)).now().astimezone(firm.zone)
    until = (now + CALENDAR_AHEAD).date()
    yield _seen(
        "promises",
        "bad",
        lambda: _drifted(reader, now),
        _("Count them anew with: servicedesk sla recount"),
    )
    yield _seen(
        "calendar",
        "warn",
        lambda: checks.unconfirmed(reader, until),
        _("Holidays beyond are not official yet"),
    )
    made, backed_up = checks.moments(reader)
    since = backed_up or made or now
    detail = (
        _("last {day}").format(day=f"{backed_up.astimezone(firm.zone):%Y-%m-%d}")
        if backed_up
        else _("none yet")
    )
    late = now - since > BACKUP_EVERY and not firm.is_practice
    hint = _("Make one with: servicedesk backup")
    yield Check("backup", "warn" if late else "ok", f"{detail}. {hint}" if late else detail)


def _drifted(reader: Reader, now: datetime) -> str:
    """Tickets whose kept due times are not what their history leads to."""
    numbers = [str(number) for number in drifted(reader, now)]
    more = " ..." if len(numbers) > 5 else ""
    return _("tickets {numbers}").format(numbers=", ".join(numbers[:5]) + more) if numbers else ""


def _of_place(path: Path) -> Iterator[Check]:
    yield _seen("space", "warn", lambda: checks.little_space(path), _("Free some space"))
    yield _seen(
        "leftovers",
        "warn",
        lambda: checks.unfinished_files(path),
        _("Left by a set-up or a backup that was cut off, and needed by nothing: delete them"),
    )
    yield _seen(
        "access", "warn", lambda: checks.open_to_others(path), _("Make it readable by one account alone")
    )


def _zone(firm: Firm) -> Check:
    name = str(firm.settings.get("firm.timezone", ""))
    known = name in available_timezones()
    text = _("There is no time zone {name}").format(name=name)
    return Check("timezone", "ok" if known else "bad", name if known else text)


def _seen(name: str, state: str, look: Callable[[], str], advice: str) -> Check:
    """A check that finds something or nothing; one that cannot be made because of damage is bad itself."""
    try:
        found = look()
    except Problem as problem:
        return Check(name, "bad", problem.message)
    except OSError as error:
        return Check(name, "warn", error.strerror or str(error))
    return Check(name, state, f"{found}. {advice}") if found else Check(name, "ok", "")
