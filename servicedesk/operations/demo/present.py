"""The desk as it stands now: some tickets late, some soon due, most of them fine, whatever the hour."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, zip_longest

from servicedesk.operations.demo.complaints import COMPLAINTS
from servicedesk.operations.demo.emergencies import BURST_PIPE, CEILING_LEAK
from servicedesk.operations.demo.names import WANGS_PLACE
from servicedesk.operations.demo.past import DAY, HOUR, MINUTE
from servicedesk.operations.demo.plot import Plot, Stage
from servicedesk.operations.demo.repairs import REPAIRS
from servicedesk.operations.demo.requests import REQUESTS

ORDINARY = REPAIRS + REQUESTS
Scene = Callable[[Stage], Plot]


def present_plots(stage: Stage, most: int) -> list[Plot]:
    """What is on the desk now, at most so many tickets; the first ones are the most telling."""
    return [scene(stage) for scene in _scenes()[:most]]


def _scenes() -> list[Scene]:
    first: list[Scene] = [_late_emergency, _fresh_emergency, _late_word, _unanswered]
    rest: list[tuple[Scene, int]] = [
        (_late_repair, 5),
        (_soon_due, 5),
        (_word_soon_due, 2),
        (_just_in, 4),
        (_in_hand, 20),
        (_complaint_in_hand, 8),
        (_waiting_for_customer, 9),
        (_waiting_for_supplier, 2),
        (_resolved_today, 12),
    ]
    mixed = zip_longest(*([scene] * count for scene, count in rest))
    return first + [scene for scene in chain.from_iterable(mixed) if scene]


def _late_emergency(stage: Stage) -> Plot:
    opened_at = stage.now - 55 * MINUTE
    plot = stage.plot(BURST_PIPE, opened_at, caller=WANGS_PLACE)
    return plot.then(opened_at + 4 * MINUTE, "reply").then(opened_at + 30 * MINUTE, "note")


def _fresh_emergency(stage: Stage) -> Plot:
    opened_at = stage.now - 12 * MINUTE
    return stage.plot(CEILING_LEAK, opened_at).then(opened_at + 3 * MINUTE, "reply")


def _late_word(stage: Stage) -> Plot:
    plot = stage.plot(COMPLAINTS[0], stage.now - 46 * HOUR)
    plot.then(plot.opened_at + 8 * MINUTE, "reply").then(plot.opened_at + 5 * HOUR, "note")
    plot.then(stage.now - 24 * HOUR - 40 * MINUTE, "update")
    return plot.then(stage.now - 3 * HOUR, "promise", stage.now + 18 * MINUTE)


def _unanswered(stage: Stage) -> Plot:
    return stage.plot(stage.one_of(REQUESTS), stage.now - 75 * MINUTE, owned=False)


def _late_repair(stage: Stage) -> Plot:
    opened_at = stage.ago(24 * HOUR + 20 * MINUTE, 38 * HOUR)
    plot = stage.plot(stage.one_of(REPAIRS), opened_at).then(opened_at + 9 * MINUTE, "reply")
    plot.then(opened_at + 6 * HOUR, "note")
    if stage.chance(0.4):
        plot.then(stage.now - 2 * HOUR, "promise", stage.now - stage.between(5 * MINUTE, 50 * MINUTE))
    return plot


def _soon_due(stage: Stage) -> Plot:
    opened_at = stage.now - stage.between(20 * HOUR, 23 * HOUR + 50 * MINUTE)
    return stage.plot(stage.one_of(REPAIRS), opened_at).then(opened_at + 7 * MINUTE, "reply")


def _word_soon_due(stage: Stage) -> Plot:
    plot = stage.plot(stage.one_of(COMPLAINTS), stage.ago(30 * HOUR, 40 * HOUR))
    plot.then(plot.opened_at + 6 * MINUTE, "reply")
    plot.then(stage.now - stage.between(22 * HOUR, 23 * HOUR + 30 * MINUTE), "update")
    return plot.then(stage.now - 4 * HOUR, "promise", stage.now + stage.between(HOUR, 4 * HOUR))


def _just_in(stage: Stage) -> Plot:
    return stage.plot(stage.one_of(ORDINARY), stage.now - stage.between(2 * MINUTE, 24 * MINUTE), owned=False)


def _in_hand(stage: Stage) -> Plot:
    opened_at = stage.ago(HOUR, 19 * HOUR)
    plot = stage.plot(stage.one_of(ORDINARY), opened_at, owned=stage.chance(0.7))
    plot.then(opened_at + stage.between(2 * MINUTE, 20 * MINUTE), "reply")
    if stage.chance(0.5):
        plot.then(opened_at + stage.between(25 * MINUTE, 55 * MINUTE), "note")
    if stage.chance(0.2):
        plot.then(opened_at + 56 * MINUTE, "promise", stage.now + stage.between(15 * MINUTE, 6 * HOUR))
    return plot


def _complaint_in_hand(stage: Stage) -> Plot:
    plot = stage.plot(stage.one_of(COMPLAINTS), stage.ago(5 * HOUR, 56 * HOUR))
    plot.then(plot.opened_at + 8 * MINUTE, "reply")
    latest = stage.now - stage.between(30 * MINUTE, 4 * HOUR)
    at = plot.opened_at + 20 * HOUR
    while at < latest - 8 * HOUR:
        plot.then(at, "update")
        at += 20 * HOUR
    plot.then(latest, "update")
    if stage.chance(0.4):
        plot.then(latest + 5 * MINUTE, "promise", stage.now + stage.between(2 * HOUR, 30 * HOUR))
    return plot


def _waiting_for_customer(stage: Stage) -> Plot:
    plot = stage.plot(stage.one_of(ORDINARY), stage.ago(2 * DAY, 9 * DAY))
    plot.then(plot.opened_at + 12 * MINUTE, "reply")
    return plot.then(plot.opened_at + 3 * HOUR, "wait_customer", stage.now + stage.between(5 * HOUR, 4 * DAY))


def _waiting_for_supplier(stage: Stage) -> Plot:
    plot = stage.plot(stage.one_of(REPAIRS), stage.ago(8 * HOUR, 18 * HOUR))
    plot.then(plot.opened_at + 12 * MINUTE, "reply")
    return plot.then(plot.opened_at + 2 * HOUR, "wait_supplier", stage.now + stage.between(HOUR, 5 * HOUR))


def _resolved_today(stage: Stage) -> Plot:
    opened_at = stage.ago(3 * HOUR, 22 * HOUR)
    plot = stage.plot(stage.one_of(ORDINARY), opened_at)
    plot.then(opened_at + stage.between(3 * MINUTE, 20 * MINUTE), "reply")
    return plot.then(stage.now - stage.between(5 * MINUTE, 150 * MINUTE), "resolve")
