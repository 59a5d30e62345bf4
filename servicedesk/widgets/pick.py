"""A field that finds something by typing: a customer, premises, a colleague."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList

from servicedesk.i18n import N_
from servicedesk.widgets.fields import Field
from servicedesk.widgets.offers import Offer, OfferList
from servicedesk.widgets.safe_text import SafeInput

SEEK_SECONDS = 0.15


class PickField(Field):
    """Type to find, Down and Enter to pick. The screen answers `Sought` with `offer`; the value is a key."""

    DEFAULT_CSS = """
    PickField {
        & > OfferList { display: none; max-height: 6; margin: 0 0 0 16; padding: 0 2; }
        &.-offering > OfferList { display: block; }
    }
    """
    BINDINGS = [
        Binding("down", "step(1)", N_("Next found"), show=False, id="pick.next"),
        Binding("up", "step(-1)", N_("Found before"), show=False, id="pick.before"),
        Binding("escape", "close", N_("Close the list"), show=False, id="pick.close"),
    ]

    class Sought(Message):
        """Something was typed: the screen looks for it and answers with `offer`."""

        def __init__(self, field: PickField, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

        @property
        def control(self) -> PickField:
            """The field that asks."""
            return self.field

    class Picked(Message):
        """One of the offers was picked."""

        def __init__(self, field: PickField, offer: Offer) -> None:
            super().__init__()
            self.field = field
            self.offer = offer

        @property
        def control(self) -> PickField:
            """The field that picked."""
            return self.field

    def __init__(
        self,
        name: str,
        label: str,
        *,
        key: str = "",
        text: str = "",
        required: bool = False,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(name, label, required=required, id=id)
        self._input = SafeInput(text, placeholder=placeholder, select_on_focus=False, classes="field--editor")
        self._offers = OfferList()
        self._key, self._label = key, text
        self._pause: Timer | None = None
        self._sought: str | None = None  # what the list is of, or will be in a moment

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._offers

    @property
    def editor(self) -> SafeInput:
        return self._input

    @property
    def text(self) -> str:
        """What stands in the field: the picked label, or what was typed so far."""
        return self._input.value

    @property
    def value(self) -> str:
        """The key that was picked; empty while nothing is."""
        return self._key

    @value.setter
    def value(self, value: str) -> None:
        self.pick(Offer(value, value))

    @property
    def draft(self) -> str:
        """The key and the text, so that a half-typed name survives too."""
        return f"{self._key}\n{self.text}"

    @draft.setter
    def draft(self, draft: str) -> None:
        key, _line, text = draft.partition("\n")
        self.pick(Offer(key, text))

    def pick(self, offer: Offer) -> None:
        """Takes this as the value and shows its label."""
        self._key, self._label = offer.key, offer.label
        self._input.value = offer.label
        self._input.cursor_position = len(offer.label)
        self._close()
        self.said()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Shows what was found; Enter picks the highlighted one."""
        self._offers.show(offers)
        self.set_class(bool(offers) and self.has_focus_within and not self._is_picked(), "-offering")

    def set_label_width(self, width: int) -> None:
        super().set_label_width(width)
        self._offers.styles.margin = (0, 0, 0, width)

    def action_step(self, by: int) -> None:
        if not self.is_offering:
            raise SkipAction
        self._offers.step(by)

    def action_close(self) -> None:
        if not self.is_offering:
            raise SkipAction
        self._close()

    @property
    def is_offering(self) -> bool:
        """Whether the list is open."""
        return self.has_class("-offering")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._is_picked():
            return
        self._key = ""
        self.said()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(SEEK_SECONDS, self._seek)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        offer = self._offers.current if self.is_offering else None
        if offer is not None:
            event.stop()
            self._choose(offer)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(self._offers.at(event.option_index))

    def _choose(self, offer: Offer) -> None:
        self.pick(offer)
        self.post_message(self.Picked(self, offer))

    def _seek(self) -> None:
        if not self.text.strip():
            self._close()
        elif self.text != self._sought:
            self.seek()

    def seek(self) -> None:
        """Asks the screen for what the text finds."""
        self._sought = self.text
        self.post_message(self.Sought(self, self.text))

    def _is_picked(self) -> bool:
        return self.text == self._label and bool(self._key)

    def _close(self) -> None:
        self._sought = None
        self.remove_class("-offering")
