"""What is known of something: a muted word at the left, the text at the right, wrapped under itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from servicedesk.widgets.cells import fit, wrapped

FactStyle = Literal["", "muted", "strong", "warning", "danger"]

_STYLES: dict[FactStyle, str] = {
    "": "",
    "muted": "$foreground 60%",
    "strong": "bold",
    "warning": "$text-warning",
    "danger": "$text-error",
}
_GAP = 2
_LABEL_MOST = 16


class Fact(NamedTuple):
    """One thing that is known; facts that follow one another under the same label show it once."""

    label: str
    text: str
    style: FactStyle = ""


class Facts(Widget):
    """Draws facts one below the other; texts are data, wrapped and never cut."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Facts { height: auto; }"

    def __init__(
        self, facts: Sequence[Fact] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._facts = tuple(facts)

    def show(self, facts: Sequence[Fact]) -> None:
        """Shows these facts."""
        self._facts = tuple(facts)
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return sum(1 for _line in self._lines(width))

    def _lines(self, width: int) -> Iterator[Content]:
        column = max((cell_len(fact.label) for fact in self._facts), default=0)
        column = min(column, _LABEL_MOST) + _GAP if column else 0
        before = ""
        for fact in self._facts:
            label = "" if fact.label == before else fact.label
            before = fact.label
            for line in wrapped(fact.text, max(width - column, 8)):
                yield Content.assemble((fit(label, column), "$foreground 60%"), (line, _STYLES[fact.style]))
                label = ""
