"""Hostile texts pasted into every field of the full screen, saved, and looked at."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from survive.desks import ACCOUNT, START, Copies, complaints, make_desk
from survive.headless import HALF, HARMFUL, prepare_process
from survive.hostile import first_run
from survive.hostile.boxes import Box, boxes
from survive.hostile.openings import KEPT_FIELDS, Opening, openings
from survive.hostile.strings import hostile_strings, leaves_the_folder
from survive.outcome import Outcome, Run

if TYPE_CHECKING:
    from textual.widget import Widget

    from tests.screens.at_the_desk import AtTheDesk

ROUNDS = 24  # for each place to type
AT_ONCE = 25  # rounds in front of one app
PLACES_AT_ONCE = 11  # places in front of one app, in a short run
LONGEST = 20_000  # characters; a megabyte is pasted elsewhere
WORKERS = 2
SIZES = ((80, 24), (140, 45))
HARMLESS = "漏水"
_TABLES = (
    "ticket", "customer", "entry", "callback", "premises", "need", "queue", "segment", "agreement", "consent", "draft",
)  # fmt: skip


class Job(NamedTuple):
    """What is done in front of one app: these rounds at each of these places, by their numbers."""

    places: Sequence[int]
    rounds: Sequence[int]


class Looked(NamedTuple):
    """What came of some rounds: texts typed, forms that took them, the boxes that were filled, and faults."""

    typed: int
    accepted: int
    filled: frozenset[Box]
    faults: tuple[str, ...]


def run(run: Run) -> Outcome:
    """Rounds in front of every place to type, each with other texts."""
    place = run.place("screens")
    make_desk(place / "template.sqlite")
    rounds = run.of(ROUNDS)
    jobs = _jobs(rounds, places_at_once=1 if run.share >= 1 else PLACES_AT_ONCE)
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin, (place,)) as workers:
        done = list(workers.map(partial(_rounds, run.seed), jobs))
    filled = frozenset[Box]().union(*(looked.filled for looked in done))
    faults = [fault for looked in done for fault in looked.faults]
    faults += [
        f"nothing was typed into {box.field or 'the box'} of {box.maker}" for box in sorted(unfilled(filled))
    ]
    figures: dict[str, int | float] = {
        "places": len(openings()),
        "boxes": len(filled),
        "rounds": len(openings()) * rounds,
        "accepted": sum(looked.accepted for looked in done),
    }
    typed = sum(looked.typed for looked in done)
    return Outcome("hostile", "texts pasted into fields", typed, figures, tuple(dict.fromkeys(faults)))


def unfilled(filled: frozenset[Box]) -> frozenset[Box]:
    """The boxes of the full screen that are not among these; those of the first run are filled elsewhere."""
    return boxes() - filled - {Box("FirstRun", name) for name in first_run.FIELDS}


def _jobs(rounds: int, places_at_once: int) -> list[Job]:
    every = range(len(openings()))
    return [
        Job(every[place : place + places_at_once], range(first, min(first + AT_ONCE, rounds + 1)))
        for place in every[::places_at_once]
        for first in range(1, rounds + 1, AT_ONCE)
    ]


def _begin(place: Path) -> None:
    prepare_process(Path(tempfile.mkdtemp(dir=place)))


def _rounds(seed: int, job: Job) -> Looked:
    """Some rounds in front of one app on a fresh desk."""
    from servicedesk.clock import FrozenClock
    from servicedesk.desk import open_desk
    from tests.screens.at_the_desk import at_the_desk

    chosen = {place: openings()[place] for place in job.places}
    names = ", ".join(opening.name for opening in chosen.values())
    copies = Copies(Path("../template.sqlite"), Path.cwd())
    desk = open_desk(copies.path, account=ACCOUNT, clock=FrozenClock(START))
    came: Counter[str] = Counter()
    filled: set[Box] = set()
    faults: list[str] = []

    async def steps(at: AtTheDesk) -> None:
        for (place, opening), number in product(chosen.items(), job.rounds):
            texts = _texts_from(seed + 31 * place + 7 * number, opening)
            try:
                faults.extend(await _round(at, opening, number, texts, copies.path, came, filled))
            except AssertionError as error:
                faults.append(f"{opening.name}, round {number}: {str(error)[:300]}")
                break
        for area in "12345":
            await at.press(area)
            faults.extend(_seen_harm(at, f"area {area} after {names}"))

    try:
        at_the_desk(desk, steps, size=SIZES[job.places[0] // len(job.places) % 2])
    except Exception as error:  # whatever ends the app is a finding
        faults.append(f"{names}, rounds {job.rounds[0]} to {job.rounds[-1]}: the app ended: {error!r}")
    faults += [f"after {names}: {wrong}" for wrong in complaints(copies.path)]
    return Looked(came["typed"], came["accepted"], frozenset(filled), tuple(faults))


async def _round(
    at: AtTheDesk,
    opening: Opening,
    number: int,
    texts: Iterator[str],
    desk: Path,
    came: Counter[str],
    filled: set[Box],
) -> list[str]:
    """Opens, pastes, saves and looks once. Odd rounds fill every field, even ones a single one."""
    first = opening.first(at.app.desk) if opening.first is not None else None
    if first is not None:
        at.app.push_screen(first)
    at.app.desk_changed()
    await at.rest()
    await at.press(*opening.keys)
    front = at.app.screen
    editors = _editors(at)
    if not editors or opening.maker not in _makers(at):
        wrong = f"{opening.name}: no box of {opening.maker} is on {type(front).__name__}"
        await _step_back(at)
        return [wrong]
    chosen = editors if number % 2 else [editors[number // 2 % len(editors)]]
    typed = {editor: next(texts) for editor in chosen}
    for editor in editors:
        await _paste(at, editor, typed.get(editor) or (HARMLESS if _is_needed(editor) else ""))
    came["typed"] += len(typed)
    filled.update(Box(opening.maker, _name(editor)) for editor in typed)
    await at.rest()
    where = f"{opening.name}, round {number}, {[ascii(text[:30]) for text in typed.values()]}"
    faults = _seen_harm(at, where)
    held = {_name(editor): _held(editor) for editor in typed}
    await at.press(opening.saves)
    faults += _seen_harm(at, f"{where}, saved")
    if at.app.screen is not front and opening.saves == "ctrl+s":
        came["accepted"] += 1
        kept = opening.keeps and not opening.files
        faults += [f"{where}: {one}" for one in _not_kept(desk, held)] if kept else []
    await _step_back(at)
    return faults


async def _step_back(at: AtTheDesk) -> None:
    """Esc until nothing is in front of the area, and once more for its filter."""
    for _layer in range(8):
        alone = len(at.app.screen_stack) == 1
        await at.press("escape")
        if alone:
            return


def _texts_from(start: int, opening: Opening) -> Iterator[str]:
    fit = [text for text in hostile_strings() if 0 < len(text) <= LONGEST]
    every = [text for text in fit if not (opening.files and leaves_the_folder(text))]
    while True:
        start = (start * 1_103_515_245 + 12_345) % 2**31
        yield every[start % len(every)]


def _makers(at: AtTheDesk) -> set[str]:
    """The classes of the screen in front and of the one beneath it."""
    return {kind.__name__ for screen in at.app.screen_stack[-2:] for kind in type(screen).__mro__}


def _editors(at: AtTheDesk) -> list[Widget]:
    """The boxes of the screen in front that take text."""
    from textual.widgets import Input, TextArea

    found = [*at.app.screen.query(Input), *at.app.screen.query(TextArea)]
    return [editor for editor in found if editor.display and not editor.disabled]


async def _paste(at: AtTheDesk, editor: Widget, text: str) -> None:
    from textual.events import Paste
    from textual.widgets import Input, TextArea

    if isinstance(editor, Input):
        editor.value = ""
    elif isinstance(editor, TextArea):
        editor.text = ""
    editor.focus()
    await at.pilot.pause()
    if text:
        at.app.post_message(Paste(text))
        await at.pilot.pause()


def _held(editor: Widget) -> str:
    return str(getattr(editor, "value", None) or getattr(editor, "text", ""))


def _name(editor: Widget) -> str:
    """What the form calls the value; empty outside a form."""
    from servicedesk.widgets.fields import Field

    return next((above.field_name for above in editor.ancestors if isinstance(above, Field)), "")


def _is_needed(editor: Widget) -> bool:
    from servicedesk.widgets.fields import Field

    return any(above.required for above in editor.ancestors if isinstance(above, Field))


def _seen_harm(at: AtTheDesk, where: str) -> list[str]:
    found = HARMFUL.search(at.seen)
    return [f"{where}: {found[0]!a} on the screen"] if found else []


def _not_kept(desk: Path, held: dict[str, str]) -> Iterator[str]:
    """What a form took stands in the desk as the field held it, but for blanks."""
    kept = _kept(desk)
    for name, text in held.items():
        whole = HALF.sub("\ufffd", text)
        forms = {text, whole, text.strip(), whole.strip(), " ".join(text.split()), " ".join(whole.split())}
        if name in KEPT_FIELDS and text.strip() and not forms & kept:
            yield f"{name} {text[:60]!a} was taken and is not in the desk"


def _kept(desk: Path) -> set[str]:
    with closing(sqlite3.connect(desk)) as connection:
        rows: list[tuple[Any, ...]] = []
        for table in _TABLES:
            rows += connection.execute(f"SELECT * FROM {table}").fetchall()
        bodies = connection.execute("SELECT body FROM event_body ORDER BY event_id DESC LIMIT 5").fetchall()
    stored = {value for row in rows for value in row if isinstance(value, str)}
    bodies += [(value,) for value in stored if value.startswith("{")]
    told = {value for (body,) in bodies for value in _values(body) if isinstance(value, str)}
    return told | stored


def _values(body: str) -> list[object]:
    try:
        read = json.loads(body)
    except ValueError:
        return []
    return list(read.values()) if isinstance(read, dict) else []
