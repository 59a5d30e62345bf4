"""The fields of a form: a label at the left, an editor at the right, the error or the echo beneath."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from servicedesk.rules.text import shown
from servicedesk.widgets.safe_text import SafeInput, SafeTextArea


class Field(Vertical):
    """One value of a form. Subclasses bring the editor; `value` is plain text or a code."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        & > .field--line { height: auto; }
        & .field--label { width: 16; padding: 0 1 0 0; color: $text-muted; }
        & .field--editor { width: 1fr; }
        & > .field--note { display: none; height: auto; margin: 0 0 0 16; padding: 0 0 0 2; }
        &.-echo > .field--note { display: block; color: $text-muted; }
        &.-error > .field--note { display: block; color: $text-error; }
        &.-error .field--label { color: $text-error; }
        &:focus-within .field--label { color: $text-primary; text-style: bold; }
        & Input, & TextArea {
            border: none;
            border-left: solid $foreground 30%;
            background: $surface;
            height: 1;
            padding: 0 1;
        }
        & TextArea { height: auto; min-height: 4; max-height: 8; }
        & Input:focus, & TextArea:focus { border: none; border-left: outer $primary; }
    }
    """

    class Changed(Message):
        """The value changed, by whoever."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> Field:
            """The field that changed."""
            return self.field

    def __init__(self, name: str, label: str, *, required: bool = False, id: str | None = None) -> None:
        super().__init__(name=name, id=id)
        self.field_name = name
        self.label = label
        self.required = required
        self._error = self._echo = ""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field--line"):
            yield Static(Content(self.label_text), classes="field--label")
            yield self.editor
        yield Static(classes="field--note")

    @property
    def label_text(self) -> str:
        """The label as drawn; a star says that a value is needed."""
        return f"{self.label} *" if self.required else self.label

    @property
    def label_cells(self) -> int:
        """How wide the label is."""
        return cell_len(self.label_text)

    @property
    def editor(self) -> Widget:
        """The widget that takes the focus."""
        raise NotImplementedError

    @property
    def value(self) -> str:
        """What the field holds, exactly as typed, or a code."""
        raise NotImplementedError

    @value.setter
    def value(self, value: str) -> None:
        raise NotImplementedError

    @property
    def draft(self) -> str:
        """What a draft must keep so that the field can be shown again as it was."""
        return self.value

    @draft.setter
    def draft(self, draft: str) -> None:
        self.value = draft

    @property
    def error(self) -> str:
        """What is wrong with the value."""
        return self._error

    @error.setter
    def error(self, text: str) -> None:
        self._error = text
        self._show_note()

    @property
    def echo(self) -> str:
        """What was understood of the value."""
        return self._echo

    @echo.setter
    def echo(self, text: str) -> None:
        self._echo = text
        self._show_note()

    def set_label_width(self, width: int) -> None:
        """Lines the field up with the others of its form."""
        self.query_one(".field--label", Static).styles.width = width
        self.query_one(".field--note", Static).styles.margin = (0, 0, 0, width)

    def focus_editor(self) -> None:
        """Puts the cursor into the field."""
        self.editor.focus()

    def said(self) -> None:
        """Tells the form that the value changed."""
        self.post_message(self.Changed(self))

    def _show_note(self) -> None:
        text = f"! {self._error}" if self._error else self._echo
        self.set_class(bool(self._error), "-error")
        self.set_class(bool(self._echo) and not self._error, "-echo")
        if self.is_mounted:
            self.query_one(".field--note", Static).update(Content(shown(text, keep_newlines=True)))

    def on_mount(self) -> None:
        self._show_note()


class TextField(Field):
    """One line of text."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        required: bool = False,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(name, label, required=required, id=id)
        self._input = SafeInput(
            value, placeholder=placeholder, select_on_focus=False, classes="field--editor"
        )

    @property
    def editor(self) -> SafeInput:
        return self._input

    @property
    def value(self) -> str:
        return self._input.value

    @value.setter
    def value(self, value: str) -> None:
        self._input.value = value
        self._input.cursor_position = len(value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.said()


class LongTextField(Field):
    """Several lines of text; Enter makes a new line, and the field grows to eight."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        required: bool = False,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(name, label, required=required, id=id)
        self._area = SafeTextArea(
            value, placeholder=placeholder, highlight_cursor_line=False, classes="field--editor"
        )
        self._given, self._given_drawn = value, self._area.text

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)

    @property
    def editor(self) -> SafeTextArea:
        return self._area

    @property
    def value(self) -> str:
        """The text; as it was given to the last character while nobody changed it."""
        return self._given if self._area.text == self._given_drawn else self._area.text

    @value.setter
    def value(self, value: str) -> None:
        self._area.text = value
        self._given, self._given_drawn = value, self._area.text
        self._area.move_cursor(self._area.document.end)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.said()


class EchoLine(Static):
    """A line of its own, under the fields' column, for what follows from the choices made."""

    DEFAULT_CSS = "EchoLine { height: auto; margin: 0 0 0 16; padding: 0 0 0 2; color: $text-muted; }"

    def show(self, text: str) -> None:
        """Says this; an empty text leaves the line empty."""
        self.update(Content(shown(text, keep_newlines=True)))

    def set_label_width(self, width: int) -> None:
        """Lines up with the fields of the form."""
        self.styles.margin = (0, 0, 0, width)
