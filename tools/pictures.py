"""Draws every screen of the practice desk into docs/pictures, in both languages and both sizes.

python tools/pictures.py [NAME ..]
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
os.environ["SERVICEDESK_NOW"] = NOW.isoformat()
os.environ["SERVICEDESK_CONFIG"] = str(Path(tempfile.mkdtemp()) / "config.toml")

from textual.pilot import Pilot  # noqa: E402 - the clock must stand before anything is imported

from servicedesk.app import DeskApp  # noqa: E402
from servicedesk.desk import open_desk  # noqa: E402
from servicedesk.i18n import use_language  # noqa: E402
from servicedesk.operations.demo import make_practice_desk  # noqa: E402
from servicedesk.settings import this_account  # noqa: E402

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZES = ((80, 24), (140, 45))
Walk = Callable[[Pilot[None]], Awaitable[None]]


def keys(*pressed: str) -> Walk:
    """A walk to a screen by keys, waiting for the workers after each."""

    async def walk(pilot: Pilot[None]) -> None:
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    return walk


async def settle(pilot: Pilot[None]) -> None:
    """Waits until no question is under way and the preview has rested."""
    for _round in range(4):
        await pilot.pause(0.12)


SCREENS: dict[str, Walk] = {
    "today": keys("1"),
    "tickets": keys("2", "down", "down"),
    "ticket": keys("2", "enter"),
    "ticket-form": keys("f3"),
    "customers": keys("3", "down"),
    "customer": keys("3", "enter"),
    "call": keys("f2", "8", "0", "0"),
    "callbacks": keys("4"),
    "callback-run": keys("4", "enter"),
    "reports": keys("5"),
    "keys": keys("2", "question_mark"),
}


async def draw(name: str, walk: Walk, language: str, size: tuple[int, int], place: Path) -> None:
    """One picture."""
    use_language(language)
    desk = open_desk(place, account=this_account(), staff="li.na")
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await walk(pilot)
        svg = app.export_screenshot(title=desk.firm.name, simplify=True)
    file = PICTURES / f"{name}-{language[:2]}-{size[0]}.svg"
    file.write_text(svg, "utf-8")
    print(file.name)


def main() -> None:
    """Draws the pictures named, or all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(SCREENS)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "practice.sqlite"
        make_practice_desk(place, this_account())
        for name in wanted:
            for language in ("en", "zh_CN"):
                for size in SIZES:
                    asyncio.run(draw(name, SCREENS[name], language, size, place))


if __name__ == "__main__":
    main()
