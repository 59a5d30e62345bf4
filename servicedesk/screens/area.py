"""What every area shares: the frame around it, key hints that follow the focus, and refreshing when the desk changes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message

from servicedesk.i18n import _
from servicedesk.lookups import today
from servicedesk.problems import Problem
from servicedesk.rules.codes import label
from servicedesk.screens.asking import Asking
from servicedesk.widgets.frame import Area, KeyHints, TopBar
from servicedesk.widgets.status import NoticeKind, StatusBar

AREAS = ("today", "tickets", "customers", "callbacks", "reports")


def area_titles() -> list[Area]:
    """The areas as the top bar names them, in the language in use."""
    titles = (_("Today"), _("Tickets"), _("Customers"), _("Callbacks"), _("Reports"))
    return [Area(number, title) for number, title in enumerate(titles, 1)]


class DeskChanged(Message):
    """Somebody, here or elsewhere, changed the desk."""


class AreaScreen(Asking):
    """One area in its frame. A subclass gives `body`, and loads its rows in `load`."""

    AREA: ClassVar[int] = 1
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        yield TopBar(self.desk.firm.name, area_titles(), self.AREA)
        yield from self.body()
        yield StatusBar([("F2", _("Call")), ("?", _("Keys"))])
        yield KeyHints()

    def body(self) -> ComposeResult:
        """The widgets between the bars."""
        raise NotImplementedError

    def load(self) -> None:
        """Asks for everything the area shows; called when it appears and whenever the desk changes."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Fills a freshly composed area: once when it appears, again after a change of language."""
        actor = self.desk.actor
        self.query_one(StatusBar).set_actor(actor.name, label("role", actor.role))
        self.watch(self, "focused", self._follow_focus, init=False)
        self._follow_focus()
        self._load_counts()
        self.load()

    async def retranslate(self) -> None:
        """Draws the area anew in the language in use."""
        await self.recompose()
        self.begin()

    def on_screen_resume(self) -> None:
        if self.query(TopBar):
            self._load_counts()
            self.load()

    def on_desk_changed(self, _message: DeskChanged) -> None:
        self._load_counts()
        self.load()

    def notice(self, text: str, kind: NoticeKind = "info") -> None:
        """Says something in the bottom line for a while."""
        self.query_one(StatusBar).notice(text, kind)

    def tell_problem(self, problem: Problem) -> None:
        self.notice(f"{problem.message}. {problem.hint}" if problem.hint else problem.message, "danger")

    def saved(self, text: str) -> None:
        """Says that something was done, and shows since when all is saved."""
        self.notice(text, "done")
        now = self.desk.local(self.desk.now())
        self.query_one(StatusBar).set_saved(_("saved {time}").format(time=f"{now:%H:%M}"))

    def on_top_bar_area_chosen(self, message: TopBar.AreaChosen) -> None:
        self.app.switch_mode(AREAS[message.number - 1])

    def on_key_hints_chosen(self, message: KeyHints.Chosen) -> None:
        self.app.simulate_key(message.key)

    def _load_counts(self) -> None:
        self.ask(lambda: today.counts(self.desk), self.show_counts, group="counts")

    def show_counts(self, counts: today.Counts) -> None:
        """Shows what presses in the bottom line."""
        overdue = _("{count} overdue").format(count=counts.overdue)
        calls = _("{count} calls due").format(count=counts.calls_due)
        self.query_one(StatusBar).set_counts(
            [(overdue, "danger" if counts.overdue else "muted"), (calls, "")]
        )

    def _follow_focus(self) -> None:
        hints: dict[str, tuple[str, str]] = {}
        for active in self.active_bindings.values():
            binding = active.binding
            if binding.show and binding.description and active.enabled:
                hints.setdefault(binding.action, (self.app.get_key_display(binding), _(binding.description)))
        self.query_one(KeyHints).set_hints(list(hints.values()))
