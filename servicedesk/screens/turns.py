"""Keys take turns: what is typed ahead, or comes in one piece over a slow line, goes where the key before it led.

Textual hands a key to the field in front and looks at the bindings only when the key comes back unused, so that
letters right behind a Tab or F3 would still go into the field that is being left.
"""

from __future__ import annotations

from collections import deque

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

LOOK_SECONDS = 0.1
MOST_LOOKS = 50


class KeysInTurn(App[None]):
    """An app that takes a key in hand only when everything the one before it did is done."""

    class TurnEnds(Message):
        """Follows a key from the field in front up to the app, behind everything that key brings about."""

        def __init__(self, number: int, screen: Screen[object]) -> None:
            super().__init__()
            self.number = number
            self.screen = screen

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[Key | Paste] = deque()
        self._key_turn = self._looks = 0
        self._turn_lasts = False
        self._turn_passes: Widget | None = None
        self._turn_watch: Timer | None = None

    @property
    def is_typed_ahead(self) -> bool:
        """Whether keys wait for their turn."""
        return bool(self._typed_ahead)

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn_lasts:
            self._typed_ahead.append(event)
        else:
            await self._take(event)

    async def _take(self, event: Key | Paste) -> None:
        self._turn_lasts, self._looks = True, 0
        self._key_turn += 1
        before, screen = self.focused or self.screen, self.screen
        words = _refusal(self.focused, event) if isinstance(event, Paste) else ""
        if words:
            self.notify(words, severity="warning", markup=False)
        else:
            await super().on_event(event)
        self._turn_watch = self.set_interval(LOOK_SECONDS, self._end_lost_turn)
        await self._end_behind(before, self.TurnEnds(self._key_turn, screen))

    async def _end_behind(self, widget: Widget, message: TurnEnds) -> None:
        """Ends the turn when the widget has done what it was given before; at once when it is not there any more."""
        self._turn_passes = widget
        if not widget.post_message(message):
            await self._end_turn(message.number)

    async def on_keys_in_turn_turn_ends(self, message: TurnEnds) -> None:
        """A screen that came in front meanwhile is waited for too, with the field that it puts the cursor into."""
        if message.screen is self.screen:
            await self._end_turn(message.number)
        elif message.number == self._key_turn:
            await self._end_behind(self.screen, self.TurnEnds(message.number, self.screen))

    async def _end_lost_turn(self) -> None:
        """A widget that was taken away may have taken the end of the turn with it."""
        self._looks += 1
        if self._turn_passes is None or not self._turn_passes.is_attached or self._looks >= MOST_LOOKS:
            await self._end_turn(self._key_turn)

    async def _end_turn(self, number: int) -> None:
        if number != self._key_turn or not self._turn_lasts:
            return
        if self._turn_watch is not None:
            self._turn_watch.stop()
        self._turn_lasts = False
        if self._typed_ahead:
            await self._take(self._typed_ahead.popleft())


def _refusal(field: Widget | None, paste: Paste) -> str:
    from servicedesk.screens.pasting import refusal

    return refusal(field, paste.text)
