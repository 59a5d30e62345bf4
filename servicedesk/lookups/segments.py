"""Named groups of customers: those every desk has, and those the firm or one person saved (R026, R027, R047)."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.lookups import customers
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.rules.yardstick import yardstick
from servicedesk.store.queries.segments import SEGMENT_LIST, SegmentRow

__all__ = ["Segment", "SegmentRow"]

# Code, name, query; the firm's own periods and its best tier stand in the queries.
_BUILT_IN = (
    ("everyone", N_("Everyone"), ""),
    ("premium", N_("Premium"), 'tier:"{best}"'),
    ("existing", N_("Existing customers"), "stage:existing"),
    ("new", N_("New customers"), "stage:new"),
    ("prospects", N_("Prospects"), "stage:prospect"),
    ("at_risk", N_("At risk"), "has:complaint silent:>{risk}d -silent:>{lapsed}d"),
    ("lapsed", N_("Lapsed"), "silent:>{lapsed}d -stage:prospect"),
    ("incomplete", N_("Files to complete"), "complete:<60"),
    ("no_phone", N_("Without a phone"), "missing:phone"),
)


class Segment(NamedTuple):
    """A segment by its code, the name people see, and the query it stands for."""

    code: str
    name: str
    query: str
    saved: bool


def built_in(desk: Desk) -> list[Segment]:
    """The segments that every desk has, by the measures of this firm."""
    by = yardstick(desk.firm.settings)
    firm = {"best": by.tier_names[0], "risk": by.risk_days, "lapsed": by.lapsed_days}
    return [Segment(code, _(name), query.format(**firm), False) for code, name, query in _BUILT_IN]


def saved_segments(desk: Desk) -> list[SegmentRow]:
    """Every saved segment that the actor sees, those switched off included."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [SegmentRow(*row) for row in reader.rows(SEGMENT_LIST, {"actor": desk.actor.id})]


def segments(desk: Desk) -> list[Segment]:
    """Every segment in use that the actor sees, the built-in ones first."""
    kept = [Segment(row.code, row.name, row.query, True) for row in saved_segments(desk) if row.active]
    return [*built_in(desk), *kept]


def segment(desk: Desk, said: str) -> Segment:
    """The segment with this code or name. Raises NotFound naming the known ones."""
    known = segments(desk)
    found = named(known, said)
    if found is None:
        raise NotFound(
            _("There is no segment {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(one.code for one in known)),
        )
    return found


def named(known: list[Segment], said: str) -> Segment | None:
    """The one of some segments that a code or a name means."""
    wanted = said.strip().casefold().replace("-", "_").replace(" ", "_")
    return next((one for one in known if wanted in {one.code, one.name.casefold().replace(" ", "_")}), None)


def narrowed(desk: Desk, said: str, query: str) -> str:
    """The query of a segment with more conditions."""
    return f"{segment(desk, said).query} {query}".strip()


def counted(desk: Desk) -> list[tuple[Segment, int]]:
    """Every segment with how many customers it holds now; a saved query that no longer reads counts nobody."""
    return [(found, _count(desk, found)) for found in segments(desk)]


def _count(desk: Desk, found: Segment) -> int:
    try:
        return customers.count(desk, found.query)
    except BadValue:
        return 0
