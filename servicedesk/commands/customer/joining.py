"""`customer duplicates`, `merge`, `unmerge` and `apart`: two files of one person, and one file of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import read_numbers
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_list, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.operations.merging import Merged, Parted

Score = Annotated[
    float, typer.Option("--score", min=0.0, max=1.0, metavar="S", help=_("From this score on, 0 to 1."))
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("duplicates", help=_("Files that may be of one person, likeliest first, with the reasons."))(
        duplicates
    )
    noun.command("merge", help=_("Two files of one person: move everything into one of them."))(merge)
    noun.command("unmerge", help=_("Make a file its own again; what was added since stays."))(unmerge)
    noun.command("apart", help=_("Remember that two files are not the same person."))(apart)


def duplicates(
    context: typer.Context,
    score: Score = 0.5,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer.duplicate_shape import DUPLICATE, DUPLICATE_LINE
    from servicedesk.lookups import duplicates as lookup

    asked = Asked(as_json, json_fields, as_csv, limit=limit)
    check_fields(DUPLICATE, asked)
    desk = desk_for(context)
    found = lookup.duplicates(desk, least=score)
    shape = DUPLICATE if asked.wants_json else DUPLICATE_LINE
    print_list(desk, shape, found[: asked.rows_wanted], asked, total=lambda: len(found))


def merge(
    context: typer.Context,
    numbers: options.Numbers,
    into: Annotated[str, typer.Option("--into", metavar="D", help=_("The file that stays."))],
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="FIELD=C", help=_("A field whose value comes from C; repeatable.")),
    ] = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.commands.each import act_on_each
    from servicedesk.lookups.customers import customer
    from servicedesk.operations import merging

    target = read_customer_number(into)
    losers = [] if list(numbers) == ["-"] else read_numbers(numbers, read_customer_number)
    taken = _taken(take or (), losers, target)
    desk = desk_for(context)

    def tell(done: Merged) -> tuple[str]:
        text = (
            _("Customer {number} is already joined into {other}")
            if done.already
            else _("Customer {number} joined into {other}")
        )
        return (text.format(number=done.other, other=done.customer.number),)

    act_on_each(
        desk,
        numbers,
        lambda desk, number: merging.merge(
            desk, number, target, take=taken.get(number, ()), if_version=if_version
        ),
        tell=tell,
        row=lambda done: customer(desk, done.customer.number),
        shape=CUSTOMER,
        asked=Asked(as_json, json_fields),
        read=read_customer_number,
    )


def unmerge(
    context: typer.Context,
    numbers: options.Numbers,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.commands.each import act_on_each
    from servicedesk.lookups.customers import customer
    from servicedesk.operations import merging
    from servicedesk.rules.happenings import field_name

    desk = desk_for(context)

    def tell(done: Parted) -> Sequence[str]:
        lines = [
            _("Customer {number} separated from {other}").format(
                number=done.customer.number, other=done.other
            )
        ]
        if done.kept:
            names = ", ".join(field_name(name) for name in done.kept)
            lines.append(
                _("Changed since, so it stays in {other}: {names}").format(other=done.other, names=names)
            )
        return lines

    act_on_each(
        desk,
        numbers,
        merging.unmerge,
        tell=tell,
        row=lambda done: customer(desk, done.customer.number),
        shape=CUSTOMER,
        asked=Asked(as_json, json_fields),
        read=read_customer_number,
    )


def apart(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help=_("A customer's number."))],
    other: Annotated[str, typer.Argument(metavar="B", help=_("The other customer's number."))],
) -> None:
    from servicedesk.operations.merging import not_the_same

    done = not_the_same(desk_for(context), read_customer_number(one), read_customer_number(other))
    text = (
        _("Customers {first} and {second} are known to be two people already")
        if done.already
        else _("Customers {first} and {second} are remembered as two people")
    )
    say(text.format(first=done.first, second=done.second))


def _taken(said: Sequence[str], losers: Sequence[int], target: int) -> Mapping[int, set[str]]:
    """Which fields come from which file. Raises BadValue on one that is not among them, where they are known."""
    taken: dict[int, set[str]] = {}
    for word in said:
        field, sign, source = word.partition("=")
        number = read_customer_number(source) if sign else losers[0] if len(losers) == 1 else None
        if not field.strip() or number is None or (losers and number not in {*losers, target}):
            raise BadValue(
                _("{word} does not name a field and one of the files").format(word=word),
                _("Write it like --take name=C12"),
            )
        if number != target:
            taken.setdefault(number, set()).add(field.strip())
    return taken
