"""Opening a ticket, and editing one: who, what, where; the promise that follows is shown while choosing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType

from servicedesk.i18n import _
from servicedesk.keys import bindings_for, key_name
from servicedesk.lookups import card as cards
from servicedesk.lookups import firm, tickets
from servicedesk.lookups.card import Card
from servicedesk.lookups.find import Found, find
from servicedesk.lookups.same_matter import SameMatter, same_matters
from servicedesk.lookups.sla import promised_now
from servicedesk.problems import NotFound, Problem
from servicedesk.rules.codes import codes, label
from servicedesk.rules.likes import likes
from servicedesk.rules.phones import looks_like_phone
from servicedesk.rules.text import one_line
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.editing import EditScreen, Stored
from servicedesk.screens.forms import Values
from servicedesk.screens.moments import when_text
from servicedesk.widgets.cells import shorten
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import EchoLine, LongTextField, TextField
from servicedesk.widgets.form import Form
from servicedesk.widgets.offers import Offer
from servicedesk.widgets.pick import PickField

_SUBJECT_CELLS = 28


class TicketForm(EditScreen):
    """With a number it edits that ticket; else it opens one, for a customer or what an unknown caller said."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("ticket_form")

    def __init__(self, number: int | None = None, *, customer: int | None = None, caller: str = "") -> None:
        super().__init__()
        self._number, self._customer, self._caller = number, customer, caller
        self._customer_name = ""
        self._same: list[SameMatter] = []

    @property
    def draft_key(self) -> str:
        if self._number:
            return f"ticket:{self._number}"
        return f"ticket:new:{self._customer or self._caller}"

    def title_text(self) -> str:
        if self._number:
            return _("Edit ticket {number}").format(number=self._number)
        return _("New ticket")

    def fields(self) -> Form:
        categories = [(row.code, firm.name_of(row)) for row in firm.categories(self.desk) if row.active]
        children = [
            PickField(
                "customer",
                _("Customer"),
                text=self._caller,
                placeholder=_("name, phone, flat; empty when unknown"),
            ),
            TextField("subject", _("Subject"), required=True),
            ChoiceField("category", _("Category"), categories),
            _choice("kind", _("Kind")),
            *([] if self._number else [_choice("priority", _("Priority"))]),
            _choice("channel", _("Channel"), "phone"),
            TextField("premises", _("Premises")),
            LongTextField("description", _("Details")),
            TextField("tags", _("Tags")),
            EchoLine(id="promise"),
            EchoLine(id="warning"),
            EchoLine(id="same"),
        ]
        return Form(*children)

    def start(self) -> None:
        if self._number:
            self.fill()
        else:
            self.refill()
        super().start()
        self.follow(self.form.values())

    def focus_start(self) -> None:
        if self._caller or (self._number and self.before.get("customer")):
            self.form.field("subject").focus_editor()
        else:
            super().focus_start()

    def save(self, values: Values) -> Any:
        from servicedesk.operations import tickets as operations
        from servicedesk.operations.tickets import NewTicket

        if self._number:
            changed = self.changed(values)
            return operations.edit(self.desk, self._number, changed, if_version=self.version)
        typed = self._picker.text.strip() if not values["customer"] else ""
        return operations.open_ticket(
            self.desk,
            NewTicket(
                subject=values["subject"],
                customer=int(values["customer"]) if values["customer"] else None,
                phone=typed if looks_like_phone(typed) else "",
                caller="" if looks_like_phone(typed) else typed,
                kind=values["kind"],
                category=values["category"],
                priority=values["priority"],
                channel=values["channel"],
                premises=values["premises"],
                description=values["description"],
                tags=values["tags"],
            ),
        )

    def saved(self, result: Any) -> str:
        ticket = result.ticket
        if self._number:
            return _("Ticket {number} saved").format(number=ticket.number)
        due = when_text(self.desk, ticket.due_at)
        return _("Ticket {number} opened, first word due {due}").format(number=ticket.number, due=due)

    def field_of(self, problem: Problem) -> str:
        return "customer" if isinstance(problem, NotFound) else ""

    def follow(self, values: Mapping[str, str]) -> None:
        self.ask(lambda: self._promise(values), self.query_one("#promise", EchoLine).show, group="promise")
        if not self._number:
            self.ask(lambda: self._same_matters(values), self._show_same, group="same")

    def action_open_same(self) -> None:
        """Shows the ticket that may be about the same matter; back from it, the form is as it was."""
        if self._same:
            from servicedesk.screens.ticket import TicketScreen

            self.app.push_screen(TicketScreen(self._same[0].number))

    def _same_matters(self, values: Mapping[str, str]) -> list[SameMatter]:
        customer = int(values["customer"]) if values.get("customer") else None
        return same_matters(self.desk, values["subject"], customer=customer, premises=values["premises"])

    def _show_same(self, found: list[SameMatter]) -> None:
        self._same = found
        named = [
            _("{number} {subject} ({time})").format(
                number=one.number,
                subject=shorten(one_line(one.subject), _SUBJECT_CELLS),
                time=when_text(self.desk, one.opened_at),
            )
            for one in found
        ]
        text = _("! Open already: {tickets}.  {key} shows it").format(
            tickets=_("; ").join(named), key=key_name("f7")
        )
        self.query_one("#same", EchoLine).show(text if found else "")

    def _promise(self, values: Mapping[str, str]) -> str:
        if self._number:
            return ""
        category = next((row for row in firm.categories(self.desk) if row.code == values["category"]), None)
        kind = values["kind"] or (category and category.kind) or "request"
        priority = values["priority"] or (category and category.priority) or "normal"
        customer = int(values["customer"]) if values.get("customer") else None
        due = promised_now(self.desk, kind, priority, category, customer)
        return _("{kind}, {priority}: first word by {first}, solved by {solved}").format(
            kind=label("kind", kind),
            priority=label("priority", priority),
            first=when_text(self.desk, due.first_response_due_at),
            solved=when_text(self.desk, due.resolution_due_at),
        )

    @property
    def _picker(self) -> PickField:
        return self.query_one("PickField", PickField)

    @on(PickField.Sought)
    def _seek(self, message: PickField.Sought) -> None:
        self.ask(
            lambda: [_offer(hit) for hit in find(self.desk, message.text, limit=6)],
            message.field.offer,
            group="seek",
        )

    @on(PickField.Picked)
    def _picked(self, message: PickField.Picked) -> None:
        number = int(message.offer.key)
        self.ask(lambda: cards.card(self.desk, number), self._remind, group="picked")

    def _take_customer(self, number: int) -> None:
        card = cards.card(self.desk, number)
        self._picker.pick(Offer(str(number), name_text(number, card.file.row.name)))
        self._remind(card)

    def _remind(self, card: Card) -> None:
        """What must not be forgotten with this customer is shown before anything is promised."""
        places = card.file.present_premises
        if len(places) == 1 and not self.form.values()["premises"]:
            self.form.field("premises").value = places[0].text
        mind = (f"! {card.do_not}" if card.do_not else "", likes(card.file.row))
        self.query_one("#warning", EchoLine).show("   ".join(filter(None, mind)))

    def stored(self) -> Stored:
        assert self._number is not None
        ticket, detail = tickets.ticket(self.desk, self._number), tickets.detail(self.desk, self._number)
        self._customer_name = ticket.customer_name or ""
        values = {
            "subject": ticket.subject,
            "description": detail.description,
            "kind": ticket.kind,
            "category": ticket.category or "",
            "channel": ticket.channel,
            "premises": ticket.premises or "",
            "customer": str(ticket.customer_number or ""),
            "tags": " ".join(ticket.tags),
        }
        return Stored(values, ticket.version)

    def changed_by(self) -> str:
        assert self._number is not None
        others = [
            row.who_name
            for row in tickets.timeline(self.desk, self._number)
            if row.who != self.desk.actor.handle
        ]
        return others[-1] if others else super().changed_by()

    def refill(self) -> None:
        super().refill()
        if self.before.get("customer"):
            self.take("customer", self.before["customer"])
        elif self._customer:
            self._take_customer(self._customer)
        self.form.set_values({})

    def take(self, name: str, value: str) -> None:
        if name == "customer":
            self._picker.pick(Offer(value, self._customer_name if value else ""))
        else:
            super().take(name, value)


def _offer(hit: Found) -> Offer:
    return Offer(str(hit.number), name_text(hit.number, hit.called), f"{hit.phone}  {hit.premises}".strip())


def _choice(family: str, title: str, code: str = "") -> ChoiceField:
    return ChoiceField(family, title, [(value, label(family, value)) for value in codes(family)], code)
