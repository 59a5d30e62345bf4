"""The real app on a real desk, driven by keys, and what its screen says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.pilot import Pilot

from servicedesk.app import DeskApp
from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.settings import Settings

NARROW, WIDE = (80, 24), (140, 45)
PATIENCE = 100


class AtTheDesk:
    """One receptionist at one screen; `keys` counts what she pressed besides the words she typed."""

    def __init__(self, app: DeskApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.keys = 0

    @property
    def seen(self) -> str:
        """The screen as it is read."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        """Presses keys that are no words, and lets the screen come to rest."""
        self.keys += len(keys)
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def write(self, words: str) -> None:
        """Types words into the field that has the focus."""
        for letter in words:
            await self.pilot.press(letter)
        await self.rest()

    async def rest(self) -> None:
        """Waits until nothing is asked any more."""
        await self.pilot.pause()
        await self.until(lambda: not any(w.group != "pulse" and w.is_running for w in self.app.workers))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds; fails with the screen when it never does."""
        for _turn in range(PATIENCE):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"never came to hold; the screen:\n{self.seen}")

    async def sees(self, *words: str) -> None:
        """Waits until these words are on the screen."""
        await self.until(lambda: all(word in self.seen for word in words))


def at_the_desk(
    desk: Desk,
    steps: Callable[[AtTheDesk], Awaitable[None]],
    *,
    size: tuple[int, int] = NARROW,
    language: str = "en",
) -> None:
    """Runs the steps in front of the app on this desk."""

    async def main() -> None:
        app = DeskApp(desk, Settings())
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await steps(AtTheDesk(app, pilot))

    use_language(language)
    asyncio.run(main())
