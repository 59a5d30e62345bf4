"""What every form screen shares: a frame of its own, drafts that keep themselves, saving, and errors under their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.text import one_line, shown
from servicedesk.screens.asking import Asking
from servicedesk.widgets.form import Form
from servicedesk.widgets.frame import KeyHints

if TYPE_CHECKING:
    from servicedesk.app import DeskApp

Values = dict[str, str]


class FormScreen(Asking, ModalScreen[Any]):
    """A form over the screen it was opened from. A subclass gives the fields, and saves them in `save`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("form")
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-high")]

    def __init__(self) -> None:
        super().__init__()
        self._saves = False

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    @property
    def draft_key(self) -> str:
        """Under what the draft of this form is kept."""
        raise NotImplementedError

    def title_text(self) -> str:
        """What stands above the form."""
        raise NotImplementedError

    def save_words(self) -> str:
        """What Ctrl+S does with the form."""
        return _("Save")

    def fields(self) -> Form:
        """The form with its fields."""
        raise NotImplementedError

    def save(self, values: Values) -> Any:
        """Runs the operation, in a thread. Raises Problem."""
        raise NotImplementedError

    def saved(self, result: Any) -> str:
        """What to say of the result."""
        raise NotImplementedError

    def field_of(self, problem: Problem) -> str:  # noqa: ARG002
        """The field under which a problem is shown; empty where it belongs to none."""
        return ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="form-frame") as frame:
            try:
                frame.border_title = Content(one_line(self.title_text()))
                form = self.fields()
            except Problem as problem:
                yield Static(
                    Content.styled(f"! {shown(problem_text(problem))}", "$text-error"), classes="form-note"
                )
                yield KeyHints([("Esc", _("Back"))])
                return
            yield form
            yield Static(classes="form-note", markup=False)
            yield KeyHints(
                [
                    ("Ctrl+S", self.save_words()),
                    ("Tab", _("Next field")),
                    ("Esc", _("Back, keeping the text")),
                ]
            )

    def on_mount(self) -> None:
        cast("DeskApp", self.app).warm_up()
        if self.query(Form):
            try:
                self.start()
            except Problem as problem:
                self.tell_problem(problem)

    def start(self) -> None:
        """Brings back what was typed before and puts the cursor where typing begins. Raises Problem."""
        draft = self.drafts.kept(self.draft_key)
        if draft:
            self.form.restore_draft(draft)
            self.note(_("Your text from before is back; Ctrl+S saves it"))
        self.focus_start()

    def focus_start(self) -> None:
        """Puts the cursor where typing begins: into the first empty field."""
        self.form.focus_first()

    def action_leave(self) -> None:
        kept = self.keep_typed()
        app = cast("DeskApp", self.app)
        self.dismiss(None)
        if kept:
            app.say(_("Your text is kept; the same form brings it back"))

    def keep_typed(self) -> bool:
        """Keeps what was typed and is not being saved; whether there was anything."""
        kept = bool(self.query(Form)) and self.form.is_touched and not self._saves
        if kept:
            self.keep()
        return kept

    def keep(self) -> None:
        """Keeps what is typed so far."""
        values = self.draft_values()
        if values:
            self.drafts.keep(self.draft_key, values)
        else:
            self.drafts.drop(self.draft_key)

    def draft_values(self) -> dict[str, str]:
        """What a draft of this form holds."""
        return dict(self.form.draft())

    def note(self, text: str, *, failed: bool = False) -> None:
        """Says something under the form."""
        style = "$text-error" if failed else "$foreground 60%"
        words = Content.styled(f"! {shown(text)}" if failed else shown(text), style)
        self.query_one(".form-note", Static).update(words)

    async def retranslate(self) -> None:
        """Says everything in the language in use; what is typed and where the cursor is stay."""
        if not self.query(Form) or self._saves:
            return
        draft, touched = self.form.draft(), self.form.is_touched
        here = next((field.field_name for field in self.form.fields if field.has_focus_within), "")
        await self.recompose()
        try:
            self.refill()
        except Problem as problem:
            self.tell_problem(problem)
        if touched:
            self.form.restore_draft(draft)
        if here:
            self.form.field(here).focus_editor()
        self.follow(self.form.values())

    def refill(self) -> None:
        """Fills a form that was drawn anew with what it was opened with. Raises Problem."""

    @on(Form.Edited)
    def _edited(self) -> None:
        if not self._saves:
            self.keep()
            self.follow(self.form.values())

    def follow(self, values: Mapping[str, str]) -> None:
        """Shows what follows from the choices made so far; nothing by default."""

    @on(Form.Submitted)
    def _submitted(self, message: Form.Submitted) -> None:
        values = dict(message.values)
        missing = {
            field.field_name: _("Needed.")
            for field in self.form.fields
            if field.required and not values[field.field_name].strip()
        }
        self.form.show_errors(missing)
        if not missing and not self._saves:
            self._saves = True
            self.note(_("Saving ..."))
            self.act(lambda: self.save(values), self._saved, failed=self._refused)

    def _saved(self, result: Any) -> None:
        words = self.saved(result)
        self.drafts.drop(self.draft_key)
        app = cast("DeskApp", self.app)
        self.dismiss(result)
        app.say_saved(words)

    def _refused(self, problem: Problem) -> None:
        self._saves = False
        self.keep()
        name = self.field_of(problem)
        if name:
            self.note("")
            self.form.show_errors({name: problem_text(problem)})
        else:
            self.tell_problem(problem)

    def tell_problem(self, problem: Problem) -> None:
        self.note(problem_text(problem), failed=True)
