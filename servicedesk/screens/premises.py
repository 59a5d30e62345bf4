"""One place on a screen of its own: what it stands in, who is and was there, and every ticket about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups.agreements import AgreementRow, today
from servicedesk.lookups.premises import OccupantRow, Place, place
from servicedesk.problems import Problem
from servicedesk.rules.agreements import span_words
from servicedesk.rules.codes import label
from servicedesk.rules.stays import stay_words
from servicedesk.rules.text import one_line
from servicedesk.screens.names import Names, names
from servicedesk.screens.premises_verbs import PremisesVerbs
from servicedesk.screens.ticket_rows import ticket_columns, ticket_line
from servicedesk.widgets.facts import Fact, Facts
from servicedesk.widgets.rows import RowList

if TYPE_CHECKING:
    from servicedesk.desk import Desk

PAGE = 200


class Shown(NamedTuple):
    """The place, and the names for its tickets."""

    place: Place
    names: Names


class PremisesScreen(PremisesVerbs):
    """Enter opens a ticket; Esc goes back to where the place was opened."""

    AREA = 3
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("premises")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._shown: Shown | None = None

    def body(self) -> ComposeResult:
        with Vertical(id="place"):
            yield Static(classes="card--head", markup=False)
            yield Facts(classes="card--facts")
            yield RowList(ticket_columns(), id="place-tickets", classes="area-list")

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def seen(self) -> Place | None:
        return self._shown.place if self._shown else None

    def begin(self) -> None:
        super().begin()
        self.rows.focus()

    def retitle(self) -> None:
        self.rows.set_columns(ticket_columns())

    def load(self) -> None:
        self.ask(
            lambda: Shown(place(self.desk, self.number), names(self.desk)),
            self._show,
            group="place",
            failed=self._show_failure,
        )

    @on(RowList.Opened)
    def _opened(self, message: RowList.Opened) -> None:
        from servicedesk.screens.ticket import TicketScreen

        self.app.push_screen(TicketScreen(message.key))

    @on(RowList.PageWanted)
    def _page_wanted(self, message: RowList.PageWanted) -> None:
        self._put(message.start, message.size)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.query_one(".card--head", Static).update(head(shown.place))
        self.query_one(Facts).show([*place_facts(self.desk, shown.place)])
        self.rows.clear()
        self.rows.set_ids([ticket.number for ticket in shown.place.tickets])
        self._put(0, PAGE)
        if not shown.place.tickets:
            self.rows.show_message(_("No ticket was ever about this place"))

    def _put(self, start: int, size: int) -> None:
        if self._shown:
            tickets = self._shown.place.tickets[start : start + size]
            self.rows.put(start, [ticket_line(self.desk, one, self._shown.names) for one in tickets])

    def _show_failure(self, problem: Problem) -> None:
        self.rows.show_message(f"{problem.message}\n{problem.hint}", failed=True)


def head(seen: Place) -> Content:
    """Name and number, and below where it stands."""
    path = " › ".join(name for _number, name in seen.path)
    words = " · ".join(filter(None, (label("premises_kind", seen.row.kind), path)))
    return Content.assemble(
        (one_line(seen.row.text), "bold"), "  ", (f"P{seen.number}", "bold $text-primary"), "\n",
        (one_line(words), "$foreground 60%"),
    )  # fmt: skip


def place_facts(desk: Desk, seen: Place) -> Iterator[Fact]:
    """What must be known before somebody goes there, who lives there, and what was agreed."""
    row = seen.row
    for title, text in (
        (_("Access"), row.access), (_("Keys kept"), row.keys), (_("Pets"), row.pets),
        (_("Parking"), row.parking), (_("Note"), row.note),
    ):  # fmt: skip
        if text:
            yield Fact(title, text)
    for one in seen.occupants:
        title = _("Lived there") if one.former else _("Lives there")
        yield Fact(title, occupant_words(one), "muted" if one.former else "")
    for agreement in seen.agreements:
        yield agreement_fact(desk, agreement)
    if seen.below:
        yield Fact(_("Below"), _list_words([below.text for below in seen.below]), "muted")


def occupant_words(one: OccupantRow) -> str:
    """Somebody who lives or lived there, in few words."""
    return one_line(f"C{one.customer_number} {one.name}  {stay_words(one.role, one.since, one.until)}")


def agreement_fact(desk: Desk, row: AgreementRow) -> Fact:
    """An agreement in one line; one that ran out is marked."""
    ran_out = row.state(today(desk)) == "ran_out"
    days = span_words(row.starts_on, row.ends_on, row.ended_on)
    words = "  ".join(
        filter(None, (label("agreement_kind", row.kind), days, row.reference, one_line(row.services)))
    )
    return Fact(_("Agreement"), ("! " if ran_out else "") + words, "warning" if ran_out else "")


def _list_words(texts: Sequence[str], most: int = 12) -> str:
    more = [_("and {count} more").format(count=len(texts) - most)] if len(texts) > most else []
    return ", ".join([*map(one_line, texts[:most]), *more])
