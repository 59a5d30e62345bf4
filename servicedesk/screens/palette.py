"""The command palette: every action of the screen in front and of the app, by its words, with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from servicedesk.i18n import _
from servicedesk.rules.text import normalised


class Action(NamedTuple):
    """One thing that can be done here."""

    words: str
    key: str
    run: Callable[[], Any]


class DeskCommands(Provider):
    """What the keys of the screen do, plus themes; Chinese words are found by any part of them."""

    async def discover(self) -> Hits:
        for action in self._actions():
            yield DiscoveryHit(action.words, action.run, help=action.key)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        wanted = normalised(query)
        for action in self._actions():
            score = max(matcher.match(action.words), 1.0 if wanted in normalised(action.words) else 0)
            if score > 0:
                yield Hit(score, matcher.highlight(action.words), action.run, help=action.key)

    def _actions(self) -> Iterator[Action]:
        told: set[str] = set()
        for active in self.screen.active_bindings.values():
            words = _(active.binding.description)
            if not words or words in told or not active.enabled:
                continue
            told.add(words)
            key = self.app.get_key_display(active.binding)
            yield Action(words, key, partial(self._run, active.binding.action, active.node))
        for theme in sorted(self.app.available_themes):
            yield Action(
                _("Theme: {name}").format(name=theme), "", partial(setattr, self.app, "theme", theme)
            )

    async def _run(self, action: str, node: Any) -> None:
        await self.app.run_action(action, default_namespace=node)
