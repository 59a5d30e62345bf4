"""A bare app around one widget, what it said, and what its lines look like."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

HOSTILE = "[/b] [red]x \x1b]0;owned\x07 \x1b[2J 😀👨‍👩‍👧 \u202eabc 漏水"
SIZE = (80, 24)


class Host(App[None]):
    """Shows one widget and keeps every message that reaches the app."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Message] = []  # a message that bubbles is in it several times

    def compose(self) -> ComposeResult:
        yield self.widget

    def heard_of(self, kind: type[Message]) -> list[Any]:
        """The messages of this kind, in order."""
        once = {id(message): message for message in self.heard if isinstance(message, kind)}
        return list(once.values())


def run(
    widget: Widget, steps: Callable[[Host, Pilot[None]], Awaitable[None]], size: tuple[int, int] = SIZE
) -> Host:
    """Runs the steps against the widget in a terminal of this size."""
    host = Host(widget)

    async def main() -> None:
        async with host.run_test(size=size, message_hook=host.heard.append) as pilot:
            await pilot.pause()
            await steps(host, pilot)

    asyncio.run(main())
    return host


def lines(widget: Widget) -> list[str]:
    """The widget's lines as a person sees them."""
    screen = widget.screen
    strips = screen._compositor.render_strips()
    region = widget.region
    return [strip.crop(region.x, region.right).text.rstrip() for strip in strips[region.y : region.bottom]]
