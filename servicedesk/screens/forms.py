"""What every form screen shares: a frame of its own, drafts that keep themselves, saving, and errors under their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from servicedesk.i18n import N_, _
from servicedesk.problems import Problem
from servicedesk.rules.text import one_line
from servicedesk.screens.asking import Asking
from servicedesk.screens.keeping import drop_draft, keep_draft, kept_draft
from servicedesk.widgets.form import Form
from servicedesk.widgets.frame import KeyHints

if TYPE_CHECKING:
    from servicedesk.app import DeskApp

Values = dict[str, str]


class FormScreen(Asking):
    """A form over the screen it was opened from. A subclass gives the fields, and saves them in `save`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back, keeping the text"), id="form.leave")
    ]

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

    def fields(self) -> Form:
        """The form with its fields."""
        raise NotImplementedError

    def save(self, values: Values) -> Any:
        """Runs the operation, in a thread. Raises Problem."""
        raise NotImplementedError

    def saved(self, result: Any) -> str:
        """What to say of the result."""
        raise NotImplementedError

    def field_of(self, problem: Problem) -> str:
        """The field under which a problem is shown."""
        return next(field.field_name for field in self.form.fields)

    def compose(self) -> ComposeResult:
        with Vertical(classes="form-frame") as frame:
            frame.border_title = Content(one_line(self.title_text()))
            yield self.fields()
            yield KeyHints(
                [("Ctrl+S", _("Save")), ("Tab", _("Next field")), ("Esc", _("Back, keeping the text"))]
            )

    def on_mount(self) -> None:
        draft = kept_draft(self.desk, self.draft_key)
        if draft:
            self.form.restore_draft(draft)
            cast("DeskApp", self.app).say(_("Your text from before is back; Ctrl+S saves it"))
        self.form.focus_first()

    def action_leave(self) -> None:
        if self.form.is_touched:
            self.keep()
            cast("DeskApp", self.app).say(_("Your text is kept; the same form brings it back"))
        self.dismiss(None)

    def keep(self) -> None:
        """Keeps what is typed so far."""
        keep_draft(self, self.desk, self.draft_key, dict(self.form.draft()))

    @on(Form.Edited)
    def _edited(self) -> None:
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
        if not missing:
            self.act(lambda: self._save_and_forget(values), self._saved, failed=self._refused)

    def _save_and_forget(self, values: Values) -> Any:
        result = self.save(values)
        drop_draft(self.desk, self.draft_key)
        return result

    def _saved(self, result: Any) -> None:
        words = self.saved(result)
        self.dismiss(result)
        app = cast("DeskApp", self.app)
        app.say(words)
        app.desk_changed()

    def _refused(self, problem: Problem) -> None:
        self.keep()
        self.form.show_errors({self.field_of(problem): f"{problem.message}. {problem.hint}".strip(". ")})

    def tell_problem(self, problem: Problem) -> None:
        self._refused(problem)
