"""The value everything gets: the store, who acts, the clock, and the firm's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from servicedesk.clock import Clock, SystemClock, practice_clock
from servicedesk.i18n import _
from servicedesk.problems import NotFound, NotPermitted, Refused
from servicedesk.rules.local_texts import LocalTexts
from servicedesk.rules.permissions import Permission, require
from servicedesk.store.database import OlderDesk, Reader, Store, store_at
from servicedesk.store.failures import damaged
from servicedesk.store.kept import from_json
from servicedesk.store.queries import staff as staff_queries

if TYPE_CHECKING:
    from servicedesk.rules.promises import PromiseRule
    from servicedesk.rules.worktime import Calendar

SYSTEM_HANDLE = "system"
YEARS_KEPT = 5


class Actor(NamedTuple):
    """Who acts: the staff member, and the operating-system account behind it."""

    id: int
    handle: str
    name: str
    role: str
    team: str | None
    account: str


@dataclass(frozen=True)
class Firm:
    """The firm's settings, kept in the desk itself; read once when the desk is opened."""

    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.settings.get("firm.name", ""))

    @property
    def motto(self) -> str:
        """What the firm stands for, in its own words; often empty (R199)."""
        return str(self.settings.get("firm.motto") or "")

    @property
    def language(self) -> str:
        return str(self.settings.get("firm.language", "en"))

    @property
    def calendar(self) -> str:
        """The name of the calendar of its working hours."""
        return str(self.settings.get("firm.calendar", "hours"))

    @property
    def region(self) -> str:
        """The country whose phone numbers are written without a country code."""
        return str(self.settings.get("firm.region", "CN"))

    @property
    def complaints_often(self) -> int:
        """From how many complaints in a year on a customer complains often."""
        return int(self.settings.get("firm.complaints_often") or 3)

    @property
    def needs_consent(self) -> tuple[str, ...]:
        """The purposes for which a customer must have agreed before she is contacted."""
        from servicedesk.rules.consent import NEEDS_CONSENT

        kept = self.settings.get("consent.needed")
        return NEEDS_CONSENT if kept is None else tuple(map(str, kept))

    @property
    def customer_years(self) -> int:
        """After how many years without contact a customer file is due for erasure; 0 is never."""
        return int(self.settings.get("retention.customer_years", YEARS_KEPT))

    @property
    def contact_years(self) -> int:
        """After how many years the words of a contact are due for erasure; 0 is never."""
        return int(self.settings.get("retention.contact_years", YEARS_KEPT))

    @property
    def is_practice(self) -> bool:
        """Whether this is a practice desk, whose clock `SERVICEDESK_NOW` may set."""
        return bool(self.settings.get("firm.practice", False))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The firm's time zone. Raises DatabaseProblem where its name was damaged."""
        name = str(self.settings.get("firm.timezone", "UTC"))
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise damaged(_("There is no time zone {name}").format(name=name), None) from error

    @cached_property
    def local_texts(self) -> LocalTexts:
        """Moments as text in the firm's time zone."""
        return LocalTexts(self.zone)

    @cached_property
    def promises(self) -> tuple[PromiseRule, ...]:
        """What the firm promises, and by when."""
        from servicedesk.rules.promises import rule_from

        return tuple(rule_from(rule) for rule in self.settings.get("promises", []))

    @property
    def callback_rules(self) -> list[dict[str, Any]]:
        return list(self.settings.get("callback_rules", []))


@dataclass
class Batch:
    """Ties the operations of one bulk verb or import together; its id is the first operation's."""

    id: int | None = None


@dataclass(frozen=True)
class Desk:
    """Passed to every operation and lookup; nothing global stands behind it."""

    store: Store
    actor: Actor
    clock: Clock
    firm: Firm
    batch: Batch | None = None

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """The firm's work calendars by name; read when first asked for."""
        from servicedesk.store.calendars import read_calendars

        with self.store.reading() as reader:
            return read_calendars(reader)

    @property
    def hours(self) -> Calendar:
        """The firm's own working hours, which are also the hours in which it calls customers."""
        return self.calendars[self.firm.calendar]

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.clock.now()

    def local(self, at: datetime) -> datetime:
        """A moment in the firm's time zone."""
        return at.astimezone(self.firm.zone)

    def require(self, permission: Permission) -> None:
        """Raises NotPermitted unless the actor's role carries the permission."""
        require(self.actor.role, permission)

    def in_batch(self) -> Desk:
        """The same desk, whose operations from now on belong together and can be undone as one."""
        return replace(self, batch=Batch())


def open_desk(
    place: str | Path | Store, *, account: str, staff: str | None = None, clock: Clock | None = None
) -> Desk:
    """Opens the desk as a staff member: the one named, else the one this account is mapped to.

    Without a clock it is the computer's, or on a practice desk the one that `SERVICEDESK_NOW` sets.
    An older desk is brought up to date first. Raises NoDesk, DatabaseProblem, NotPermitted (nobody was
    named and the account is not mapped) and NotFound (no such staff member).
    """
    store = place if isinstance(place, Store) else store_at(place)
    try:
        return open_desk_as_it_is(store, account=account, staff=staff, clock=clock)
    except OlderDesk:
        from servicedesk.store.schema import migrate

        migrate(store.path)
        return open_desk_as_it_is(store, account=account, staff=staff, clock=clock)


def open_desk_as_it_is(
    place: str | Path | Store, *, account: str, staff: str | None = None, clock: Clock | None = None
) -> Desk:
    """As `open_desk`, but raises OlderDesk instead of bringing the desk up to date."""
    store = (place if isinstance(place, Store) else store_at(place)).marked()
    with store.reading() as reader:
        firm = read_firm(reader)
        actor = _find_actor(reader, staff, account)
    return Desk(store, actor, clock or clock_of(firm), firm)


def clock_of(firm: Firm) -> Clock:
    """The computer's clock; on a practice desk a set one may stand in for it."""
    return practice_clock(firm.zone) if firm.is_practice else SystemClock()


def read_firm(reader: Reader) -> Firm:
    """The firm's settings as they stand now."""
    settings = {key: from_json(value) for key, value in reader.rows(staff_queries.SETTINGS)}
    return Firm(settings)


def _find_actor(reader: Reader, staff: str | None, account: str) -> Actor:
    if staff:
        found = find_staff(reader, staff)
    else:
        rows = reader.rows(staff_queries.STAFF_BY_ACCOUNT, {"account": account})
        if not rows:
            raise NotPermitted(
                _("This account is not known on the desk, so nobody is acting"),
                _("Say who you are with --as STAFF, or set SERVICEDESK_STAFF"),
            )
        found = staff_queries.staff_row(rows[0])
    if not found.active:
        raise NotPermitted(
            _("{name} does not work here any more").format(name=found.name),
            _("Name another staff member with --as"),
        )
    return Actor(found.id, found.handle, found.name, found.role, found.team, account)


def find_staff(reader: Reader, said: str) -> staff_queries.StaffRow:
    """The staff member a handle or an unambiguous name stands for. Raises NotFound or Refused."""
    rows = [
        staff_queries.staff_row(row) for row in reader.rows(staff_queries.STAFF_NAMED, {"said": said.strip()})
    ]
    exact = [row for row in rows if row.handle == said.strip().lower()]
    if exact:
        return exact[0]
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise Refused(
            _("Several staff are called {name}").format(name=said),
            _("Say which: {handles}").format(handles=", ".join(row.handle for row in rows)),
        )
    known = [row[1] for row in reader.rows(staff_queries.STAFF_LIST) if row[1] != SYSTEM_HANDLE]
    raise NotFound(
        _("There is no staff member {name}").format(name=said),
        _("Known are: {handles}").format(handles=", ".join(known)),
    )
