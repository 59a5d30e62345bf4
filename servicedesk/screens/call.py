"""The call screen: the phone rings, any fragment finds the caller, and the card says what we owe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for, pressed_key
from servicedesk.lookups import card as cards
from servicedesk.lookups.card import Card
from servicedesk.lookups.find import Found, find
from servicedesk.problems import Problem
from servicedesk.rules.phones import looks_like_phone
from servicedesk.screens.area import DeskChanged
from servicedesk.screens.call_card import CallCard, card_hints, field_hints
from servicedesk.screens.contact_log import owed_by_ringing
from servicedesk.screens.customer_actions import CustomerActions
from servicedesk.screens.customer_rows import found_columns, found_line
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.frame import KeyHints
from servicedesk.widgets.rows import RowList
from servicedesk.widgets.safe_text import SafeInput

if TYPE_CHECKING:
    from servicedesk.app import DeskApp

SEEK_SECONDS = 0.005  # a name pasted or committed by an input method is looked for once
MOST_FOUND = 50


class CallScreen(CustomerActions, ModalScreen[None]):
    """Typing is in the field, acting on the card; Enter or Down goes there, Esc comes back and then leaves."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("call")
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self._pause: Timer | None = None
        self._is_seeking = False
        self._goes_to_card = False
        self._has_next = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(_("Call"))
            with Horizontal(id="call-line"):
                yield SafeInput(
                    id="call-field", placeholder=_("last digits, name, initials, flat or ticket number")
                )
                yield Static(id="call-count", markup=False)
            yield RowList(found_columns(), id="found", header=False)
            with VerticalScroll(id="call-card", can_focus=False):
                yield CallCard()
            yield KeyHints()

    def on_mount(self) -> None:
        cast("DeskApp", self.app).warm_up()
        self.watch(self, "focused", self._follow_focus, init=False)
        self._field.focus()
        self._show_nothing(_("Who is calling? Any part of a name, phone or address will do"))

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self._field.value.strip()

    def chosen_customer(self) -> int | None:
        return None if self._rows.has_message else self._rows.selected_key

    def next_caller(self) -> None:
        """The phone rings again: an empty field for the next caller, which stays while the last call is still saved."""
        self._has_next = bool(self.typed) or self._has_next
        self._field.value = ""
        self._field.focus()

    def contact_logged(self, words: str) -> None:
        cast("DeskApp", self.app).say_saved(words)
        self._leave()

    def saved_elsewhere(self, result: Any) -> None:
        if result is not None:
            self.call_later(self._leave)

    def verbs(self) -> list[tuple[str, str]]:
        return [*super().verbs(), ("open_file", _("Customer file")), ("unknown_caller", _("Unknown caller"))]

    def on_desk_changed(self, _message: DeskChanged) -> None:
        if self.typed and not self._is_seeking:
            self._seek()

    def _leave(self) -> None:
        if self._has_next:
            self._has_next = False
        else:
            self.dismiss()

    # Finding.

    @on(Input.Changed, "#call-field")
    def _typed_on(self) -> None:
        self._is_seeking, self._goes_to_card = True, False
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(SEEK_SECONDS, self._seek_typed)

    def _seek_typed(self) -> None:
        """Letters that wait for their turn are looked for together with these."""
        if cast("DeskApp", self.app).is_typed_ahead:
            self._pause = self.set_timer(SEEK_SECONDS, self._seek_typed)
        else:
            self._seek()

    def _seek(self) -> None:
        text = self.typed
        self.ask(
            lambda: find(self.desk, text, limit=MOST_FOUND),
            self._show_found,
            group="find",
            failed=self._show_failure,
        )

    def _show_found(self, found: Sequence[Found]) -> None:
        kept = None if self._is_seeking else self.chosen_customer()
        self._is_seeking = False
        if found:
            self._rows.begin([found_line(self.desk, hit) for hit in found], len(found))
            self._rows.set_count(len(found))
            more = "+" if len(found) == MOST_FOUND else ""
            self._count(_("{count} found").format(count=f"{len(found)}{more}"))
        elif self.typed:
            self._show_nothing(
                _("Nobody found. Enter, then Enter makes a new file of it, u takes an unknown caller")
            )
        else:
            self._show_nothing(_("Who is calling? Any part of a name, phone or address will do"))
        if kept is not None:
            self._rows.select_key(kept)
        self._follow_focus()
        if self._goes_to_card:
            self.action_to_card()

    def _show_nothing(self, words: str) -> None:
        self._rows.clear()
        self._rows.set_count(0)
        self._rows.show_message(words)
        self._count("")
        self.query_one(CallCard).show_nothing()

    def _show_failure(self, problem: Problem) -> None:
        self._is_seeking = False
        self._rows.show_message(f"{problem.message}\n{problem.hint}", failed=True)

    def _count(self, words: str) -> None:
        place = self.query_one("#call-count", Static)
        place.update(Content(words), layout=cell_len(words) != cell_len(str(place.content)))

    @on(RowList.Moved, "#found")
    def _another(self, message: RowList.Moved) -> None:
        self.ask(lambda: cards.card(self.desk, message.key), self._show_card, group="card")

    def _show_card(self, card: Card) -> None:
        if card.file.number == self.chosen_customer():
            self.query_one(CallCard).show(self.desk, card)
            self.query_one("#call-card", VerticalScroll).scroll_home(animate=False)
            self._follow_focus()

    # Moving between the field and the card.

    @on(Input.Submitted, "#call-field")
    def action_to_card(self) -> None:
        """Goes to the card; while something is still being looked for, as soon as it is found."""
        if not self.typed:
            return
        self._goes_to_card = self._is_seeking
        if not self._is_seeking:
            self._rows.focus()

    def action_back(self) -> None:
        if self.focused is self._field:
            self.dismiss()
        else:
            self._field.focus()

    def _follow_focus(self) -> None:
        if self.focused is self._field:
            hints = field_hints()
        else:
            hints = card_hints(self.query_one(CallCard).card)
        self.query_one(KeyHints).set_hints(hints)

    @on(KeyHints.Chosen)
    def _hint_chosen(self, message: KeyHints.Chosen) -> None:
        self.app.call_later(self.app.simulate_key, pressed_key(message.key.partition("-")[0]))

    # Acting.

    @on(RowList.Opened, "#found")
    def action_log_contact(self) -> None:
        card = self.chosen_card()
        if card is not None:
            self.log_with(card)
        else:
            self._new_file()

    def action_customer_ticket(self) -> None:
        if self.chosen_customer() is None:
            self._new_file()
        else:
            super().action_customer_ticket()

    def ticket_opened(self, result: Any) -> None:
        """A call that was owed may be settled by the one that came in: that is asked, not guessed."""
        card = self.query_one(CallCard).card
        if result is not None and card is not None and owed_by_ringing(card):
            self.ask_settled(card, result.ticket)
        else:
            self.saved_elsewhere(result)

    def action_open_ticket(self, place: int) -> None:
        card = self.query_one(CallCard).card
        if card is not None and place <= len(card.tickets):
            self.open_ticket_screen(str(card.tickets[place - 1].number))

    def action_open_file(self) -> None:
        from servicedesk.screens.customer import CustomerScreen

        number = self.chosen_customer()
        if number is not None:
            self.app.push_screen(CustomerScreen(number))

    def action_unknown_caller(self) -> None:
        offers = [("ticket", _("New ticket")), ("log", _("Only log the call"))]
        self.app.push_screen(PickOne(_("Unknown caller"), offers), self._take_unknown)

    def _take_unknown(self, what: str | None) -> None:
        from servicedesk.screens.ticket_form import TicketForm

        if what == "ticket":
            self.app.push_screen(TicketForm(caller=self.typed), self.saved_elsewhere)
        elif what == "log":
            self.log_unknown(self.typed)

    def _new_file(self) -> None:
        from servicedesk.screens.customer_form import CustomerForm

        if not self.typed or self._is_seeking:
            return
        phone = self.typed if looks_like_phone(self.typed) else ""
        self.app.push_screen(CustomerForm(phone=phone, name="" if phone else self.typed), self._made)

    def _made(self, made: Any) -> None:
        """The new file is on the card at once, ready for its ticket."""
        if made is not None:
            self._field.value = f"C{made.number}"
            self._is_seeking = self._goes_to_card = True
            self._seek()

    @property
    def _field(self) -> SafeInput:
        return self.query_one("#call-field", SafeInput)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#found", RowList)
