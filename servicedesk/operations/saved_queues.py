"""Queues that the firm or one person keeps: a name for a query."""

from __future__ import annotations

from dataclasses import dataclass

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.queues import BUILT_IN
from servicedesk.operations.change import Change, change
from servicedesk.operations.values import line, yes_or_no
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.handles import code_from
from servicedesk.rules.permissions import Permission
from servicedesk.rules.query import format_query, parse
from servicedesk.store.queries.staff import QUEUE_LIST, QueueRow
from servicedesk.store.tables import SavedQueue

EDITABLE = ("name", "query", "active")


@dataclass(frozen=True)
class NewQueue:
    """A query worth a name; `mine` keeps it to the actor."""

    name: str
    query: str
    mine: bool = False


def add(desk: Desk, new: NewQueue) -> QueueRow:
    """Keeps a query under a name. Raises BadValue on a query that cannot be read, Refused on a name in use."""
    with change(desk, _needed(new.mine)) as work:
        name = line(new.name, _("The queue has no name"))
        _refuse_double(desk, work, name)
        taken = {row.code for row in work.all(SavedQueue)} | {code for code, _name, _query in BUILT_IN}
        queue = work.add(
            SavedQueue(
                code=code_from(name, taken),
                name=name,
                query=_query(new.query),
                owner_id=desk.actor.id if new.mine else None,
            )
        )
        work.record("queue.created", code=queue.code)
        return _row(work, queue)


def edit(desk: Desk, said: str, values: dict[str, str], *, if_version: int | None = None) -> QueueRow:
    """Changes name, query, or whether the queue is in use. Raises BadValue on another field."""
    mine = _meant(desk, said)
    with change(desk, _needed(mine.owner is not None)) as work:
        queue = work.get(SavedQueue, mine.id, if_version=if_version)
        for field, value in values.items():
            _set_field(desk, work, queue, field, value)
        if work.has_changed():
            work.record("queue.edited", code=queue.code)
        return _row(work, queue)


def switch_off(desk: Desk, said: str, *, if_version: int | None = None) -> tuple[QueueRow, bool]:
    """The queue is not offered any more. True where it was off before."""
    mine = _meant(desk, said)
    with change(desk, _needed(mine.owner is not None)) as work:
        queue = work.get(SavedQueue, mine.id, if_version=if_version)
        already = not queue.active
        queue.active = False
        if not already:
            work.record("queue.off", code=queue.code)
        return _row(work, queue), already


def _needed(mine: bool) -> Permission:
    """Everybody keeps queues of her own; one for everybody is a matter of the firm."""
    return Permission.TICKET_WORK if mine else Permission.FIRM_EDIT


def _meant(desk: Desk, said: str) -> QueueRow:
    wanted = said.strip().casefold()
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = [QueueRow(*row) for row in reader.rows(QUEUE_LIST, {"actor": desk.actor.id})]
    for row in rows:
        if wanted in {row.code, row.name.casefold()}:
            return row
    if any(wanted in {code, name.casefold(), _(name).casefold()} for code, name, _query in BUILT_IN):
        raise Refused(
            _("The queue {name} belongs to every desk and stays as it is").format(name=said),
            _("Keep one of your own: servicedesk queue new NAME QUERY --mine"),
        )
    raise NotFound(_("There is no saved queue {name}").format(name=said), _("See: servicedesk queue"))


def _set_field(desk: Desk, work: Change, queue: SavedQueue, field: str, value: str) -> None:
    match field:
        case "name":
            name = line(value, _("The queue has no name"))
            if name.casefold() != queue.name.casefold():
                _refuse_double(desk, work, name)
            queue.name = name
        case "query":
            queue.query = _query(value)
        case "active":
            queue.active = yes_or_no(value)
        case _:
            raise BadValue(
                _("A queue has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(EDITABLE)),
            )


def _query(said: str) -> str:
    read = parse(said)
    if not read.terms:
        raise BadValue(_("The queue has no query"), _("Write one such as: is:open tag:leak"))
    return format_query(read)


def _refuse_double(desk: Desk, work: Change, name: str) -> None:
    rows = [QueueRow(*row) for row in work.reader.rows(QUEUE_LIST, {"actor": desk.actor.id})]
    names = {row.name.casefold() for row in rows if row.active}
    for code, built_in, _query_text in BUILT_IN:
        names |= {code, built_in.casefold(), _(built_in).casefold()}
    if name.casefold() in names:
        raise Refused(
            _("There is a queue {name} already").format(name=name), _("Choose another name, or edit that one")
        )


def _row(work: Change, queue: SavedQueue) -> QueueRow:
    rows = (QueueRow(*row) for row in work.reader.rows(QUEUE_LIST, {"actor": work.desk.actor.id}))
    return next(row for row in rows if row.id == queue.id)
