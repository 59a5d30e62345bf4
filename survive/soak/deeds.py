"""What a receptionist does at the screen, key by key; each deed starts and ends in one of the five areas."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from servicedesk.screens.area import AreaScreen
from servicedesk.screens.callback_run import CallbackRun
from servicedesk.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from survive.soak.shift import Shift

Deed = Callable[["Shift"], Awaitable[None]]
FRAGMENTS = ("8000", "13", "wang", "li", "chen", "3-2", "王", "zhang", "501", "nobody at all")
SEARCHES = ("water", "is:open", "owner:me", "lift", "status:waiting", "漏水", "kind:complaint")
SIZES = ((80, 24), (120, 36), (140, 45), (60, 20), (200, 60))


async def call(at: Shift) -> None:
    """The phone rings: find the caller, log the call or open a ticket for her."""
    await home(at)
    await at.press("f2")
    await at.write(at.chance.choice(FRAGMENTS[:-1]))
    await at.sees("found")
    if at.chance.random() < 0.45:
        await _new_ticket_of_caller(at)
    else:
        await _log(at)
    await _settled(at)


async def _log(at: Shift) -> None:
    word = at.word("call")
    await at.press("enter", "enter")
    await at.sees("What was said?")
    await at.write(f"any news {word}")
    await at.press("ctrl+s")
    await at.until(lambda: isinstance(at.app.screen, AreaScreen), "the end of the call")
    await at.sees("kept")
    at.wrote(word, "entry")


async def _new_ticket_of_caller(at: Shift) -> None:
    word = at.word("ticket")
    await at.press("enter", "n")
    await at.sees("Subject")
    await at.write(f"leak {word}")
    await at.press("ctrl+s")
    await at.until(lambda: isinstance(at.app.screen, AreaScreen | Confirm), "the ticket")
    at.wrote(word, "ticket")


async def _settled(at: Shift) -> None:
    """A call that was owed may be settled by the one that came in: answered with yes."""
    if isinstance(at.app.screen, Confirm):
        await at.press("y")
    await home(at)


async def home(at: Shift) -> None:
    """Back to an area, whatever is in front of it."""
    for _layer in range(6):
        if len(at.app.screen_stack) == 1:
            return
        await at.press("escape")
    raise AssertionError(f"no way back:\n{at.seen}")


async def new_ticket(at: Shift) -> None:
    """A ticket of somebody who is not on file."""
    word = at.word("matter")
    await home(at)
    await at.press("f3", "tab")
    await at.write(f"gate {word}")
    await at.press("ctrl+s")
    await at.sees("opened, first word")
    at.wrote(word, "ticket")


async def _text(at: Shift, key: str, asked: str, said: str) -> None:
    word = at.word("text")
    await home(at)
    await at.press("2", *["down"] * at.chance.randrange(5), key)
    await at.sees(asked)
    await at.write(f"plumber {word}")
    await at.press("ctrl+s")
    await at.sees(said)
    at.wrote(word, "entry")


async def note(at: Shift) -> None:
    """A note on an open ticket."""
    await _text(at, "m", "for colleagues only", "Note kept")


async def reply(at: Shift) -> None:
    """A reply told to the customer."""
    await _text(at, "r", "Ctrl+S", "Reply kept")


async def draft(at: Shift) -> None:
    """A form is left half typed, and its draft is thrown away by saving it the next time."""
    word = at.word("draft")
    await home(at)
    await at.press("f3", "tab")
    await at.write(word)
    await at.press("escape")
    await at.sees("Your text is kept")
    await at.press("f3")
    await at.sees(word)
    await at.press("ctrl+s")
    await at.sees("opened, first word")
    at.wrote(word, "ticket")


async def undo(at: Shift) -> None:
    """A ticket by mistake, taken back."""
    word = at.word("mistake")
    await home(at)
    await at.press("f3", "tab")
    await at.write(word)
    await at.press("ctrl+s")
    await at.sees("opened, first word")
    await at.press("ctrl+z")
    await at.sees("Undone")


async def callbacks(at: Shift) -> None:
    """A few calls in run mode, ended with one key each."""
    await home(at)
    await at.press("4", "s")
    for _call in range(at.chance.randrange(1, 4)):
        if not isinstance(at.app.screen, CallbackRun):
            break
        await at.press(at.chance.choice(("e", "n", "u", "s")))
    await home(at)


async def browse(at: Shift) -> None:
    """Through the areas, a queue, a ticket and its customer."""
    await home(at)
    await at.press(
        "2", "q", *["down"] * at.chance.randrange(1, 6), "enter", *["down"] * at.chance.randrange(12)
    )
    await at.press("pagedown", "end", "home", "enter")
    await home(at)
    await at.press("3", "down", "down", "enter")
    await home(at)
    await at.press("5", "left", "left", "t", "1")


async def search(at: Shift) -> None:
    """A filter typed, looked at and dropped."""
    await home(at)
    await at.press("2", "slash")
    await at.write(at.chance.choice(SEARCHES))
    await at.press("enter", "down", "down", "escape")


async def look_around(at: Shift) -> None:
    """Help, the palette, the other language and back."""
    await home(at)
    await at.press("question_mark", "pagedown", "escape", "ctrl+p")
    await at.write("tick")
    await at.press("escape", "f8", "2", "1", "f8")
    await home(at)


async def resize(at: Shift) -> None:
    """The window gets another size and the usual one again."""
    await home(at)
    await at.pilot.resize_terminal(*at.chance.choice(SIZES))
    await at.press("2", "down", "1")
    await at.pilot.resize_terminal(120, 36)
    await at.rest()


WEIGHTS: Mapping[str, int] = {
    "new_ticket": 4, "note": 8, "reply": 6, "draft": 2, "undo": 2, "callbacks": 5, "browse": 6, "search": 5,
    "look_around": 2, "resize": 2,
}  # fmt: skip
DEEDS: Mapping[str, Deed] = {
    "call": call, "new_ticket": new_ticket, "note": note, "reply": reply, "draft": draft, "undo": undo,
    "callbacks": callbacks, "browse": browse, "search": search, "look_around": look_around, "resize": resize,
}  # fmt: skip
