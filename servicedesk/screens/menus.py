"""Menus of verbs with the key beside each, as it is set by whoever sits here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.screen import Screen

from servicedesk.keys import key_name

Verbs = Sequence[tuple[str, str]]


def with_keys(screen: Screen[object], verbs: Verbs) -> list[tuple[str, str, str]]:
    """Each verb with its words and the key that does the same on this screen; none where no key does."""
    keys: dict[str, str] = {}
    for one in screen.active_bindings.values():
        if one.enabled and one.binding.id:
            keys.setdefault(one.binding.action, key_name(one.binding.key))
    return [(verb, words, keys.get(verb) or keys.get(f"settle('{verb}')", "")) for verb, words in verbs]
