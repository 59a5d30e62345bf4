"""A calm form: one column, labels left, Ctrl+S from anywhere; it tells when typing rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from servicedesk.i18n import N_
from servicedesk.widgets.fields import EchoLine, Field

REST_SECONDS = 0.3
_LABEL_LEAST = 10
_LABEL_MOST = 24


class Form(VerticalScroll, can_focus=False):
    """Fields, and any lines between them, in one column; fields are found by their name."""

    DEFAULT_CSS = "Form { height: auto; max-height: 100%; padding: 0 1; scrollbar-size-vertical: 1; }"
    BINDINGS = [Binding("ctrl+s", "submit", N_("Save"), id="form.save", priority=True)]

    class Edited(Message):
        """The values changed and the typing rested: time for a draft and a preview."""

        def __init__(self, form: Form) -> None:
            super().__init__()
            self.form = form

        @property
        def control(self) -> Form:
            """The form that was edited."""
            return self.form

    class Submitted(Message):
        """Ctrl+S: the values are to be checked and saved."""

        def __init__(self, form: Form, values: dict[str, str]) -> None:
            super().__init__()
            self.form = form
            self.values = values

        @property
        def control(self) -> Form:
            """The form to be saved."""
            return self.form

    def __init__(self, *children: Widget, id: str | None = None) -> None:
        super().__init__(*children, id=id)
        self._told: dict[str, str] = {}
        self._opened: dict[str, str] = {}
        self._rest: Timer | None = None

    @property
    def fields(self) -> Iterator[Field]:
        """The fields from top to bottom."""
        return iter(self.query(Field))

    def field(self, name: str) -> Field:
        """The field with this name; raises KeyError for a name the form does not have."""
        for field in self.fields:
            if field.field_name == name:
                return field
        raise KeyError(name)

    def values(self) -> dict[str, str]:
        """What every field holds, by name."""
        return {field.field_name: field.value for field in self.fields}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Fills these fields; the form then counts as untouched."""
        for field in self.fields:
            if field.field_name in values:
                field.value = values[field.field_name]
        self._opened = self._told = self.draft()

    def draft(self) -> dict[str, str]:
        """What a draft must keep: also what was typed and not picked yet."""
        return {field.field_name: field.draft for field in self.fields}

    def restore_draft(self, draft: Mapping[str, str]) -> None:
        """Shows a kept draft; the form counts as touched, so that it is kept again."""
        for field in self.fields:
            if field.field_name in draft:
                field.draft = draft[field.field_name]

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed or chose anything since the form was filled."""
        return self.draft() != self._opened

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Shows each error under its field, clears the others, and goes to the first wrong one."""
        wrong = None
        for field in self.fields:
            field.error = errors.get(field.field_name, "")
            wrong = wrong or (field if field.error else None)
        if wrong is not None:
            wrong.focus_editor()
            self.call_after_refresh(wrong.scroll_visible, animate=False)

    def focus_first(self) -> None:
        """Puts the cursor into the first empty field, else into the first."""
        fields = list(self.fields)
        first = next((field for field in fields if not field.value), fields[0] if fields else None)
        if first is not None:
            first.focus_editor()

    def on_mount(self) -> None:
        width = max((field.label_cells for field in self.fields), default=0) + 2
        width = max(_LABEL_LEAST, min(width, _LABEL_MOST))
        for field in self.fields:
            field.set_label_width(width)
        for line in self.query(EchoLine):
            line.set_label_width(width)
        self._opened = self._told = self.draft()

    def action_submit(self) -> None:
        self._stop_resting()
        self.post_message(self.Submitted(self, self.values()))

    @on(Field.Changed)
    def _field_changed(self, event: Field.Changed) -> None:
        event.stop()
        event.field.error = ""
        self._stop_resting()
        self._rest = self.set_timer(REST_SECONDS, self._rested)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self.fields)
        here = next((place for place, field in enumerate(fields) if field.has_focus_within), -1)
        if 0 <= here < len(fields) - 1:
            fields[here + 1].focus_editor()

    def _rested(self) -> None:
        draft = self.draft()
        if draft != self._told:
            self._told = draft
            self.post_message(self.Edited(self))

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
