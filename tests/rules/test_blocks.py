"""What shares a key is compared, each pair once; what everybody shares costs little."""

from __future__ import annotations

from itertools import pairwise

from servicedesk.rules.blocks import LARGEST_BLOCK, NEIGHBOURS, candidates


def test_things_with_a_common_key_are_paired_once() -> None:
    things = [({"a", "b"}, ("x",)), ({"b", "a"}, ("y",)), ({"c"}, ("z",)), ({"b"}, ("w",))]
    assert dict(candidates(things)) == {0: {1, 3}, 1: {3}}


def test_of_very_many_with_one_key_only_neighbours_are_paired() -> None:
    count = LARGEST_BLOCK * 5
    things = [({"all"}, (f"{(number * 7) % count:04}",)) for number in range(count)]
    found = dict(candidates(things))
    assert sum(len(near) for near in found.values()) <= count * NEIGHBOURS
    in_order = sorted(range(count), key=lambda number: things[number][1])
    for one, other in pairwise(in_order):
        assert max(one, other) in found[min(one, other)]
