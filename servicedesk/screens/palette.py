"""The command palette: every action of the screen in front and of the app, by its words, with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import LoadingIndicator

from servicedesk.i18n import _
from servicedesk.rules.text import normalised
from servicedesk.screens.key_pages import working_now
from servicedesk.widgets.cells import fit
from servicedesk.widgets.safe_text import SafeInput

_WORDS = 40
_MOVES = ("list", "timeline", "page", "counts", "choice", "prompt", "pick_one", "confirm", "form")


class Action(NamedTuple):
    """One thing that can be done here; `english` is found too, whatever language is in use."""

    words: str
    english: str
    key: str
    run: Callable[[], Any]

    @property
    def line(self) -> Content:
        """The words with the key beside them."""
        return Content.assemble(fit(self.words, _WORDS), "  ", (self.key, "$text-primary"))


class PaletteInput(CommandInput, SafeInput):
    """The line of the palette, drawn like every other: control characters as signs."""


class DeskPalette(CommandPalette):
    """Textual's palette, which is laid out as it is there, around an input line of ours."""

    def compose(self) -> ComposeResult:
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield PaletteInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield CommandList()
                yield LoadingIndicator()


class DeskCommands(Provider):
    """What the keys of the screen do, plus themes; words are found by any part of them, in both languages."""

    async def discover(self) -> Hits:
        for action in self._actions():
            yield DiscoveryHit(action.line, action.run, text=action.words)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        wanted = normalised(query)
        for action in self._actions():
            said = (action.words, action.english)
            whole = any(wanted in normalised(words) for words in said)
            score = 1.0 if whole else max(matcher.match(words) for words in said)
            if score > 0:
                yield Hit(score, action.line, action.run, text=action.words)

    def _actions(self) -> Iterator[Action]:
        active = {one.binding.id: one for one in self.screen.active_bindings.values() if one.enabled}
        told_before: set[str] = set()
        for place, rows in working_now(self.screen.active_bindings.values()).items():
            for row in rows:
                only_moves = place in _MOVES and row.id != "list.filter"
                if only_moves or row.words in told_before:
                    continue
                told_before.add(row.words)
                one = active[row.id]
                run = partial(self._run, one.binding.action, one.node)
                yield Action(_(row.words), row.words, row.keys.split(" ")[0], run)
        yield from self._themes()

    def _themes(self) -> Iterator[Action]:
        for theme in sorted(self.app.available_themes):
            words, english = _("Theme: {name}").format(name=theme), f"Theme: {theme}"
            yield Action(words, english, "", partial(setattr, self.app, "theme", theme))

    async def _run(self, action: str, node: Any) -> None:
        await self.app.run_action(action, default_namespace=node)
