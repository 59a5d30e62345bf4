"""When there is no desk yet: one calm form makes it, instead of a failure."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _, current_language, use_language
from servicedesk.packs import PACKS, load
from servicedesk.problems import Problem, problem_text
from servicedesk.settings import this_account
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import TextField
from servicedesk.widgets.form import Form
from servicedesk.widgets.frame import KeyHints


class FirstRun(App[Desk]):
    """Asks for the trade, the firm and the first staff member; gives back the open desk, or None after Esc."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "quit", N_("Leave; nothing is made"), id="first.leave"),
        Binding("ctrl+s", "make", N_("Make the desk"), id="first.make"),
        Binding("f8", "switch_language", N_("English / 中文"), id="first.language"),
    ]

    def __init__(self, place: str | Path) -> None:
        super().__init__()
        self.place = place

    def compose(self) -> ComposeResult:
        chinese = current_language() == "zh_CN"
        packs = [load(name) for name in PACKS]
        trades = [(pack.name, pack.label_zh if chinese else pack.label_en) for pack in packs]
        with Vertical(classes="form-frame") as frame:
            frame.border_title = Content(_("A new desk"))
            yield Static(
                Content(_("There is no desk here yet. Five answers make one; all can be changed later."))
            )
            yield Form(
                TextField("firm", _("Firm"), required=True),
                TextField("staff", _("Your name"), required=True),
                ChoiceField("pack", _("Trade"), trades, "property", required=True),
                ChoiceField(
                    "language",
                    _("Language"),
                    [("en", "English"), ("zh_CN", "中文")],
                    current_language(),
                    required=True,
                ),
                TextField("timezone", _("Time zone"), _usual_zone()),
            )
            yield KeyHints([("Ctrl+S", _("Make the desk")), ("F8", "English / 中文"), ("Esc", _("Leave"))])

    def on_mount(self) -> None:
        self.query_one(Form).focus_first()

    async def action_switch_language(self) -> None:
        values = self.query_one(Form).values()
        untouched = values["timezone"] == _usual_zone()
        use_language("en" if current_language() == "zh_CN" else "zh_CN")
        zone = _usual_zone() if untouched else values["timezone"]
        await self.recompose()
        form = self.query_one(Form)
        form.set_values({**values, "language": current_language(), "timezone": zone})
        form.focus_first()

    def action_make(self) -> None:
        self.query_one(Form).action_submit()

    @on(Form.Submitted)
    def _make(self, message: Form.Submitted) -> None:
        form = message.control
        errors = {name: _("Needed.") for name in ("firm", "staff") if not message.values[name].strip()}
        if errors:
            form.show_errors(errors)
            return
        try:
            self.exit(self._set_up(message.values))
        except Problem as problem:
            form.show_errors({"firm": problem_text(problem)})

    def _set_up(self, values: dict[str, str]) -> Desk:
        from servicedesk.operations.setup import NewDesk, set_up

        use_language(values["language"], chosen=False)
        new = NewDesk(
            pack=values["pack"],
            firm=values["firm"],
            language=values["language"],
            timezone=values["timezone"],
            staff=values["staff"],
        )
        return set_up(self.place, new, this_account())


def _usual_zone() -> str:
    from servicedesk.operations.setup import local_timezone

    return "Asia/Shanghai" if current_language() == "zh_CN" else local_timezone() or "UTC"
