"""The customer confirms what her file says: everything with one key and Enter, or one field of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, cast

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.lookups.origins import Origin, origins, source_words, verified_days
from servicedesk.rules.text import one_line
from servicedesk.rules.verifying import confirmed_words
from servicedesk.screens.area import DeskChanged
from servicedesk.screens.contact_log import ContactLog
from servicedesk.screens.customer_rows import name_text
from servicedesk.widgets.dialogs import PickOne

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.operations.verifying import Verified

_EVERYTHING = "*"


class CustomerVerifying(ContactLog):
    """A screen on whose chosen customer the verb acts."""

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance, or None."""
        raise NotImplementedError

    def action_verify(self) -> None:
        """Offers everything first, then each field with what it says, from whom, and when it was confirmed."""
        card = self.chosen_card()
        if card is None:
            return
        number, name = card.file.number, card.file.row.name
        found = origins(self.desk, number)
        if not found:
            self.tell(_("Nothing is in this file that could be confirmed"))
            return
        title = _("Confirmed with {name}").format(name=name_text(number, one_line(name)))
        offers = [(_EVERYTHING, _("everything"), ""), *self._offers(found)]
        self.app.push_screen(PickOne(title, offers), lambda chosen: self._verify(number, chosen))

    def _offers(self, found: Sequence[Origin]) -> list[tuple[str, str, str]]:
        offers = []
        for code, group in groupby(found, key=lambda one: one.field):
            parts = list(group)
            values = one_line("; ".join(one.shown for one in parts))
            oldest = min(parts, key=lambda one: (one.verified_at is not None, one.verified_at))
            words = (confirmed_words(verified_days(self.desk, oldest)), source_words(self.desk, oldest))
            offers.append(
                (
                    code,
                    one_line(_("{name}: {value}").format(name=parts[0].label, value=values)),
                    one_line(" · ".join(words)),
                )
            )
        return offers

    def _verify(self, number: int, chosen: str | None) -> None:
        if chosen is None:
            return
        fields = () if chosen == _EVERYTHING else (chosen,)

        def work() -> Verified:
            from servicedesk.operations.verifying import verify

            return verify(self.desk, number, fields)

        self.act(work, self._verified)

    def _verified(self, done: Verified) -> None:
        text = _("Confirmed today already: {fields}") if done.already else _("Confirmed: {fields}")
        cast("DeskApp", self.app).say_saved(text.format(fields=_(", ").join(done.fields)))
        self.post_message(DeskChanged())
