"""The practice desk: a property office of 200 households, played through the real operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicedesk.clock import FrozenClock, practice_clock
from servicedesk.desk import Desk, open_desk
from servicedesk.i18n import current_language

if TYPE_CHECKING:
    from servicedesk.operations.demo.play import Progress
    from servicedesk.operations.demo.plot import Plot, Stage

TICKETS = 500
HOUSEHOLDS = 200
TIMEZONE = "Asia/Shanghai"
_SEED = 20_261_123


def make_practice_desk(
    path: Path, account: str, *, size: int = TICKETS, progress: Progress | None = None
) -> Desk:
    """Makes the practice desk at `path` with `size` tickets and opens it as Li Na.

    The same size, language and moment give the same desk. Its last sixty days end at the present moment,
    or at `SERVICEDESK_NOW`. Raises Refused when something is at `path` already.
    """
    from servicedesk.operations.demo.calls import Rounds
    from servicedesk.operations.demo.people import hire, take_in
    from servicedesk.operations.demo.play import Player
    from servicedesk.operations.demo.plot import Stage
    from servicedesk.operations.demo.wishes import Wishes, recommend, remember
    from servicedesk.operations.setup import NewDesk, set_up
    from servicedesk.operations.standing import compute
    from servicedesk.store.database import store_at
    from servicedesk.store.shared_session import sharing

    zone = ZoneInfo(TIMEZONE)
    now = practice_clock(zone).now()
    clock = FrozenClock(now - timedelta(days=90))
    chinese = current_language() == "zh_CN"
    new = NewDesk(
        firm="枫林苑物业服务中心" if chinese else "Maple Court Service Desk",
        language=current_language(),
        timezone=TIMEZONE,
        staff="李娜" if chinese else "Li Na",
        practice=True,
    )
    desk = set_up(store_at(path), new, account, clock)
    random = Random(_SEED)
    with sharing(desk.store) as store:
        shared = replace(desk, store=store)
        staff = hire(shared, chinese)
        residents, numbers = take_in(shared, random, HOUSEHOLDS)
        plots = _plots(Stage(random, residents, now, zone), size)
        player = Player(shared, clock, staff, numbers)
        steps = sum(1 + len(plot.steps) for plot in plots)
        rounds = Rounds(random, now - timedelta(days=60), now)
        for done in player.play(plots, rounds, Wishes(random, numbers, now)):
            if progress:
                progress(done, steps)
        recommend(player, random, now)
        remember(player, now)
        compute(player.desks["chen.jing"])
    return open_desk(desk.store, account=account)


def _plots(stage: Stage, size: int) -> list[Plot]:
    from servicedesk.operations.demo.past import past_plot
    from servicedesk.operations.demo.present import present_plots

    present = present_plots(stage, min(size, max(1, size // 7)))
    return [past_plot(stage) for _one in range(size - len(present))] + present
