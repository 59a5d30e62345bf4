"""The full-screen door: the areas, the theme, the keymap and the palette; nothing else."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.message import Message
from textual.worker import get_current_worker

from servicedesk.desk import Desk, open_desk
from servicedesk.i18n import _, current_language, offer_language, use_language
from servicedesk.keys import bindings_for, key_name
from servicedesk.lookups.soundness import refuse_damaged
from servicedesk.problems import NoDesk, Problem, problem_text
from servicedesk.rules.text import shown
from servicedesk.screens.area import AreaScreen, DeskChanged
from servicedesk.screens.areas import AREA_SCREENS, load_screens
from servicedesk.screens.keeping import DraftKeeper
from servicedesk.screens.leaving import is_terminal_gone, leave_on_signals
from servicedesk.screens.turns import KeysInTurn
from servicedesk.settings import Settings, change_settings, read_settings, this_account

if TYPE_CHECKING:
    from servicedesk.screens.opening import FirstLook

DEFAULT_THEME = "textual-dark"
USUAL_CIRCLES = (2_000, 10, 10)
LOAD_SCREENS_AFTER = 0.3  # seconds
PULSE_SECONDS = 0.5
PULSE_AFTER_TROUBLE = 5.0

Done = TypeVar("Done")


def _desk_commands() -> type[Provider]:
    from servicedesk.screens.palette import DeskCommands

    return DeskCommands


class DeskApp(KeysInTurn):
    """One desk on one screen. Everything it does is asked of lookups and operations by its screens."""

    TITLE = "servicedesk"
    CSS_PATH = Path(__file__).parent / "screens" / "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("everywhere")
    COMMANDS: ClassVar[set[Any]] = {_desk_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    MODES: ClassVar[dict[str, Any]] = {**AREA_SCREENS}
    DEFAULT_MODE = "today"

    class DraftsUnkept(Message):
        """What is typed could not be written down; it is still in memory."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, desk: Desk, settings: Settings | None = None, first: FirstLook | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._first = first
        self._last_event = first.last_event if first else None
        self.settings = settings or Settings()
        self._turn = Lock()
        self._is_warm = False
        self.saved_at: datetime | None = None
        self.changes = 0  # how often the desk was seen to change
        self.drafts = DraftKeeper(desk, lambda problem: self.post_message(self.DraftsUnkept(problem)))

    def on_mount(self) -> None:
        wanted = self.settings.theme
        self.theme = wanted if wanted in self.available_themes else DEFAULT_THEME
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep(theme=theme.name))
        self.set_keymap(dict(self.settings.keys))
        if not self.is_headless:
            leave_on_signals(self.leave)
        if self._last_event is None:
            self._begin_pulse()
        self.set_timer(LOAD_SCREENS_AFTER, self._load_screens)

    def take_first_look(self) -> FirstLook | None:
        """What was seen of the desk while the program loaded; once, and None from then on."""
        first, self._first = self._first, None
        return first

    def leave(self) -> None:
        """Keeps what is typed in every form that is open, and ends."""
        from servicedesk.screens.forms import FormScreen
        from servicedesk.widgets.prompt import TextPrompt

        for screen in self.screen_stack:
            if isinstance(screen, FormScreen | TextPrompt):
                screen.keep_typed()
        self.exit()

    async def action_quit(self) -> None:
        self.leave()

    def _load_screens(self) -> None:
        gc.freeze()  # what is loaded stays as long as the app; from here on waste is looked for as usual
        gc.set_threshold(*USUAL_CIRCLES)
        if self._last_event is not None:
            self._begin_pulse()
        self.run_worker(load_screens, thread=True, group="warm", exit_on_error=False)

    def warm_up(self) -> None:
        """Loads what saving needs while words are still typed, so that the first save is as quick as the next."""
        if not self._is_warm:
            self._is_warm = True
            self.run_worker(_load_operations, thread=True, group="warm", exit_on_error=False)

    def in_turn(self, operation: Callable[[], Done]) -> Done:
        """Runs an operation when those before it are done, so that an undo never overtakes what it takes back."""
        with self._turn:
            return operation()

    def desk_changed(self) -> None:
        """Tells every screen that something changed, in this process or in another."""
        self.changes += 1
        for screen in self.screen_stack:
            screen.post_message(DeskChanged())

    def on_desk_app_drafts_unkept(self, message: DraftsUnkept) -> None:
        self.say(problem_text(message.problem), failed=True)

    def action_area(self, name: str) -> None:
        self.switch_mode(name)

    def action_refresh_all(self) -> None:
        self.desk_changed()

    def action_call(self) -> None:
        from servicedesk.screens.call import CallScreen

        if isinstance(self.screen, CallScreen):
            self.screen.next_caller()
        else:
            self.push_screen(CallScreen())

    def action_new_ticket(self) -> None:
        from servicedesk.screens.ticket_form import TicketForm

        self.push_screen(TicketForm())

    def action_help_sheet(self) -> None:
        from servicedesk.screens.help import HelpSheet

        if not isinstance(self.screen, HelpSheet):
            self.push_screen(HelpSheet(list(self.screen.active_bindings.values())))

    def action_undo_last(self) -> None:
        from servicedesk.screens.undoing import undo_last

        undo_last(self)

    def action_command_palette(self) -> None:
        from servicedesk.screens.palette import DeskPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(DeskPalette(placeholder=_("What do you want to do?"), id="--command-palette"))

    def action_switch_language(self) -> None:
        """Screens that are not seen now follow when they are."""
        from servicedesk.screens.forms import FormScreen

        if not all(isinstance(screen, AreaScreen | FormScreen) for screen in self.screen_stack[1:]):
            self.notify(_("Close this window first, then F8 changes the language"), markup=False)
            return
        use_language("en" if current_language() == "zh_CN" else "zh_CN")
        self._keep(language=current_language())
        for screen in self.screen_stack:
            if isinstance(screen, AreaScreen | FormScreen):
                screen.call_next(screen.retranslate)

    def get_key_display(self, binding: Binding) -> str:
        return key_name(binding.key)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Says something in the bottom line of the area that is seen, or over a form that hides it."""
        seen = self._area_seen()
        if seen is not None:
            seen.notice(text, "danger" if failed else "done")
        else:
            self.notify(shown(text), severity="error" if failed else "information", markup=False)

    def say_saved(self, text: str) -> None:
        """Says in the area in front what a form did, and shows it in every list."""
        self.saved_at = self.desk.now()
        seen = self._area_seen()
        if seen is not None:
            seen.saved(text)
        else:
            self.say(text)
        self.desk_changed()

    def _area_seen(self) -> AreaScreen | None:
        """The area whose bottom line is seen: that in front, or that below the call screen."""
        from servicedesk.screens.call import CallScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, AreaScreen):
                return screen
            if not isinstance(screen, CallScreen):
                return None
        return None

    def _fatal_error(self) -> None:
        """No traceback reaches a person; Textual calls this for whatever no screen has handled."""
        from servicedesk.operations.mishap import mishap

        problem = mishap(self._exception or RuntimeError("unknown"), self.desk.store.path)
        self.panic(shown(f"{problem.message}.\n{problem.hint}", keep_newlines=True))

    def _keep(self, **values: str) -> None:
        try:
            self.settings = change_settings(**values)
        except (Problem, OSError) as problem:
            self.say(_("Your settings could not be saved: {detail}").format(detail=problem), failed=True)

    def _begin_pulse(self) -> None:
        self.run_worker(self._feel_pulse, thread=True, group="pulse", exit_on_error=False)

    def _feel_pulse(self) -> None:
        """One thread with one connection sees within about a second what other processes did."""
        from servicedesk.lookups.pulse import Pulse

        worker = get_current_worker()
        seen, is_first = self._last_event, True
        with Pulse(self.desk) as pulse:
            while not worker.is_cancelled:
                if not self.is_headless and is_terminal_gone():
                    self.call_from_thread(self.leave)
                    return
                try:
                    newest = pulse.last_event() if pulse.changed() or is_first else seen
                    is_first = False
                except Problem as problem:
                    self.call_from_thread(self.say, problem_text(problem), failed=True)
                    time.sleep(PULSE_AFTER_TROUBLE)
                    continue
                if seen is not None and newest != seen:
                    self.call_from_thread(self.desk_changed)
                seen = newest
                time.sleep(PULSE_SECONDS)


def _load_operations() -> None:
    import servicedesk.operations.callbacks
    import servicedesk.operations.contacts  # noqa: F401


def run(place: str | Path, staff: str | None, found: Callable[[], FirstLook | None] = lambda: None) -> None:
    """Opens the full screen on the desk at `place`, and stays until the receptionist leaves.

    `found` gives what was seen of it already. Where there is no desk yet it offers to make one. Raises
    DatabaseProblem on a desk that is damaged.
    """
    first = found()
    desk = first.desk if first else _opened(place, staff)
    if desk is not None:
        offer_language(desk.firm.language)
        DeskApp(desk, read_settings(), first).run()


def _opened(place: str | Path, staff: str | None) -> Desk | None:
    try:
        desk: Desk | None = open_desk(place, account=this_account(), staff=staff)
    except NoDesk:
        from servicedesk.screens.first_run import FirstRun

        desk = FirstRun(place).run()
    if desk is not None:
        refuse_damaged(desk)
    return desk
