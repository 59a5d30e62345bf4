"""`customer statement`, `erase` and `retention`: what is held of a person, and its end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _, current_language, use_language
from servicedesk.output import Asked, check_fields, print_json, print_list, print_one, say
from servicedesk.problems import BadValue, ExitCode
from servicedesk.rules.erasure_words import copies_words, done_words
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.erasing import Erased
    from servicedesk.operations.retention import Kept

Customer = Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Erase without asking."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("statement", help=_("Everything we hold of a customer and why, to print or send."))(
        statement
    )
    noun.command("erase", help=_("Erase a person everywhere; numbers in reports stay. Not undone."))(erase)
    noun.command("retention", help=_("What is due for erasure by the firm's periods; erases when asked."))(
        retention
    )


def statement(
    context: typer.Context,
    customer: Customer,
    form: Annotated[str, typer.Option("--format", help=_("text, md, json."))] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="L", help=_("en or zh_CN; else the one in use."))
    ] = "",
    output: Annotated[
        str, typer.Option("--output", metavar="FILE|FOLDER", help=_("Write it there instead."))
    ] = "",
    as_json: options.AsJson = False,
) -> None:
    from servicedesk.operations.statements import make_statement
    from servicedesk.reports.statement_formats import FORMATS, check_format, save
    from servicedesk.rules.firm_settings import read_language

    wanted = check_format(form.strip() or ("json" if as_json else "text"))
    tongue, before = read_language(language) if language else current_language(), current_language()
    desk = desk_for(context)
    made = make_statement(desk, read_customer_number(customer))
    try:
        use_language(tongue)
        text = "" if output else FORMATS[wanted][0](desk, made)
        path = save(desk, made, wanted, output) if output else None
    finally:
        use_language(before)
    if path:
        say(_("Statement written to {path}").format(path=path))
    sys.stdout.write(text)


def erase(
    context: typer.Context,
    customer: Customer,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_("Why, without naming the person."))
    ],
    close: Annotated[bool, typer.Option("--close", help=_("Cancel the tickets that are open."))] = False,
    yes: Yes = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.consent_shapes import ERASED
    from servicedesk.lookups.consents import rights
    from servicedesk.operations import erasing
    from servicedesk.rules.permissions import Permission

    asked = Asked(as_json, json_fields)
    check_fields(ERASED, asked)
    _refuse_unasked(yes=yes)
    desk, number = desk_for(context), read_customer_number(customer)
    desk.require(Permission.CUSTOMER_ERASE)
    row = rights(desk, number).row
    if not (yes or row.erased_at):
        name = " ".join(filter(None, (f"C{row.number}", row.name)))
        say(_("Everything that names {name} goes for good; nothing brings it back").format(name=name))
        typer.confirm(_("Erase this person?"), abort=True, err=True)
    done: Erased = erasing.erase(desk, number, clean(reason), close=close)
    say(done_words(done.number, *done.counts[:3], already=done.already))
    for line in copies_words([str(path) for path in done.copies], done.mentions, done.left):
        say(line)
    if asked.wants_json:
        print_one(desk, ERASED, done, asked)
    if done.left:
        raise typer.Exit(ExitCode.REFUSED)


def retention(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only list what is due."))] = False,
    yes: Yes = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
) -> None:
    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids)
    found = _print_due(desk, asked, printed=not yes or dry_run)
    if dry_run or not found or not (yes or sys.stdin.isatty()):
        if found and not dry_run:
            say(_("Nothing was erased; say --yes to erase it"))
        return
    if not yes:
        typer.confirm(_("Erase all of this?"), abort=True, err=True)
    from servicedesk.operations.retention import erase_due

    _tell_kept(erase_due(desk), asked if yes else Asked())


def _print_due(desk: Desk, asked: Asked, *, printed: bool) -> bool:
    from servicedesk.commands.consent_shapes import DUE, DueLine
    from servicedesk.lookups.retention import due

    found = due(desk)
    lines = [DueLine("customer", row.number, row.name, row.last_at, 1) for row in found.customers]
    if found.contacts:
        lines.append(DueLine("contacts", None, "", None, len(found.contacts)))
    if found.held:
        say(_("{count} files are kept by a legal hold").format(count=found.held))
    if printed:
        print_list(desk, DUE, lines, asked)
    return bool(lines)


def _tell_kept(done: Kept, asked: Asked) -> None:
    say(
        _("Erased: {customers} customers and the words of {contacts} contacts").format(
            customers=len(done.customers), contacts=done.contacts
        )
    )
    for number, why in done.refused:
        say(f"C{number}: {why}")
    for line in copies_words([str(path) for path in done.copies], (), done.left):
        say(line)
    if asked.wants_json:
        print_json(
            {
                "customers": list(done.customers),
                "contacts": done.contacts,
                "refused": [{"number": number, "reason": why} for number, why in done.refused],
                "copies": [str(path) for path in done.copies],
                "left": done.left or None,
            }
        )
    if done.refused or done.left:
        raise typer.Exit(ExitCode.REFUSED)


def _refuse_unasked(*, yes: bool) -> None:
    """Raises BadValue where nobody can be asked and nobody said yes."""
    if not (yes or sys.stdin.isatty()):
        raise BadValue(_("Nobody can be asked here"), _("Say --yes to erase without being asked"))
