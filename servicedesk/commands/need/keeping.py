"""`need note`, `need edit`, `need met`, `need drop` and `need reopen`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import Values, begin, changes, print_made
from servicedesk.commands.inputs import clean, read_text
from servicedesk.commands.need.listing import CategoryOption, ClassOption, KindOption
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked
from servicedesk.rules.numbers import read_customer_number, read_need_number, read_ticket_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.needs import Needed

NumbersAndText = Annotated[
    list[str], typer.Argument(metavar="N.. TEXT", help=_("Numbers of needs, and what was done or why not."))
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("note", help=_("Write a need down; prints its number."))(note)
    noun.command("edit", help=_("Change words, kind, class, level, impact, category."))(edit)
    noun.command("met", help=_("It is met, and by what: a service, a changed step, training."))(met)
    noun.command("drop", help=_("Nothing will be done about it, and why."))(drop)
    noun.command("reopen", help=_("It stands again; what was done did not meet it."))(reopen)


def note(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[C] TEXT", help=_("Who needs it, unless the ticket says it, and what.")),
    ] = None,
    ticket: Annotated[
        str,
        typer.Option("--ticket", metavar="N", help=_("Said on this ticket: customer and category are its.")),
    ] = "",
    kind: KindOption = "",
    need_class: ClassOption = "functional",
    level: Annotated[
        str,
        typer.Option(
            "--level", help=_("1 to 5: physiological, safety, belonging, esteem, self-realisation.")
        ),
    ] = "",
    impact: Annotated[str, typer.Option("--impact", help=_("1 nice to have, 2 matters, 3 vital."))] = "2",
    category: CategoryOption = "",
    file: options.TextFile = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.need_shapes import NEED
    from servicedesk.lookups.needs import weighed
    from servicedesk.operations import needs

    desk, asked = begin(context, NEED, as_json, json_fields)
    customer, text = _whose_and_what(words or (), file, said_on=bool(ticket))
    made = needs.note(
        desk,
        needs.NewNeed(
            text,
            read_customer_number(customer) if customer else None,
            read_ticket_number(ticket) if ticket else None,
            kind,
            need_class,
            level,
            impact,
            clean(category),
        ),
    ).need
    print_made(desk, NEED, weighed(desk, made), asked, _("Need N{number} noted").format(number=made.number))


def edit(
    context: typer.Context,
    numbers: options.Numbers,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import needs

    wanted = changes(values)
    _act(
        desk_for(context),
        numbers,
        lambda desk, number: needs.edit(desk, number, wanted, if_version=if_version),
        _("Need N{number} saved"),
        Asked(as_json, json_fields),
    )


def met(
    context: typer.Context,
    words: NumbersAndText,
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.ticket.acting import numbers_and_text
    from servicedesk.operations import needs

    numbers, text = numbers_and_text(words, file)
    _act(
        desk_for(context),
        numbers,
        lambda desk, number: needs.met(desk, number, text, if_version=if_version),
        _("Need N{number} is met"),
        Asked(as_json, json_fields),
    )


def drop(
    context: typer.Context,
    words: NumbersAndText,
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.ticket.acting import numbers_and_text
    from servicedesk.operations import needs

    numbers, text = numbers_and_text(words, file)
    _act(
        desk_for(context),
        numbers,
        lambda desk, number: needs.drop(desk, number, text, if_version=if_version),
        _("Need N{number} is dropped"),
        Asked(as_json, json_fields),
    )


def reopen(
    context: typer.Context,
    numbers: options.Numbers,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import needs

    _act(
        desk_for(context),
        numbers,
        lambda desk, number: needs.reopen(desk, number, if_version=if_version),
        _("Need N{number} stands again"),
        Asked(as_json, json_fields),
    )


def _whose_and_what(words: Sequence[str], file: str, *, said_on: bool) -> tuple[str, str]:
    """The customer, empty where the ticket says it, and the text. Raises BadValue."""
    most = 1 if file else 2
    if len(words) > most:
        from servicedesk.problems import BadValue

        raise BadValue(
            _("“{text}” is one word too many").format(text=words[most]),
            _('Put the text in quotes: need note C "TEXT"'),
        )
    has_text = not file and (len(words) == 2 or (said_on and len(words) == 1))
    text = words[-1] if has_text else None
    customer = words[0] if len(words) > has_text else ""
    return customer, read_text(text, file)


def _act(
    desk: Desk, numbers: Sequence[str], act: Callable[[Desk, int], Needed], words: str, asked: Asked
) -> None:
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.need_shapes import NEED
    from servicedesk.lookups.needs import weighed

    def tell(done: Needed) -> tuple[str]:
        text = _("Need N{number} is so already") if done.already else words
        return (text.format(number=done.need.number),)

    act_on_each(
        desk, numbers, act, tell=tell, row=lambda done: weighed(desk, done.need), shape=NEED, asked=asked,
        read=read_need_number,
    )  # fmt: skip
