"""The small window for a text that belongs to a verb: a note, a reply, how a ticket was resolved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from servicedesk.i18n import N_, _
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.text import one_line
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.dialogs import DIALOG_CSS
from servicedesk.widgets.fields import Field, LongTextField, TextField
from servicedesk.widgets.form import Form
from servicedesk.widgets.frame import KeyHints

TEXT, WHEN = "text", "when"


class TextPrompt(ModalScreen[dict[str, str] | None]):
    """Asks for a text, with a few choices and a time where the verb needs them.

    Gives the values by name (`text`, `when` and the names of the choices), or None after Esc.
    `keep` gets what is typed whenever the typing rests, so that the caller can keep it as a draft, and `left`
    is called after Esc when there is a text that was kept.
    With `when_first` the time is what matters: it is needed and stands first.
    `echo` reads the time and says what it understood; a Problem it raises is shown under the field.
    """

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="TextPrompt")
        + """
    TextPrompt {
        & Form { max-height: 17; padding: 1 0 0 0; }
        & KeyHints { margin: 1 0 0 0; padding: 0; }
        &.-flat > .dialog { border: none; }
        &.-flat Form { padding: 0; }
        &.-flat KeyHints { display: none; }
    }
    """
    )
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-high")]
    BINDINGS = [
        Binding("ctrl+enter", "save", N_("Save"), show=False, id="prompt.save", priority=True),
        Binding("escape", "cancel", N_("Back, keeping the text"), show=False, id="prompt.cancel"),
    ]

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        choices: Sequence[ChoiceField] = (),
        label: str = "",
        required: bool = True,
        when: str | None = None,
        when_label: str = "",
        when_first: bool = False,
        echo: Callable[[str], str] | None = None,
        keep: Callable[[dict[str, str]], None] | None = None,
        left: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = LongTextField(TEXT, label or _("Text"), text, required=required)
        self._when = (
            TextField(WHEN, when_label or _("When"), when, required=when_first) if when is not None else None
        )
        self._when_first = when_first
        self._choices = tuple(choices)
        self._echo, self._keep, self._left = echo, keep, left

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(one_line(self._title))
            fields: list[Field] = [self._text, *self._choices]
            times: list[Field] = [self._when] if self._when is not None else []
            yield Form(*times, *fields) if self._when_first else Form(*fields, *times)
            yield KeyHints(
                [("Ctrl+S", _("Save")), ("Tab", _("Next field")), ("Esc", _("Back, keeping the text"))]
            )

    def on_mount(self) -> None:
        (self._when if self._when_first and self._when else self._text).focus_editor()
        self._understand()

    @property
    def form(self) -> Form:
        """The form in the window."""
        return self.query_one(Form)

    def action_save(self) -> None:
        self.form.action_submit()

    def action_cancel(self) -> None:
        self.keep_typed()
        self.dismiss(None)
        if self._left is not None and self._text.value.strip():
            self._left()

    def keep_typed(self) -> None:
        """Hands over what was typed so far, if anything was."""
        if self._keep is not None and self.form.is_touched:
            self._keep(self.form.values())

    @on(Form.Edited)
    def _edited(self) -> None:
        if self._keep is not None:
            self._keep(self.form.values())
        self._understand()

    @on(Form.Submitted)
    def _submitted(self, event: Form.Submitted) -> None:
        errors = self._missing(event.values)
        wrong_time = self._understand()
        if wrong_time:
            errors[WHEN] = wrong_time
        if errors:
            self.form.show_errors(errors)
        else:
            self.dismiss(event.values)

    def _missing(self, values: dict[str, str]) -> dict[str, str]:
        needed = [field for field in self.form.fields if field.required]
        return {field.field_name: _("Needed.") for field in needed if not values[field.field_name].strip()}

    def _understand(self) -> str:
        """Echoes the time; the words of the problem when it cannot be read."""
        if self._when is None or self._echo is None:
            return ""
        try:
            self._when.echo = self._echo(self._when.value) if self._when.value.strip() else ""
        except Problem as problem:
            self._when.echo = ""
            return problem_text(problem)
        return ""
