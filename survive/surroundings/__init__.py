"""What is around a desk fails: the disk, the rights, the file, the clock, the night of a changed hour, the terminal."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from survive.outcome import Outcome, Run
from survive.surroundings import clocks, disk, machines, nights, pastes, rights, swapped, terminals
from survive.surroundings.world import World

FAMILIES: tuple[Callable[[World], list[Outcome]], ...] = (
    disk.run,
    rights.run,
    swapped.run,
    clocks.run,
    nights.run,
    terminals.run,
    pastes.run,
    machines.run,
)


def run(run: Run) -> list[Outcome]:
    """Runs every family on copies of one desk."""
    world = World.of(run)
    return list(chain.from_iterable(family(world) for family in FAMILIES))
