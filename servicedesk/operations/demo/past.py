"""The sixty days before today: tickets that came, were worked on, and ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from servicedesk.operations.demo.plot import Plot, Stage

DAYS = timedelta(days=60)
SHORTEST_AGE = timedelta(hours=26)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def past_plot(stage: Stage) -> Plot:
    """One finished ticket of the last sixty days."""
    matter = stage.some_matter()
    urgent = matter.category in {"leak_flood", "lift_trapped", "fire_safety"}
    opened_at = stage.now - stage.between(SHORTEST_AGE, DAYS) if urgent else stage.ago(SHORTEST_AGE, DAYS)
    plot = stage.plot(matter, opened_at)
    if not urgent and stage.chance(0.03):
        return plot.then(opened_at + stage.between(2 * MINUTE, 50 * MINUTE), "cancel")
    replied_at = opened_at + _until_reply(stage, urgent)
    plot.then(replied_at, "reply")
    resolved_at = max(opened_at + _until_resolved(stage, plot, urgent), replied_at + 5 * MINUTE)
    resolved_at = min(resolved_at, stage.now - 10 * MINUTE)
    if stage.chance(0.4):
        plot.then(replied_at + (resolved_at - replied_at) * 0.6, "note")
    if matter.kind == "complaint":
        _keep_informed(stage, plot, replied_at, resolved_at)
    plot.then(resolved_at, "resolve")
    _end(stage, plot, resolved_at)
    return plot


def _until_reply(stage: Stage, urgent: bool) -> timedelta:
    if urgent:
        return stage.between(MINUTE, 4 * MINUTE)
    return (
        stage.between(2 * MINUTE, 9 * MINUTE) if stage.chance(0.93) else stage.between(45 * MINUTE, 3 * HOUR)
    )


def _until_resolved(stage: Stage, plot: Plot, urgent: bool) -> timedelta:
    in_time = stage.chance(0.9)
    if urgent:
        return stage.between(12 * MINUTE, 28 * MINUTE) if in_time else stage.between(40 * MINUTE, 70 * MINUTE)
    if plot.matter.kind == "complaint":
        return stage.between(4 * HOUR, 60 * HOUR) if in_time else stage.between(80 * HOUR, 110 * HOUR)
    return stage.between(40 * MINUTE, 20 * HOUR) if in_time else stage.between(26 * HOUR, 50 * HOUR)


def _keep_informed(stage: Stage, plot: Plot, since: datetime, until: datetime) -> None:
    """A complaint hears from us every day, now and then a little late."""
    at = since
    while until - at > 22 * HOUR:
        at += stage.between(18 * HOUR, 23 * HOUR) if stage.chance(0.92) else 27 * HOUR
        if at < until:
            plot.then(at, "update")


def _end(stage: Stage, plot: Plot, resolved_at: datetime) -> None:
    closed_at = resolved_at + stage.between(DAY, 4 * DAY)
    if closed_at > stage.now:
        return
    plot.then(closed_at, "close")
    reopened_at = closed_at + stage.between(3 * HOUR, 20 * HOUR)
    solved_again_at = reopened_at + stage.between(2 * HOUR, 20 * HOUR)
    if plot.matter.kind == "repair" and stage.chance(0.04) and solved_again_at < stage.now:
        plot.then(reopened_at, "reopen").then(reopened_at + 5 * MINUTE, "reply")
        plot.then(solved_again_at, "resolve")
