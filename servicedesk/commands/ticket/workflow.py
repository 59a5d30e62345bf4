"""`ticket workflow`: the life cycle, so that nobody has to guess what is possible when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, Shape, print_list, say
from servicedesk.rules.codes import STATUSES, label
from servicedesk.rules.workflow import ALREADY, NEEDS, Step, workflow

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("workflow", help=_("The life cycle: which verb leads where, and what it needs."))(show)


def show(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    steps = workflow()
    print_list(desk_for(context), STEP, steps[: asked.rows_wanted], asked, total=lambda: len(steps))
    if asked.for_people:
        say(_("= is so already, - is not possible"))


def needs_words(step: Step) -> str:
    """What a verb needs, as people say it."""
    return _(", ").join(_(NEEDS[need]) for need in step.needs)


def leads_words(step: Step, status: str) -> str:
    """Where a verb leads from a status, in a word or a sign."""
    following = step.leads[status]
    if following is None:
        return "-"
    return "=" if following == ALREADY else label("status", following)


def _leads(status: str) -> Callable[[Desk, Step], str | None]:
    return lambda _desk, step: step.leads[status]


def _column(status: str) -> tuple[Callable[[], str], Callable[[Desk, Step], str]]:
    return lambda: label("status", status), lambda _desk, step: leads_words(step, status)


STEP = Shape[Step](
    title=lambda: _("Life cycle of a ticket"),
    fields={
        "verb": lambda _desk, step: step.verb,
        **{status: _leads(status) for status in STATUSES},
        "needs": lambda _desk, step: step.needs,
        "words": lambda _desk, step: _(step.words),
    },
    columns=("verb", *STATUSES, "needs", "words"),
    table=(
        (lambda: _("Verb"), lambda _desk, step: step.verb),
        *(_column(status) for status in STATUSES),
        (lambda: _("Needs"), lambda _desk, step: needs_words(step)),
    ),
    number="verb",
)
