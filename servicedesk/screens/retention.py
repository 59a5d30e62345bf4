"""What the firm's own periods say is kept too long, and erasing it after a question (R247, R253)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import retention
from servicedesk.lookups.retention import Due, LapsedRow
from servicedesk.problems import Problem
from servicedesk.rules.permissions import Permission
from servicedesk.rules.text import one_line
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.whole_list import WholeList
from servicedesk.widgets.dialogs import Confirm
from servicedesk.widgets.rows import Column, Row

if TYPE_CHECKING:
    from servicedesk.operations.retention import Kept


class RetentionScreen(WholeList):
    """Files nobody has heard of for longest first; nothing goes unless somebody asks. Enter opens a file."""

    AREA = 3
    LIST = "retention"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("retention")

    def __init__(self) -> None:
        super().__init__()
        self._due = Due((), (), 0)

    def columns(self) -> list[Column]:
        return [
            Column("name", _("Customer"), 20, grow=True),
            Column("number", _("No."), 8),
            Column("last", _("Last heard of"), 14),
        ]

    def read(self) -> Sequence[LapsedRow]:
        self._due = retention.due(self.desk)
        return self._due.customers

    def line(self, place: int, thing: LapsedRow) -> Row:
        day = f"{self.desk.local(thing.last_at):%Y-%m-%d}"
        return Row(place, (one_line(name_text(thing.number, thing.name)), f"C{thing.number}", day))

    def heading(self) -> str:
        parts = [
            _("Due for erasure: {files} files, the words of {contacts} contacts").format(
                files=len(self._due.customers), contacts=len(self._due.contacts)
            )
        ]
        if self._due.held:
            parts.append(_("{count} files are kept by a legal hold").format(count=self._due.held))
        return " · ".join(parts)

    def nothing_text(self) -> str:
        years = {"files": self.desk.firm.customer_years, "words": self.desk.firm.contact_years}
        said = {
            "files": _("Files nobody has heard of are kept for {count} years"),
            "words": _("the words of contacts for {count} years"),
        }
        forever = _("The firm has set no period after which anything is erased")
        kept = _(", ").join(said[what].format(count=count) for what, count in years.items() if count)
        return "\n".join((_("No file is due."), kept or forever))

    def open_chosen(self) -> None:
        from servicedesk.screens.customer import CustomerScreen

        if self.chosen is not None:
            self.app.push_screen(CustomerScreen(self.chosen.number))

    def action_erase_due(self) -> None:
        """Erases all of it, for who may, after a question whose answer is no unless one says yes."""
        try:
            self.desk.require(Permission.CUSTOMER_ERASE)
        except Problem as problem:
            self.tell_problem(problem)
            return
        if not (self._due.customers or self._due.contacts):
            self.notice(_("Nothing is due for erasure"))
            return
        detail = _(
            "Name, numbers, addresses, what was said and written go; what is counted stays. Nothing brings it back."
        )
        question = Confirm(
            _("Erase all of this?") + "\n" + self.heading(), detail, yes=_("Erase"), no=_("Keep"), danger=True
        )
        self.app.push_screen(question, lambda yes: self._erase() if yes else None)

    def _erase(self) -> None:
        def work() -> Kept:
            from servicedesk.operations.retention import erase_due

            return erase_due(self.desk)

        self.act(work, self._erased)

    def _erased(self, done: Kept) -> None:
        from servicedesk.rules.erasure_words import copies_words

        self.saved(
            _("Erased: {customers} customers and the words of {contacts} contacts").format(
                customers=len(done.customers), contacts=done.contacts
            )
        )
        words = [f"C{number}: {why}" for number, why in done.refused]
        if done.copies or done.left:
            words += copies_words([str(path) for path in done.copies], (), done.left)
        if words:
            self.app.notify("\n".join(words), severity="warning", timeout=60, markup=False)
        self.load()
