"""Run mode: the next due call on one screen, one key per outcome, then the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import callbacks
from servicedesk.lookups.callbacks import CallbackRow, RunCard
from servicedesk.problems import Problem
from servicedesk.rules.codes import label
from servicedesk.rules.when import read_when
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.callback_rows import run_card_lines
from servicedesk.screens.keeping import drop_draft, keep_draft, kept_draft
from servicedesk.screens.moments import when_text
from servicedesk.widgets.fields import SafeInput
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.operations.callbacks import CallbackActed


class CardPane(VerticalScroll, can_focus=True):
    """The card takes the focus, so that the outcome keys act and arrows scroll."""


class CallbackRun(AreaScreen):
    """Nobody else gets the same name while it is here; `m` goes to the note, Enter comes back."""

    AREA = 4
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("run")

    def __init__(self, number: int | None = None) -> None:
        super().__init__()
        self._wanted = number
        self._card: RunCard | None = None
        self._score: int | None = None
        self._skipped: set[int] = set()

    def body(self) -> ComposeResult:
        with CardPane(id="run-card"):
            yield Static(id="run-title", markup=False)
            yield Static(id="run-facts", markup=False)
        yield SafeInput(id="run-note", placeholder=_("Note (m), Enter returns to the card"))

    def begin(self) -> None:
        super().begin()
        self.query_one(CardPane).focus()

    def load(self) -> None:
        if self._card is None:
            self.act(self._take, self._show)

    def _take(self) -> RunCard | None:
        from servicedesk.operations import leases

        if self._wanted is not None:
            row: CallbackRow | None = leases.lease(self.desk, self._wanted)
        else:
            row = leases.next_due(self.desk, skip=self._skipped)
        return callbacks.run_card(self.desk, row.id) if row else None

    def _show(self, card: RunCard | None) -> None:
        self._card, self._score = card, None
        note = self.query_one("#run-note", Input)
        if card is None:
            self.query_one("#run-title", Static).update(Content.styled(_("No more calls are due"), "bold"))
            self.query_one("#run-facts", Static).update(Content(_("Esc goes back to the list")))
            note.value = ""
            return
        note.value = kept_draft(self.desk, self._key).get("text", "")
        until = self.desk.local(card.callback.leased_until) if card.callback.leased_until else None
        words = (
            _("Yours until {time}; nobody else gets this name").format(time=f"{until:%H:%M}") if until else ""
        )
        title = Content.assemble(
            (_("Callback {number}").format(number=card.callback.id), "bold"), "   ", (words, "$foreground 60%")
        )
        self.query_one("#run-title", Static).update(title)
        self.query_one("#run-facts", Static).update(Content("\n").join(run_card_lines(self.desk, card)))
        self.query_one(CardPane).focus()

    @property
    def _key(self) -> str:
        return f"call:{self._card.callback.id}" if self._card else "call"

    def action_outcome(self, outcome: str) -> None:
        if self._card is None:
            self.notice(_("No call is open; Esc goes back to the list"))
        elif outcome == "call_later":
            self._ask_when()
        else:
            self._log(outcome, "")

    def action_score(self, score: int) -> None:
        self._score = score
        self.notice(_("Score {score} of 5 is kept with Reached (e)").format(score=score))

    def action_note(self) -> None:
        self.query_one("#run-note", Input).focus()

    def action_skip(self) -> None:
        if self._card:
            self._skipped.add(self._card.callback.id)
            self._release()
        self._wanted, self._card = None, None
        self.load()

    def action_copy_phone(self) -> None:
        if self._card and self._card.phones:
            self.app.copy_to_clipboard(self._card.phones[0].number)
            self.notice(_("Copied: {text}").format(text=self._card.phones[0].number))

    def action_open_ticket(self) -> None:
        from servicedesk.screens.ticket import TicketScreen

        if self._card and self._card.callback.ticket:
            self.app.push_screen(TicketScreen(self._card.callback.ticket))

    def action_leave(self) -> None:
        if self.query_one("#run-note", Input).has_focus:
            self.query_one(CardPane).focus()
            return
        self._release()
        self.dismiss()

    @on(Input.Submitted, "#run-note")
    def _note_done(self) -> None:
        self.query_one(CardPane).focus()

    @on(Input.Changed, "#run-note")
    def _note_typed(self, event: Input.Changed) -> None:
        if self._card and event.value:
            keep_draft(self, self.desk, self._key, {"text": event.value})

    def _ask_when(self) -> None:
        prompt = TextPrompt(
            _("When shall we call again?"),
            self.query_one("#run-note", Input).value,
            required=False,
            label=_("Note"),
            when="",
            when_label=_("Call at"),
            echo=lambda said: when_text(self.desk, read_when(said, self.desk.local(self.desk.now()))),
        )

        def answered(values: dict[str, str] | None) -> None:
            if values:
                self.query_one("#run-note", Input).value = values["text"]
                self._log("call_later", values["when"])

        self.app.push_screen(prompt, answered)

    def _log(self, outcome: str, when: str) -> None:
        assert self._card is not None
        number, key, score = self._card.callback.id, self._key, self._score
        note = self.query_one("#run-note", Input).value

        def work() -> CallbackActed:
            from servicedesk.operations import callbacks as operations

            at = read_when(when, self.desk.local(self.desk.now())) if when.strip() else None
            acted = operations.log(
                self.desk, number, outcome, note, at, score if outcome == "reached" else None
            )
            drop_draft(self.desk, key)
            return acted

        self.act(work, lambda acted: self._logged(outcome, acted), failed=self._refused)

    def _logged(self, outcome: str, acted: CallbackActed) -> None:
        name = acted.callback.customer_name or f"C{acted.callback.customer_number}"
        words = [f"{name}: {label('outcome', outcome)}", *acted.notes, _("z Undo")]
        self.query_one("#run-note", Input).value = ""
        self._wanted, self._card = None, None
        self._skipped.add(acted.callback.id)
        self.load()
        self.saved(" · ".join(words))

    def _refused(self, problem: Problem) -> None:
        self.tell_problem(problem)

    def _release(self) -> None:
        if self._card is None:
            return
        desk, number = self.desk, self._card.callback.id

        def work() -> None:
            from servicedesk.operations import leases

            leases.release(desk, number)

        self.app.run_worker(work, thread=True, group="leases", exit_on_error=False)
