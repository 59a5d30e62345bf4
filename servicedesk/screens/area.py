"""What every area shares: the frame around it, key hints that follow the focus, and refreshing when the desk changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message

from servicedesk.i18n import _, current_language
from servicedesk.keys import KEYS, key_name, pressed_key
from servicedesk.lookups import today
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.codes import label
from servicedesk.rules.text import shown
from servicedesk.screens.asking import Asking
from servicedesk.widgets.frame import Area, KeyHints, TopBar
from servicedesk.widgets.status import NoticeKind, StatusBar

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.notifications import SeverityLevel

    from servicedesk.app import DeskApp

LONG_NOTICE_SECONDS = 12
AREAS = ("today", "tickets", "customers", "callbacks", "reports")
_FIRST_KEYS = {key.id: key.keys.split(",")[0] for keys in KEYS.values() for key in keys}


def area_titles() -> list[Area]:
    """The areas as the top bar names them, in the language in use."""
    titles = (_("Today"), _("Tickets"), _("Customers"), _("Callbacks"), _("Reports"))
    return [Area(number, title) for number, title in enumerate(titles, 1)]


class DeskChanged(Message):
    """Somebody, here or elsewhere, changed the desk."""


class AreaScreen(Asking):
    """One area in its frame. A subclass gives `body`, loads its rows in `load`, and names its texts in `retitle`."""

    AREA: ClassVar[int] = 1
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (124, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-high")]

    def __init__(self) -> None:
        super().__init__()
        # Its widgets are styled as they come: without this Textual reads all style sheets anew for each area, twice.
        self._css_update_count = getattr(self.app, "_css_update_count", -1)
        self.add_class(*self._size_classes(), update=False)  # else all is styled twice, with them and before
        self._language = current_language()
        self._seen: tuple[int, datetime] | None = None

    def _size_classes(self) -> list[str]:
        """Those that Textual gives the screen when it is as large as the app."""
        size = self.app.size
        sides = ((size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS))
        return [[name for least, name in points if length >= least][-1] for length, points in sides]

    def compose(self) -> ComposeResult:
        yield TopBar(self.desk.firm.name, self.areas(), self.AREA)
        yield from self.body()
        yield StatusBar()
        yield KeyHints()

    def areas(self) -> list[Area]:
        """The areas that can be gone to from here."""
        return area_titles()

    def body(self) -> ComposeResult:
        """The widgets between the bars."""
        raise NotImplementedError

    def load(self) -> None:
        """Asks for everything the area shows; called when it appears and whenever the desk changes."""
        raise NotImplementedError

    def retitle(self) -> None:
        """Gives column titles and the like the words of the language in use; the rows are loaded anew after it."""

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Fills the freshly composed area."""
        self.watch(self, "focused", self._follow_focus, init=False)
        self._name_frame()
        self._look_anew()

    def retranslate(self) -> None:
        """Says everything in the language in use; selection, scroll, marks and filter stay."""
        if self._language != current_language() and self.query(TopBar):
            self._language = current_language()
            self._name_frame()
            self.retitle()
            self._look_anew()

    def on_screen_resume(self) -> None:
        if self.query(TopBar):
            self.retranslate()
            self._show_saved()
            self._follow_focus()
            if self._seen != self._freshness():
                self._look_anew()

    def on_desk_changed(self, _message: DeskChanged) -> None:
        self._look_anew()

    def notice(self, text: str, kind: NoticeKind = "info") -> None:
        """Says something in the bottom line for a while, and what is too long for it in a window of its own."""
        bar = self.query_one(StatusBar)
        if not bar.notice(text, kind) and not self.has_class("-flat"):
            bar.clear_notice()
            severity: SeverityLevel = "error" if kind == "danger" else "information"
            self.app.notify(shown(text), severity=severity, timeout=LONG_NOTICE_SECONDS, markup=False)

    def tell_slow(self) -> None:
        self.notice(_("Saving ..."))

    def tell_problem(self, problem: Problem) -> None:
        self.notice(problem_text(problem), "danger")

    def saved(self, text: str) -> None:
        """Says that something was done, and shows since when all is saved."""
        self.notice(text, "done")
        cast("DeskApp", self.app).saved_at = self.desk.now()
        self._show_saved()

    def on_top_bar_area_chosen(self, message: TopBar.AreaChosen) -> None:
        self.app.switch_mode(AREAS[message.number - 1])

    def on_key_hints_chosen(self, message: KeyHints.Chosen) -> None:
        self.app.call_later(self.app.simulate_key, pressed_key(message.key))

    def show_counts(self, counts: today.Counts) -> None:
        """Shows what presses in the bottom line."""
        overdue = _("{count} overdue").format(count=counts.overdue)
        calls = _("{count} calls due").format(count=counts.calls_due)
        self.query_one(StatusBar).set_counts(
            [(overdue, "danger" if counts.overdue else "muted"), (calls, "")]
        )

    def _look_anew(self) -> None:
        self._seen = self._freshness()
        self.load()
        self.ask(lambda: today.counts(self.desk), self.show_counts, group="counts", waited_for=False)

    def _freshness(self) -> tuple[int, datetime]:
        """What must have changed before an area that comes back looks anew: the desk, or the minute."""
        return cast("DeskApp", self.app).changes, self.desk.now().replace(second=0, microsecond=0)

    def _name_frame(self) -> None:
        actor = self.desk.actor
        self.query_one(TopBar).set_areas(self.areas())
        status = self.query_one(StatusBar)
        status.set_keys([("F2", _("Call")), ("?", _("Keys"))])
        status.set_actor(actor.name, label("role", actor.role))
        self._show_saved()
        self._follow_focus()

    def _show_saved(self) -> None:
        at = cast("DeskApp", self.app).saved_at
        if at is not None:
            words = _("saved {time}").format(time=f"{self.desk.local(at):%H:%M}")
            self.query_one(StatusBar).set_saved(words)

    def _follow_focus(self) -> None:
        if not self.is_current:
            return
        hints: dict[str, tuple[str, str]] = {}
        for active in self.active_bindings.values():
            binding = active.binding
            if binding.show and binding.description and active.enabled:
                hints.setdefault(binding.action, (self._hint_key(binding), _(binding.description)))
        self.query_one(KeyHints).set_hints(list(hints.values()))

    def _hint_key(self, binding: Binding) -> str:
        """The first of an action's keys, which a list in front may have taken over with the same meaning."""
        own = cast("DeskApp", self.app).settings.keys
        first = _FIRST_KEYS.get(binding.id or "")
        return key_name(binding.key if first is None or binding.id in own else first)
