"""One receptionist at her screen, and a colleague who writes meanwhile: seeded work, every write remembered."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from servicedesk.app import DeskApp
from servicedesk.clock import FrozenClock
from servicedesk.desk import open_desk
from servicedesk.i18n import use_language
from servicedesk.settings import Settings
from survive.desks import ACCOUNT, STAFF, START
from survive.soak.deeds import DEEDS, WEIGHTS

PATIENCE = 30.0
LOOK_SECONDS = 0.005
QUIET_LOOKS = 3
HOUSE = Path(__file__).parents[2]
COLLEAGUE_EVERY = 6  # one minute in so many a colleague writes


class Shift:
    """The driver: presses keys, waits for rest, and holds its list of what was acknowledged against the desk."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], path: Path, folder: Path, chance: Random) -> None:
        self.app, self.pilot, self.chance = app, pilot, chance
        self.keys = self.deeds = self.writes = self.by_colleagues = 0
        self.faults: list[str] = []
        self._path, self._folder = path, folder
        self._wanted: dict[str, str] = {}
        self._owed = 0.0
        self._words = 0

    @classmethod
    @asynccontextmanager
    async def begun(cls, path: Path, folder: Path, chance: Random) -> AsyncIterator[Shift]:
        """Sits down at ten o'clock."""
        os.environ.update(
            SERVICEDESK_CONFIG=str(folder / "config.toml"), XDG_STATE_HOME=str(folder / "state")
        )
        use_language("en")
        app = DeskApp(open_desk(path, account=ACCOUNT, staff=STAFF, clock=FrozenClock(START)), Settings())
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            await pilot.pause()
            yield cls(app, pilot, path, folder, chance)

    async def minute(self, calls: float, length: timedelta) -> None:
        """One minute of desk time: the calls that fall into it, with what is done around them."""
        self._owed += calls
        while self._owed >= 1:
            self._owed -= 1
            await self._do("call")
            await self._do(self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0])
        if self.chance.randrange(COLLEAGUE_EVERY) == 0:
            await self._colleague()
        clock = self.app.desk.clock
        assert isinstance(clock, FrozenClock)
        clock.at += length

    async def _do(self, name: str) -> None:
        self.deeds += 1
        try:
            await DEEDS[name](self)
        except AssertionError as error:
            self.faults.append(f"{name} #{self.deeds}: {str(error)[:500]}")
            await self.press(*["escape"] * 4, "1")

    async def press(self, *keys: str) -> None:
        """Presses keys one after another, and lets the screen come to rest after each."""
        for key in keys:
            self.keys += 1
            self.app.post_message(Key(key, None))
            await self.rest()

    async def write(self, words: str) -> None:
        """Types words letter by letter, none waiting for the one before it."""
        self.keys += len(words)
        for letter in words:
            self.app.post_message(Key(_character_to_key(letter), letter))
        await self.rest()

    async def rest(self) -> None:
        """Until every key is taken, and nothing is asked or saved any more."""
        await self.until(self._is_quiet, "rest")

    def _is_quiet(self) -> bool:
        taken = not self.app._turn_lasts and not self.app.message_queue_size
        return taken and not any(worker.group != "pulse" and worker.is_running for worker in self.app.workers)

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits until something holds; an AssertionError tells the screen when it never does."""
        end = time.monotonic() + PATIENCE
        quiet = 0
        while quiet < QUIET_LOOKS:  # what a worker answers is taken in the next turn of the loop
            await asyncio.sleep(LOOK_SECONDS)
            quiet = quiet + 1 if holds() else 0
            assert time.monotonic() < end, f"{what} never came; the screen:\n{self.seen}"

    async def sees(self, words: str) -> None:
        """Waits until these words are on the screen."""
        await self.until(lambda: words in self.seen, repr(words))

    @property
    def seen(self) -> str:
        """The screen as it is read."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    def word(self, what: str) -> str:
        """A word that nothing else on the desk holds."""
        self._words += 1
        return f"{what}{self._words:05}"

    def wrote(self, word: str, table: str) -> None:
        """Remembers a write that the screen acknowledged."""
        self.writes += 1
        self._wanted[word] = table

    def took_back(self, word: str) -> None:
        """Remembers that a write was undone."""
        self._wanted.pop(word, None)

    def missing(self) -> list[str]:
        """What was acknowledged and is not on the desk exactly once."""
        columns = {"ticket": "subject", "entry": "text", "callback": "reason"}
        gone = []
        with closing(sqlite3.connect(self._path)) as connection:
            texts = {
                table: [row[0] or "" for row in connection.execute(f"SELECT {column} FROM {table}")]
                for table, column in columns.items()
            }
        for word, table in self._wanted.items():
            count = sum(word in text for text in texts[table])
            if count != 1:
                gone.append(f"{word} is {count} times in {table}")
        return gone

    async def _colleague(self) -> None:
        """Somebody else opens a ticket in a process of her own; the screen shows it by itself."""
        word = self.word("colleague")
        now: datetime = self.app.desk.now()
        env = {**os.environ, "SERVICEDESK_DATABASE": str(self._path), "SERVICEDESK_STAFF": STAFF}
        env |= {"SERVICEDESK_NOW": now.isoformat(), "SERVICEDESK_LANG": "en"}
        done = subprocess.run(
            [sys.executable, "-m", "servicedesk", "ticket", "new", word, "--unknown"],
            env=env, cwd=HOUSE, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode:
            self.faults.append(f"a colleague's ticket: {done.returncode} {done.stderr[-300:]}")
            return
        self.by_colleagues += 1
        self.wrote(word, "ticket")
