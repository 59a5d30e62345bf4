"""Tier and stage of the chosen customer: said by a person with a reason, or computed again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.lookups.profile import Profile, profile
from servicedesk.problems import Problem
from servicedesk.rules.codes import codes, label
from servicedesk.rules.text import one_line
from servicedesk.rules.yardstick import yardstick
from servicedesk.screens.area import DeskChanged
from servicedesk.screens.contact_log import ContactLog
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.profile_facts import fixed_words
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.operations.standing import Fixed

_AUTO = ""


class CustomerStanding(ContactLog):
    """A screen on whose chosen customer the verb acts."""

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance, or None."""
        raise NotImplementedError

    def action_standing(self) -> None:
        """Offers every tier and stage, what is so now with its reason, and to compute again what a person fixed."""
        card = self.chosen_card()
        if card is None:
            return
        seen = profile(self.desk, card)
        title = _("Tier and stage of {name}").format(
            name=name_text(card.file.number, one_line(card.file.row.name))
        )
        offers = [*self._tiers(seen), *self._stages(seen)]
        self.app.push_screen(
            PickOne(title, offers, f"tier:{seen.tier}"),
            lambda chosen: self._standing_picked(card.file.number, chosen),
        )

    def _tiers(self, seen: Profile) -> Iterator[tuple[str, str, str]]:
        for name in yardstick(self.desk.firm.settings).tier_names:
            now = _now(seen.tier_fixed, seen.tier_reason) if name == seen.tier else ""
            yield f"tier:{name}", _("tier {name}").format(name=name), now
        if seen.tier_fixed:
            yield f"tier:{_AUTO}", _("Tier: compute it again"), ""

    def _stages(self, seen: Profile) -> Iterator[tuple[str, str, str]]:
        for code in codes("stage"):
            now = _now(seen.stage_fixed, seen.stage_reason) if code == seen.stage else ""
            yield f"stage:{code}", label("stage", code), now
        if seen.stage_fixed:
            yield f"stage:{_AUTO}", _("Stage: compute it again"), ""

    def _standing_picked(self, number: int, chosen: str | None) -> None:
        if not chosen:
            return
        field, _colon, value = chosen.partition(":")
        if value == _AUTO:
            self._say_standing(number, field, value, "")
            return
        title = (
            _("Tier {name}: why?").format(name=value)
            if field == "tier"
            else _("{stage}: why?").format(stage=label("stage", value))
        )
        key = f"{field}-{value}:C{number}"

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self.drafts.drop(key)
                self._say_standing(number, field, value, values["text"])

        before = self.drafts.kept(key).get("text", "")
        keep = partial(self.drafts.keep, key)
        self.app.push_screen(TextPrompt(title, before, label=_("Reason for it"), keep=keep), answered)

    def _say_standing(self, number: int, field: str, value: str, reason: str) -> None:
        def work() -> Fixed:
            from servicedesk.operations import standing

            if value == _AUTO:
                return (standing.let_go if field == "tier" else standing.let_stage_go)(self.desk, number)
            fix = standing.fix_tier if field == "tier" else standing.fix_stage
            return fix(self.desk, number, value, reason)

        def failed(problem: Problem) -> None:
            self.drafts.keep(f"{field}-{value}:C{number}", {"text": reason})
            self.tell_problem(problem)

        self.act(work, lambda done: self._standing_said(done, field, computed=value == _AUTO), failed=failed)

    def _standing_said(self, done: Fixed, field: str, *, computed: bool) -> None:
        what = (
            _("tier {name}").format(name=done.tier or "–") if field == "tier" else label("stage", done.stage)
        )
        text = (
            _("Customer C{number}: {what}, computed") if computed else _("Customer C{number}: {what}, fixed")
        )
        if done.already:
            text = _("Customer C{number} is so already")
        cast("DeskApp", self.app).say_saved(text.format(number=done.number, what=what))
        self.post_message(DeskChanged())


def _now(fixed: bool, reason: str) -> str:
    """That it is so now, and why."""
    return _("now: {why}").format(why=one_line(fixed_words(fixed, reason) or _("computed")))
