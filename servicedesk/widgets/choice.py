"""A field for one of a few codes: all choices on one line where they fit, a list on Enter or F4."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from servicedesk.i18n import N_, _
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.fields import Field
from servicedesk.widgets.offers import Offer
from servicedesk.widgets.pieces import Piece, PieceLine, PieceStyle, length


class ChoiceLine(PieceLine, can_focus=True):
    """The selector itself: Left and Right or a first letter choose, the chosen one stands in brackets."""

    DEFAULT_CSS = """
    ChoiceLine {
        border-left: solid $foreground 30%;
        background: $surface;
        &:focus { border-left: outer $primary; }
    }
    """
    BINDINGS = [
        Binding("left", "step(-1)", N_("Choice before"), show=False, id="choice.before"),
        Binding("right", "step(1)", N_("Next choice"), show=False, id="choice.next"),
        Binding("enter,f4", "list", N_("List of choices"), show=False, id="choice.list"),
        Binding("backspace,delete", "none", N_("No choice"), show=False, id="choice.none"),
    ]

    chosen_code: reactive[str] = reactive("", init=False)

    class Changed(Message):
        """Another choice was made."""

    def __init__(self, title: str, choices: Sequence[Offer], code: str, *, required: bool) -> None:
        super().__init__(classes="field--editor")
        self.title = title
        self.choices = tuple(choices)
        self.required = required
        self.set_reactive(ChoiceLine.chosen_code, code)

    def pieces(self, width: int) -> list[Piece]:
        every = [self._piece(choice) for choice in self.choices]
        if length(every) <= width:
            return every
        place = self._place()
        if place < 0:
            return [Piece(f" {_('nothing said; Enter shows the choices')}", "muted")]
        words = Piece(f" {self.choices[place].label} ", self._chosen_style)
        number = Piece(f"  {place + 1}/{len(self.choices)}", "muted")
        return [Piece("‹", "muted"), words, Piece("›", "muted"), number]

    def chosen(self, value: str) -> None:
        self.chosen_code = value

    def watch_chosen_code(self) -> None:
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        letter = event.character
        if letter is None or not letter.isalnum():
            return
        event.stop()
        event.prevent_default()
        start = self._place() + 1
        for choice in (*self.choices[start:], *self.choices[:start]):
            if any(word.casefold().startswith(letter.casefold()) for word in (choice.label, choice.key)):
                self.chosen_code = choice.key
                return

    def check_consume_key(self, key: str, character: str | None = None) -> bool:  # noqa: ARG002
        return character is not None and character.isalnum()

    def action_step(self, step: int) -> None:
        place = self._place()
        target = place + step if place >= 0 else 0
        self.chosen_code = self.choices[target % len(self.choices)].key

    def action_none(self) -> None:
        if not self.required:
            self.chosen_code = ""

    def action_list(self) -> None:
        self.app.push_screen(PickOne(self.title, self.choices, self.chosen_code), self._picked)

    def _picked(self, code: str | None) -> None:
        if code is not None:
            self.chosen_code = code

    def _place(self) -> int:
        codes = [choice.key for choice in self.choices]
        return codes.index(self.chosen_code) if self.chosen_code in codes else -1

    def _piece(self, choice: Offer) -> Piece:
        if choice.key != self.chosen_code:
            return Piece(f" {choice.label} ", "", choice.key)
        return Piece(f"[{choice.label}]", self._chosen_style, choice.key)

    @property
    def _chosen_style(self) -> PieceStyle:
        return "active" if self.has_focus else "strong"


class ChoiceField(Field):
    """One of a few codes, shown by its label."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        *,
        required: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(name, label, required=required, id=id)
        offers = [Offer(code, words) for code, words in choices]
        self._line = ChoiceLine(label or _("Choose"), offers, value, required=required)

    @property
    def editor(self) -> ChoiceLine:
        return self._line

    @property
    def value(self) -> str:
        return self._line.chosen_code

    @value.setter
    def value(self, value: str) -> None:
        self._line.chosen_code = value

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offers other choices; a value that is not among them is dropped."""
        self._line.choices = tuple(Offer(code, words) for code, words in choices)
        if self.value not in {code for code, _words in choices}:
            self.value = ""
        self._line.refresh()

    @on(ChoiceLine.Changed)
    def _changed(self, event: ChoiceLine.Changed) -> None:
        event.stop()
        self.said()
