"""Consents, restriction, statement and erasure of the chosen customer, out of one menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.problems import Problem
from servicedesk.screens.area import DeskChanged
from servicedesk.screens.contact_log import ContactLog
from servicedesk.screens.customer_rows import name_text
from servicedesk.widgets.dialogs import Confirm, PickOne
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.operations.erasing import Erased
    from servicedesk.operations.rights import Limited

Written = Callable[[str], Any]


class CustomerRights(ContactLog):
    """A screen on whose chosen customer the rights act."""

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance, or None."""
        raise NotImplementedError

    def action_rights(self) -> None:
        """What a customer may ask for, by name; what is set already can be ended in the same place."""
        card = self.chosen_card()
        if card is None:
            return
        row = card.rights.row
        limit = (
            ("lift", _("Lift the restriction")) if row.restricted else ("restrict", _("Restrict the file"))
        )
        hold = ("end_hold", _("End the legal hold")) if row.legal_hold else ("hold", _("Set a legal hold"))
        offers = [("state", _("Statement of everything we hold"))]
        if not row.erased_at:
            offers = [
                ("consent", _("Consent: give or withdraw")), *offers, ("correct", _("Correction asked for")),
                limit, hold, ("erase", _("Erase the person")),
            ]  # fmt: skip
        title = _("Rights of {name}").format(name=name_text(row.number, row.name))
        self.app.push_screen(PickOne(title, offers), lambda chosen: self._right(card, chosen))

    def _right(self, card: Card, chosen: str | None) -> None:
        if chosen:
            getattr(self, f"_right_{chosen}")(card)

    def _right_consent(self, card: Card) -> None:
        from servicedesk.screens.consent_form import ConsentForm

        self.app.push_screen(ConsentForm(card.file.number, card.file.row.name), self._rights_changed)

    def _right_state(self, card: Card) -> None:
        from servicedesk.screens.statement import StatementScreen

        self.app.push_screen(StatementScreen(card.file.number))

    def _right_restrict(self, card: Card) -> None:
        self._with_reason(_("Restrict the file: why?"), card, "restrict", _("The file is restricted"))

    def _right_hold(self, card: Card) -> None:
        self._with_reason(_("Legal hold: why?"), card, "hold", _("The file is under a legal hold"))

    def _right_lift(self, card: Card) -> None:
        self._limit(card, "lift", (), _("The file may be used again"))

    def _right_end_hold(self, card: Card) -> None:
        self._limit(card, "end_hold", (), _("The file may be erased again"))

    def _right_correct(self, card: Card) -> None:
        def written(text: str) -> None:
            from servicedesk.operations.rights import ask_correction

            self.act(
                lambda: ask_correction(self.desk, card.file.number, text),
                lambda done: self._rights_done(_("Ticket {number} opened").format(number=done.ticket.number)),
            )

        self._ask_right(_("What does the customer say is wrong?"), f"correct:C{card.file.number}", written)

    def _right_erase(self, card: Card) -> None:
        """Two steps: why, and a question whose answer is no unless one says yes."""

        def written(text: str) -> None:
            words = _("Erase {name} for good?").format(name=name_text(card.file.number, card.file.row.name))
            detail = _(
                "Name, numbers, addresses, what was said and written go; what is counted stays. Nothing brings it back."
            )
            question = Confirm(words, detail, yes=_("Erase"), no=_("Keep"), danger=True)
            self.app.push_screen(question, lambda yes: self._erase_now(card, text) if yes else None)

        self._ask_right(_("Erase: why? (do not name the person)"), f"erase:C{card.file.number}", written)

    def _erase_now(self, card: Card, reason: str, *, close: bool = False) -> None:
        from servicedesk.operations.erasing import StillOpen, erase

        def work() -> Erased:
            return erase(self.desk, card.file.number, reason, close=close)

        def failed(problem: Problem) -> None:
            if isinstance(problem, StillOpen):
                self._offer_to_cancel(card, reason, problem)
            else:
                self.tell_problem(problem)

        self.act(work, self._erased, failed=failed)

    def _offer_to_cancel(self, card: Card, reason: str, problem: Problem) -> None:
        question = Confirm(
            problem.message,
            _("They can be cancelled with it; what is to be done for her would not be done."),
            yes=_("Cancel them and erase"),
            no=_("Keep"),
            danger=True,
        )
        self.app.push_screen(question, lambda yes: self._erase_now(card, reason, close=True) if yes else None)

    def _erased(self, done: Erased) -> None:
        from servicedesk.rules.erasure_words import copies_words, done_words

        self._rights_done(done_words(done.number, *done.counts[:3], already=done.already))
        if done.copies or done.left or done.mentions:
            words = copies_words([str(path) for path in done.copies], done.mentions, done.left)
            self.app.notify("\n".join(words), severity="warning", timeout=60, markup=False)

    def _with_reason(self, title: str, card: Card, verb: str, done: str) -> None:
        key = f"{verb}:C{card.file.number}"
        self._ask_right(title, key, lambda text: self._limit(card, verb, (text,), done))

    def _limit(self, card: Card, verb: str, said: tuple[str, ...], words: str) -> None:
        def work() -> Limited:
            from servicedesk.operations import rights

            acts: dict[str, Callable[..., Limited]] = {
                "restrict": rights.restrict, "lift": rights.lift, "hold": rights.hold, "end_hold": rights.end_hold,
            }  # fmt: skip
            return acts[verb](self.desk, card.file.number, *said)

        self.act(work, lambda _done: self._rights_done(words))

    def _ask_right(self, title: str, key: str, then: Written) -> None:
        """Asks for a text in a small window; what was typed survives Esc."""

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self.drafts.drop(key)
                then(values["text"])

        try:
            before = self.drafts.kept(key).get("text", "")
        except Problem as problem:
            self.tell_problem(problem)
            before = ""
        prompt = TextPrompt(title, before, keep=lambda values: self.drafts.keep(key, values))
        self.app.push_screen(prompt, answered)

    def _rights_changed(self, result: Any) -> None:
        if result is not None:
            self.post_message(DeskChanged())

    def _rights_done(self, words: str) -> None:
        cast("DeskApp", self.app).say_saved(words)
        self.post_message(DeskChanged())
