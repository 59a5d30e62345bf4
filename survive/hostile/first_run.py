"""Hostile texts for the first answers that anybody gives: the firm, the name, the time zone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from survive.desks import complaints
from survive.headless import HALF, HARMFUL
from survive.hostile.strings import hostile_strings
from survive.outcome import Outcome, Run

if TYPE_CHECKING:
    from servicedesk.desk import Desk

ROUNDS = 60
LONGEST = 2_000  # characters that a line takes at once
FIELDS = ("firm", "staff", "timezone")


def run(run: Run) -> Outcome:
    """Each round pastes three texts and asks for a desk; a desk that is made is whole and bears the names given."""
    place = run.place("first run")
    texts = [text for text in hostile_strings() if text.strip() and len(text) <= LONGEST]
    chance, faults, made = run.chance("first run"), list[str](), 0
    rounds = run.of(ROUNDS, least=2)
    for number in range(rounds):
        pasted = dict(zip(FIELDS, chance.sample(texts, len(FIELDS)), strict=True))
        if number % 2:
            pasted["timezone"] = ""
        desk, seen = asyncio.run(_answer(place / f"desk-{number}.sqlite", pasted))
        told = f"{[ascii(text[:40]) for text in pasted.values()]}"
        faults += [f"{told}: {found[0]!a} on the screen" for text in seen if (found := HARMFUL.search(text))]
        made += desk is not None
        faults += [f"{told}: {wrong}" for wrong in _wrong(desk, pasted)]
    return Outcome("hostile", "texts for a first desk", rounds * len(FIELDS), {"made": made}, tuple(faults))


async def _answer(path: Path, pasted: dict[str, str]) -> tuple[Desk | None, list[str]]:
    """Pastes the texts and presses Ctrl+S; gives the desk, if one was made, and what was seen."""
    from textual.events import Paste

    from servicedesk.screens.first_run import FirstRun
    from servicedesk.widgets.form import Form

    app, seen = FirstRun(path), list[str]()

    def look() -> None:
        seen.append("\n".join(strip.text for strip in app.screen._compositor.render_strips()))

    async with app.run_test() as pilot:
        form = app.query_one(Form)
        for name, text in pasted.items():
            if text:
                form.field(name).value = ""
                form.field(name).focus_editor()
                await pilot.pause()
                app.post_message(Paste(text))
                await pilot.pause()
        look()
        await pilot.press("ctrl+s")
        await pilot.pause()
        if app.return_value is None:
            look()
    return app.return_value, seen


def _wrong(desk: Desk | None, pasted: dict[str, str]) -> Iterator[str]:
    if desk is None:
        return
    yield from complaints(desk.store.path)
    for said, kept in ((pasted["firm"], desk.firm.name), (pasted["staff"], desk.actor.name)):
        whole = HALF.sub("\ufffd", said)
        if "".join(kept.split()) not in {"".join(said.split()), "".join(whole.split())}:
            yield f"{said[:60]!a} became {kept[:60]!a}"
