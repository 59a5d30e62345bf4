"""Which of many things are worth comparing: those that share a key, and of very many only near neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

LARGEST_BLOCK = 40
NEIGHBOURS = 3

Keyed = tuple[Collection[str], tuple[str, ...]]  # the keys of a thing, and what it is put in order by


def candidates(things: Iterable[Keyed]) -> Iterator[tuple[int, set[int]]]:
    """Each thing by its place with the later ones that it must be compared with, each pair once.

    Of more than `LARGEST_BLOCK` with one key each is compared with the next few in order alone, so that a key
    which everybody has costs no more than a rare one.
    """
    keyed = list(things)
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, (keys, _order) in enumerate(keyed):
        for key in keys:
            blocks[key].append(place)
    for block in blocks.values():
        if len(block) > LARGEST_BLOCK:
            block.sort(key=lambda place: keyed[place][1])
    positions = {key: _positions(block) for key, block in blocks.items() if len(block) > LARGEST_BLOCK}
    for place, (keys, _order) in enumerate(keyed):
        near: set[int] = set()
        for key in keys:
            block = blocks[key]
            if key in positions:
                at = positions[key][place]
                near.update(block[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
            else:
                near.update(block)
        later = {other for other in near if other > place}
        if later:
            yield place, later


def _positions(block: Sequence[int]) -> dict[int, int]:
    return {place: at for at, place in enumerate(block)}
