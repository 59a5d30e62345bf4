"""One customer on a card: who it is, what must not be forgotten, what we owe, and all that was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _, ngettext
from servicedesk.lookups import card as cards
from servicedesk.lookups.agreements import today
from servicedesk.lookups.card import Card
from servicedesk.lookups.consents import ConsentRow
from servicedesk.lookups.origins import Origin, origin_lines, origins
from servicedesk.lookups.profile import Profile, profile
from servicedesk.rules.agreements import ending_words
from servicedesk.rules.codes import label
from servicedesk.rules.needs import number_text
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.say import beside
from servicedesk.rules.stays import stay_words
from servicedesk.rules.text import one_line
from servicedesk.screens.events import timeline_lines
from servicedesk.screens.profile_facts import profile_facts
from servicedesk.screens.work_facts import work
from servicedesk.widgets.facts import Fact, Facts
from servicedesk.widgets.file_part import FilePart
from servicedesk.widgets.timeline import Timeline, TimelineRow

if TYPE_CHECKING:
    from servicedesk.desk import Desk


MOST_LINES = 3


class CustomerPage(NamedTuple):
    """Everything the card shows, asked for in one go; the newest event comes last."""

    card: Card
    rows: list[TimelineRow]
    profile: Profile
    origins: tuple[Origin, ...] = ()


def customer_page(desk: Desk, number: int) -> CustomerPage:
    """Asks for one customer with the whole history. Raises NotFound."""
    events = list(reversed(cards.timeline(desk, number)))
    rows = list(zip((event.ticket for event in events), timeline_lines(desk, events), strict=True))
    seen = cards.card(desk, number)
    return CustomerPage(
        seen,
        [row._replace(text=f"{ticket}  {row.text}".rstrip()) if ticket else row for ticket, row in rows],
        profile(desk, seen),
        origins(desk, number),
    )


class CustomerCard(Vertical):
    """Draws a `CustomerPage`; empty until it is given one. List preview and customer screen share it.

    The file has half the height; what does not fit is counted below it, and `turn` gives it all the room.
    """

    def __init__(self, *, more: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._more = more

    def compose(self) -> ComposeResult:
        yield Static(classes="card--head", markup=False)
        with FilePart(classes="card--facts"):
            yield Facts()
        yield Static(classes="card--more", markup=False)
        yield Timeline(newest_first=True, classes="card--timeline")

    def turn(self) -> None:
        """Shows the whole file where the history stood, or the history again; the keys scroll what is seen."""
        self.toggle_class("-whole")
        part = self.query_one(FilePart)
        part.can_focus = self.has_class("-whole")
        part.scroll_home(animate=False)

    def focus_shown(self) -> None:
        """Gives the focus to what there is to scroll."""
        (self.query_one(FilePart) if self.has_class("-whole") else self.query_one(Timeline)).focus()

    @on(FilePart.Hides)
    def _tell_more(self, message: FilePart.Hides) -> None:
        line = self.query_one(".card--more", Static)
        line.display = message.lines > 0
        words = ngettext("{count} more line", "{count} more lines", message.lines).format(count=message.lines)
        line.update(
            Content.styled(
                _("{what}; {key} shows them").format(what=words, key=self._more), "$foreground 60%"
            )
        )

    def show(self, desk: Desk, page: CustomerPage) -> None:
        """Draws this customer."""
        self.query_one(".card--head", Static).update(head(desk, page.card))
        told = (
            warnings(page.card), differing_facts(page.origins), work(desk, page.card), file_facts(desk, page.card),
            profile_facts(page.profile), origin_facts(desk, page.origins),
        )  # fmt: skip
        self.query_one(Facts).show([*chain(*told)])
        self.query_one(Timeline).set_rows(page.rows)

    def show_nothing(self) -> None:
        """Draws an empty card."""
        self.query_one(".card--head", Static).update("")
        self.query_one(Facts).show([])
        self.query_one(Timeline).set_rows([])


def head(desk: Desk, card: Card) -> Content:
    """Name and number, and below what tells this customer from others."""
    row = card.file.row
    since = _("since {year}").format(year=desk.local(row.created_at).year)
    tickets = ngettext("{count} ticket", "{count} tickets", card.ticket_count).format(count=card.ticket_count)
    count = card.complaint_count
    complaints = (
        ngettext("{count} complaint", "{count} complaints", count).format(count=count) if count else ""
    )
    if card.complains_often:
        complaints = _("complains often: {count}").format(count=count)
    kind = label("customer_kind", row.kind) if row.kind != "person" else ""
    archived = _("archived") if row.archived else ""
    words = " · ".join(filter(None, (archived, kind, row.tier, since, tickets, complaints)))
    named: list[str | tuple[str, str]] = [(one_line(row.name), "bold"), "  "] if row.name.strip() else []
    return Content.assemble(
        *named,
        (f"C{row.number}", "bold $text-primary"),
        "\n",
        (one_line(words), "$foreground 60%"),
    )


def warnings(card: Card) -> Iterator[Fact]:
    """What must not be done, before anything is said or promised."""
    limits = card.rights.row
    if card.merged_into:
        yield Fact(_("Joined into"), "! " + file_name(*card.merged_into), "warning")
    if limits.erased_at:
        yield Fact(_("Erased"), "! " + _("this file stays empty"), "danger")
    if limits.restricted:
        yield Fact(_("Restricted"), "! " + _("use it for the customer's own matters only"), "danger")
    if card.do_not:
        yield Fact(_("Do not"), f"! {card.do_not}", "warning")
    if card.opt_outs:
        channels = ", ".join(label("channel", channel) for channel in card.opt_outs)
        yield Fact(_("Opted out"), f"! {channels}", "warning")
    refused = [line for line in card.rights.standing if not line.given]
    if refused:
        yield Fact(_("Refused"), "! " + _lines(refused), "warning")
    agreed = [line for line in card.rights.standing if line.given]
    if agreed:
        yield Fact(_("Agreed to"), _lines(agreed))


def ending_facts(desk: Desk, card: Card) -> Iterator[Fact]:
    """Agreements that end soon or have run out."""
    for row in card.ending:
        if row.ends_on is not None:
            words = (label("agreement_kind", row.kind), row.reference, ending_words(row.ends_on, today(desk)))
            yield Fact(_("Agreement"), "! " + one_line("  ".join(filter(None, words))), "warning")


def need_facts(card: Card, most: int | None = None) -> Iterator[Fact]:
    """What is needed and not met, and what repeated tickets suggest to offer; with `most` that many of each."""
    for one in card.suggested[:most]:
        yield Fact(_("Suggests"), one_line(one.words), "strong")
    for need in card.needs[:most]:
        score = _("priority {score}").format(score=number_text(need.score or 0))
        words = (one_line(need.row.words), label("need_class", need.row.need_class), score)
        yield Fact(_("Need"), "  ".join(words))
    if most and len(card.needs) > most:
        yield Fact(_("Need"), _("and {count} more").format(count=len(card.needs) - most), "muted")


def _came_facts(card: Card) -> Iterator[Fact]:
    """How the customer came to us, and who came through her."""
    row = card.file.row
    if row.heard_of_us:
        yield Fact(_("Heard of us"), one_line(label("heard", row.heard_of_us)))
    if card.chain:
        yield Fact(_("Sent by"), " < ".join(file_name(*file) for file in card.chain))
    if card.sent:
        yield Fact(_("Sent us"), _(", ").join(file_name(*file) for file in card.sent))


def file_name(number: int, name: str) -> str:
    """Another file in few words."""
    return one_line(f"C{number} {name}".rstrip())


def _lines(lines: Sequence[ConsentRow]) -> str:
    return ", ".join(
        beside(label("purpose", line.purpose), label("consent_channel", line.channel)) for line in lines
    )


def contact_facts(desk: Desk, card: Card) -> Iterator[Fact]:
    """How and where the customer is reached."""
    for phone in card.file.phones:
        extension = f" {_('ext. {digits}').format(digits=phone.extension)}" if phone.extension else ""
        yield Fact(_("Phone"), shown_phone(phone.number, desk.firm.region) + extension)
    for place in card.file.premises:
        words = f"{place.text}  {stay_words(place.role, place.since, place.until)}"
        if place.note and not place.former:
            words = beside(words, place.note)
        yield Fact(_("Premises"), words, "muted" if place.former else "")
    if card.best_time:
        yield Fact(_("Best time"), card.best_time)


def file_facts(desk: Desk, card: Card) -> Iterator[Fact]:
    """Everything else that is kept of the customer."""
    yield from need_facts(card)
    yield from ending_facts(desk, card)
    yield from contact_facts(desk, card)
    row = card.file.row
    for email in card.file.emails:
        yield Fact(_("E-mail"), email.address)
    if row.preferred_channel:
        yield Fact(_("Prefers"), label("channel", row.preferred_channel))
    for name, value in card.file.preferences.items():
        yield Fact(_("Likes"), f"{name}: {value}")
    yield from own_facts(card)
    if row.birthday:
        yield Fact(_("Birthday"), f"{row.birthday:%Y-%m-%d}")
    if card.tags:
        yield Fact(_("Tags"), " ".join(card.tags))
    yield from _came_facts(card)
    if row.note:
        yield Fact(_("Note"), row.note)
    for file in card.joined:
        yield Fact(_("Joined with"), file_name(*file), "muted")
    if card.rights.row.legal_hold:
        yield Fact(_("Legal hold"), card.rights.row.legal_hold)


def differing_facts(found: Sequence[Origin]) -> Iterator[Fact]:
    """What a list says against what the customer herself confirmed."""
    for one in found:
        if one.differing:
            words = _("{name}: {value}").format(name=one.label, value=one.differing)
            yield Fact(_("Differs"), "! " + one_line(words), "warning")


def origin_facts(desk: Desk, found: Sequence[Origin]) -> Iterator[Fact]:
    """Quietly, from where everything is."""
    for line in origin_lines(desk, found):
        yield Fact(_("Known from"), one_line(line), "muted")


def own_facts(card: Card) -> Iterator[Fact]:
    """What stands in the firm's own fields: a few each on a line, many one after another."""
    told = [(one_line(one.field.label), one_line(one.shown)) for one in card.file.own]
    if len(told) > MOST_LINES:
        words = (_("{name}: {value}").format(name=name, value=value) for name, value in told)
        yield Fact(_("Fields"), " · ".join(words))
    else:
        yield from (Fact(name, value) for name, value in told)
