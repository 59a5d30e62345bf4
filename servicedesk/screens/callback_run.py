"""Run mode: the next due call on one screen, one key per outcome, then the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from servicedesk.i18n import _
from servicedesk.keys import KEYS, bindings_for, key_name
from servicedesk.lookups.callbacks import CallbackRow, RunCard
from servicedesk.problems import Problem
from servicedesk.rules.codes import label
from servicedesk.rules.when import read_when
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.callback_card import CallbackCard, CallPage, call_page
from servicedesk.screens.moments import when_text
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.frame import Area
from servicedesk.widgets.prompt import TextPrompt
from servicedesk.widgets.safe_text import SafeInput

if TYPE_CHECKING:
    from servicedesk.operations.callbacks import CallbackActed


class CallbackRun(AreaScreen, ModalScreen[Any]):
    """Nobody else gets the same name while it is here; `m` goes to the note, Enter comes back.

    It is modal, because its letters and digits mean outcomes and scores here and nothing else.
    """

    AREA = 4
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("run")

    def __init__(self, number: int | None = None) -> None:
        super().__init__()
        self._wanted = number
        self._page: CallPage | None = None
        self._takes = False
        self._pressed = ""
        self._score: int | None = None
        self._skipped: set[int] = set()
        self._passed: tuple[CallbackRow, ...] = ()

    def areas(self) -> list[Area]:
        return []

    def body(self) -> ComposeResult:
        yield Static(id="list-title", markup=False)
        yield CallbackCard(id="run-card")
        yield SafeInput(id="run-note", placeholder=_("Note (m), Enter returns to the card"))

    def begin(self) -> None:
        super().begin()
        self.card_pane.focus()

    def retitle(self) -> None:
        self.note.placeholder = _("Note (m), Enter returns to the card")
        if self._page:
            self._draw(self._page)

    def load(self) -> None:
        if self._page is None and not self._takes:
            self._takes = True
            self._glance()
            self.act(self._take, self._show, failed=self._not_taken)

    def _glance(self) -> None:
        """Shows the call that was chosen while it is still being taken in hand."""
        wanted = self._wanted
        if wanted is None:
            self.card_pane.show_words(_("Loading ..."), "")
        else:
            self.ask(lambda: call_page(self.desk, wanted), self._glanced, group="glance")

    def _glanced(self, page: CallPage) -> None:
        if self._takes:
            self._draw(page)

    @property
    def card_pane(self) -> CallbackCard:
        """The card that fills the screen."""
        return self.query_one(CallbackCard)

    @property
    def note(self) -> Input:
        """The line for what was said."""
        return self.query_one("#run-note", Input)

    @property
    def _card(self) -> RunCard | None:
        return self._page.card if self._page else None

    @property
    def _key(self) -> str:
        return f"call:{self._card.callback.id}" if self._card else "call"

    # Taking a call in hand.

    def _take(self) -> CallPage | None:
        from servicedesk.operations import leases

        if self._wanted is not None:
            row: CallbackRow | None = leases.lease(self.desk, self._wanted)
        else:
            row, self._passed = leases.next_call(self.desk, skip=self._skipped)
        return call_page(self.desk, row.id) if row else None

    def _show(self, page: CallPage | None) -> None:
        self._takes, self._page, self._score = False, page, None
        pressed, self._pressed = self._pressed, ""
        self._tell_passed()
        if page is None:
            self.query_one("#list-title", Static).update("", layout=False)
            self.card_pane.show_words(_("No more calls are due"), _("Esc goes back to the list"))
            self.note.value = ""
            return
        self.note.value = self.drafts.kept(self._key).get("text", "")
        self._draw(page)
        self.card_pane.focus()
        if pressed:
            self.action_outcome(pressed)

    def _tell_passed(self) -> None:
        """Says once whom the gate kept from being rung, and why."""
        passed, self._passed = self._passed, ()
        self._skipped.update(one.id for one in passed)
        if passed:
            first, needed = passed[0], self.desk.firm.needs_consent
            who = first.customer_name or f"C{first.customer_number}"
            words = _("Passed over: {who} ({reason})").format(who=who, reason=first.may_ring(needed).words)
            more = _("and {count} more").format(count=len(passed) - 1) if len(passed) > 1 else ""
            self.notice(" · ".join(filter(None, (words, more))), "warning")

    def _not_taken(self, problem: Problem) -> None:
        self._takes, self._pressed = False, ""
        self.card_pane.show_failure(problem)

    def _draw(self, page: CallPage) -> None:
        call = page.card.callback
        words = ""
        if call.leased_until:
            until = self.desk.local(call.leased_until)
            words = _("Yours until {time}; nobody else gets this name").format(time=f"{until:%H:%M}")
        title = Content.assemble(
            (_("Callback {number}").format(number=call.id), "bold"), (f"   {words}", "$foreground 60%")
        )
        self.query_one("#list-title", Static).update(title, layout=False)
        self.card_pane.show(self.desk, page)

    # The keys.

    def action_outcome(self, outcome: str) -> None:
        if self._takes and self._wanted is not None:
            self._pressed = outcome  # she saw who it is and was quicker than the desk
        elif self._takes:
            self.notice(_("One moment: the next call is not here yet"))
        elif self._card is None:
            self.notice(_("No call is open; Esc goes back to the list"))
        elif outcome == "call_later":
            self._ask_when()
        else:
            self._log(outcome, "")

    def action_outcome_menu(self) -> None:
        """Every outcome by name, for hands that do not know the letters and for input methods that take them."""
        offers = [(key.action, _(key.words), key_name(key.keys.split(",")[0])) for key in KEYS["run"]]
        offers = [offer for offer in offers if offer[0].startswith(("outcome(", "score("))]
        self.app.push_screen(PickOne(_("What came of the call?"), offers), self._menu_picked)

    async def _menu_picked(self, action: str | None) -> None:
        if action:
            await self.app.run_action(action, default_namespace=self)

    def action_score(self, score: int) -> None:
        self._score = score
        self.notice(_("Score {score} of 5 is kept with Reached (e)").format(score=score))

    def action_note(self) -> None:
        self.note.focus()

    def action_skip(self) -> None:
        if self._card:
            self._skipped.add(self._card.callback.id)
            self._release()
        self._next()

    def action_copy_phone(self) -> None:
        if self._card and self._card.phones:
            self.app.copy_to_clipboard(self._card.phones[0].number)
            self.notice(_("Copied: {text}").format(text=self._card.phones[0].number))

    def action_open_ticket(self) -> None:
        from servicedesk.screens.ticket import TicketScreen

        if self._card and self._card.callback.ticket:
            self.app.push_screen(TicketScreen(self._card.callback.ticket))
        else:
            self.notice(_("This call belongs to no ticket"), "warning")

    def action_leave(self) -> None:
        if self.note.has_focus:
            self.card_pane.focus()
            return
        self._release()
        self.dismiss()

    @on(Input.Submitted, "#run-note")
    def _note_done(self) -> None:
        self.card_pane.focus()

    @on(Input.Changed, "#run-note")
    def _note_typed(self, event: Input.Changed) -> None:
        if self._card and self.note.has_focus:
            self.drafts.keep(self._key, {"text": event.value})

    # What came of it.

    def _ask_when(self) -> None:
        def taken(values: dict[str, str]) -> None:
            self.note.value = values["text"]
            self.drafts.keep(self._key, {"text": values["text"]})

        def answered(values: dict[str, str] | None) -> None:
            if values:
                taken(values)
                self._log("call_later", values["when"])

        prompt = TextPrompt(
            _("When shall we call again?"),
            self.note.value,
            required=False,
            label=_("Note"),
            when="",
            when_label=_("Call at"),
            echo=lambda said: when_text(self.desk, read_when(said, self.desk.local(self.desk.now()))),
            keep=taken,
        )
        self.app.push_screen(prompt, answered)

    def _log(self, outcome: str, when: str) -> None:
        assert self._card is not None
        number, note, score = self._card.callback.id, self.note.value, self._score

        def work() -> CallbackActed:
            from servicedesk.operations import callbacks as operations

            at = read_when(when, self.desk.local(self.desk.now())) if when.strip() else None
            kept_score = score if outcome == "reached" else None
            return operations.log(self.desk, number, outcome, note, at, kept_score)

        self.act(work, lambda acted: self._logged(outcome, acted))

    def _logged(self, outcome: str, acted: CallbackActed) -> None:
        call = acted.callback
        self.drafts.drop(f"call:{call.id}")
        name = call.customer_name or f"C{call.customer_number}"
        self.note.value = ""
        self._skipped.add(call.id)
        notes = acted.notes
        if call.state == "given_up":
            notes = (*notes[:-1], _("it waits in the list Decide"))
        self.saved(" · ".join([f"{name}: {label('outcome', outcome)}", *notes, _("z Undo")]))
        self._next()

    def _next(self) -> None:
        self._wanted, self._page = None, None
        self.load()

    def _release(self) -> None:
        if self._card is None:
            return
        desk, number = self.desk, self._card.callback.id

        def work() -> None:
            from servicedesk.operations import leases

            leases.release(desk, number)

        self.app.run_worker(work, thread=True, group="leases", exit_on_error=False)
