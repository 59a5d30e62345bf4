"""Two small questions that stand over a screen: yes or no, and one out of a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from servicedesk.i18n import N_, _
from servicedesk.rules.text import normalised, one_line, shown
from servicedesk.widgets.frame import KeyHints
from servicedesk.widgets.offers import Offer, OfferList
from servicedesk.widgets.pieces import Piece, PieceLine, joined, length
from servicedesk.widgets.safe_text import SafeInput

DIALOG_CSS = """
{name} {{
    align: center middle;
    & > .dialog {{
        width: 72;
        max-width: 94%;
        height: auto;
        max-height: 22;
        padding: 0 1;
        background: $background;
        border: round $primary;
        border-title-style: bold;
    }}
}}
"""


class Answers(PieceLine, can_focus=True):
    """The two answers side by side; the one that Enter gives stands in brackets."""

    DEFAULT_CSS = "Answers { margin: 1 0; }"

    yes: reactive[bool] = reactive(True)

    class Chosen(Message):
        """One of the answers was given."""

        def __init__(self, yes: bool) -> None:
            super().__init__()
            self.yes = yes

    def __init__(self, words: tuple[str, str], *, yes: bool) -> None:
        super().__init__()
        self.words = words
        self.set_reactive(Answers.yes, yes)

    def pieces(self, width: int) -> list[Piece]:
        line = joined([self._answer(self.words[0], True), self._answer(self.words[1], False)], 3)
        return [Piece(" " * max((width - length(line)) // 2, 0)), *line]

    def chosen(self, value: str) -> None:
        self.post_message(self.Chosen(value == "yes"))

    def _answer(self, words: str, yes: bool) -> list[Piece]:
        value = "yes" if yes else "no"
        return [
            Piece(f"[ {words} ]", "active", value) if yes == self.yes else Piece(f"  {words}  ", "", value)
        ]


class Confirm(ModalScreen[bool]):
    """Asks before something that is hard to take back; Esc is no."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="Confirm")
        + """
    Confirm {
        & .confirm--text { height: auto; padding: 1 1 0 1; }
        & .confirm--detail { height: auto; max-height: 10; padding: 0 1; color: $text-muted; }
        &.-danger > .dialog { border: round $error; }
    }
    """
    )
    BINDINGS = [
        Binding("y", "answer(True)", N_("Yes"), show=False, id="confirm.yes"),
        Binding("n,escape", "answer(False)", N_("No"), show=False, id="confirm.no"),
        Binding("left,right,tab", "other", N_("The other answer"), show=False, id="confirm.other"),
        Binding("enter", "give", N_("Give the answer in brackets"), show=False, id="confirm.give"),
    ]

    def __init__(
        self, question: str, detail: str = "", *, yes: str = "", no: str = "", danger: bool = False
    ) -> None:
        super().__init__(classes="-danger" if danger else None)
        self._question, self._detail, self._danger = question, detail, danger
        self._answers = Answers((yes or _("Yes"), no or _("No")), yes=not danger)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            sign = "! " if self._danger else ""
            yield Static(Content(sign + shown(self._question, keep_newlines=True)), classes="confirm--text")
            if self._detail:
                yield Static(Content(shown(self._detail, keep_newlines=True)), classes="confirm--detail")
            yield self._answers

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_give(self) -> None:
        self.dismiss(self._answers.yes)

    def action_other(self) -> None:
        self._answers.yes = not self._answers.yes

    @on(Answers.Chosen)
    def _given(self, event: Answers.Chosen) -> None:
        event.stop()
        self.dismiss(event.yes)


class PickOne(ModalScreen[str | None]):
    """One out of a list: type to narrow it, Enter picks, Esc leaves it."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="PickOne")
        + """
    PickOne {
        & Input { border: none; height: 1; padding: 0 1; background: $surface; }
        & Input:focus { border: none; }
        & OfferList { background: transparent; max-height: 16; margin: 1 0 0 0; }
        & .pick-one--none { display: none; color: $text-muted; padding: 1 1 0 1; }
        &.-none .pick-one--none { display: block; }
        & KeyHints { margin: 1 0 0 0; }
    }
    """
    )
    BINDINGS = [
        Binding("down", "step(1)", N_("Down"), show=False, id="pick_one.down"),
        Binding("up", "step(-1)", N_("Up"), show=False, id="pick_one.up"),
        Binding("escape", "leave", N_("Leave it"), show=False, id="pick_one.leave"),
    ]

    def __init__(
        self, title: str, offers: Sequence[tuple[str, str] | tuple[str, str, str]], chosen: str = ""
    ) -> None:
        super().__init__()
        self._title, self._chosen = title, chosen
        self._all = tuple(Offer(*offer) for offer in offers)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(one_line(self._title))
            yield SafeInput(placeholder=_("type to narrow"))
            yield OfferList()
            yield Static(Content(_("Nothing matches.")), classes="pick-one--none")
            yield KeyHints([("Enter", _("Choose")), ("Esc", _("Leave it"))])

    def on_mount(self) -> None:
        self.query_one(OfferList).show(self._all, self._chosen)
        self.query_one(SafeInput).focus()

    def action_step(self, by: int) -> None:
        self.query_one(OfferList).step(by)

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        words = normalised(event.value).split()
        left = [offer for offer in self._all if all(word in normalised(" ".join(offer)) for word in words)]
        self.query_one(OfferList).show(left, self._chosen)
        self.set_class(not left, "-none")

    @on(Input.Submitted)
    def _entered(self) -> None:
        offer = self.query_one(OfferList).current
        if offer is not None:
            self.dismiss(offer.key)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.query_one(OfferList).at(event.option_index).key)
