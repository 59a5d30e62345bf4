"""What computing tiers and stages would change, and doing it: one operation, which one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from servicedesk.i18n import _, ngettext
from servicedesk.keys import bindings_for
from servicedesk.lookups.standing import computed_at, computed_words
from servicedesk.rules.codes import label
from servicedesk.rules.standing import reason_words
from servicedesk.rules.text import one_line
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.whole_list import WholeList
from servicedesk.widgets.dialogs import Confirm
from servicedesk.widgets.rows import Column, Row

if TYPE_CHECKING:
    from servicedesk.operations.standing import Moved


class StandingsScreen(WholeList):
    """A rehearsal with the reasons; nothing is written before a question is answered. Enter opens a file."""

    AREA = 3
    LIST = "standings"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("standings")

    def __init__(self) -> None:
        super().__init__()
        self._computed_at: datetime | None = None

    def columns(self) -> list[Column]:
        return [
            Column("name", _("Customer"), 16, grow=True),
            Column("tier", _("Tier"), 9),
            Column("stage", _("Stage"), 20, grow=True),
            Column("why", _("Reasons"), 24, grow=True, min_width=100),
        ]

    def read(self) -> Sequence[Moved]:
        from servicedesk.operations.standing import compute

        self._computed_at = computed_at(self.desk)
        return compute(self.desk, dry_run=True)

    def line(self, place: int, thing: Moved) -> Row:
        stages = (label("stage", thing.stage_before), label("stage", thing.stage))
        cells = (
            one_line(name_text(thing.number, thing.name)),
            _changed(thing.tier_before or "–", thing.tier or "–"),
            _changed(*stages),
            one_line(reason_words(thing.facts)),
        )
        return Row(place, cells, style=("", "", "", "muted"))

    def heading(self) -> str:
        count = len(self.things)
        words = ngettext("{count} customer would change", "{count} customers would change", count)
        return f"{words.format(count=count)} · {computed_words(self.desk, self._computed_at)}"

    def nothing_text(self) -> str:
        return _("Every customer stands where she should")

    def open_chosen(self) -> None:
        from servicedesk.screens.customer import CustomerScreen

        if self.chosen is not None:
            self.app.push_screen(CustomerScreen(self.chosen.number))

    def action_compute(self) -> None:
        """Asks first, with how many would change; where nobody would, it is computed at once and the moment kept."""
        count = len(self.things)
        if not count:
            self._compute()
            return
        question = ngettext(
            "Change tier or stage of {count} customer?", "Change tier or stage of {count} customers?", count
        ).format(count=count)
        detail = _("What a person fixed stays. z takes it all back.")
        self.app.push_screen(Confirm(question, detail), lambda yes: self._compute() if yes else None)

    def _compute(self) -> None:
        def work() -> list[Moved]:
            from servicedesk.operations.standing import compute

            return compute(self.desk)

        self.act(work, self._computed)

    def _computed(self, moved: list[Moved]) -> None:
        count = len(moved)
        words = ngettext("{count} customer changed", "{count} customers changed", count).format(count=count)
        self.saved(words if moved else _("Every customer stands where she should"))
        self.load()


def _changed(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
