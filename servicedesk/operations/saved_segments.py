"""Segments that the firm or one person keeps: a name for a query over customers (R027)."""

from __future__ import annotations

from dataclasses import dataclass

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.customer_query import query_fields
from servicedesk.lookups.segments import SegmentRow, built_in, named, saved_segments, segments
from servicedesk.operations.change import Change, change
from servicedesk.operations.values import line, yes_or_no
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.handles import code_from
from servicedesk.rules.permissions import Permission
from servicedesk.rules.query import format_query, parse
from servicedesk.store.queries.segments import SEGMENT_LIST
from servicedesk.store.tables.segments import SavedSegment

EDITABLE = ("name", "query", "active")


@dataclass(frozen=True)
class NewSegment:
    """A query worth a name; `mine` keeps it to the actor."""

    name: str
    query: str
    mine: bool = False


def add(desk: Desk, new: NewSegment) -> SegmentRow:
    """Keeps a query under a name. Raises BadValue on a query that cannot be read, Refused on a name in use."""
    with change(desk, _needed(new.mine)) as work:
        name = line(new.name, _("The segment has no name"))
        _refuse_double(desk, name)
        taken = {row.code for row in work.all(SavedSegment)} | {one.code for one in built_in(desk)}
        segment = work.add(
            SavedSegment(
                code=code_from(name, taken),
                name=name,
                query=_query(desk, new.query),
                owner_id=desk.actor.id if new.mine else None,
            )
        )
        work.record("segment.created", code=segment.code)
        return _row(work, segment)


def edit(desk: Desk, said: str, values: dict[str, str], *, if_version: int | None = None) -> SegmentRow:
    """Changes name, query, or whether the segment is in use. Raises BadValue on another field."""
    meant = _meant(desk, said)
    with change(desk, _needed(meant.owner is not None)) as work:
        segment = work.get(SavedSegment, meant.id, if_version=if_version)
        for field, value in values.items():
            _set_field(desk, segment, field, value)
        if work.has_changed():
            work.record("segment.edited", code=segment.code)
        return _row(work, segment)


def switch_off(desk: Desk, said: str, *, if_version: int | None = None) -> tuple[SegmentRow, bool]:
    """The segment is not offered any more. True where it was off before."""
    meant = _meant(desk, said)
    with change(desk, _needed(meant.owner is not None)) as work:
        segment = work.get(SavedSegment, meant.id, if_version=if_version)
        already = not segment.active
        segment.active = False
        if not already:
            work.record("segment.off", code=segment.code)
        return _row(work, segment), already


def _needed(mine: bool) -> Permission:
    """Everybody keeps segments of her own; one for everybody is a matter of the firm."""
    return Permission.CUSTOMER_EDIT if mine else Permission.FIRM_EDIT


def _meant(desk: Desk, said: str) -> SegmentRow:
    wanted = said.strip().casefold()
    for row in saved_segments(desk):
        if wanted in {row.code, row.name.casefold()}:
            return row
    if named(built_in(desk), said):
        raise Refused(
            _("The segment {name} belongs to every desk and stays as it is").format(name=said),
            _("Keep one of your own: servicedesk segment new NAME QUERY --mine"),
        )
    raise NotFound(_("There is no saved segment {name}").format(name=said), _("See: servicedesk segment"))


def _set_field(desk: Desk, segment: SavedSegment, field: str, value: str) -> None:
    match field:
        case "name":
            name = line(value, _("The segment has no name"))
            if name.casefold() != segment.name.casefold():
                _refuse_double(desk, name)
            segment.name = name
        case "query":
            segment.query = _query(desk, value)
        case "active":
            segment.active = yes_or_no(value)
        case _:
            raise BadValue(
                _("A segment has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(EDITABLE)),
            )


def _query(desk: Desk, said: str) -> str:
    read = parse(said, query_fields(desk))
    if not read.terms:
        raise BadValue(_("The segment has no query"), _("Write one such as: tier:A silent:>90d"))
    return format_query(read)


def _refuse_double(desk: Desk, name: str) -> None:
    if named(segments(desk), name):
        raise Refused(
            _("There is a segment {name} already").format(name=name),
            _("Choose another name, or edit that one"),
        )


def _row(work: Change, segment: SavedSegment) -> SegmentRow:
    rows = (SegmentRow(*row) for row in work.reader.rows(SEGMENT_LIST, {"actor": work.desk.actor.id}))
    return next(row for row in rows if row.id == segment.id)
