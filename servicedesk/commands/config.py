"""`servicedesk config`: the firm's settings, kept in the desk, and (with --personal) this person's, kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import begin, print_changed
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.file_names import file_named
from servicedesk.i18n import N_, _
from servicedesk.output import Asked, check_names, print_json, print_list, say
from servicedesk.problems import BadValue, NotFound

if TYPE_CHECKING:
    from servicedesk.commands.firm_shapes import ConfigRow

PERSONAL = {
    "database": N_("the desk to open"),
    "language": N_("language of this person"),
    "theme": N_("colours of the full screen"),
}
Key = Annotated[str, typer.Argument(metavar="KEY", help=_("Such as firm.name; see config list."))]
Personal = Annotated[
    bool, typer.Option("--personal", help=_("This person's on this computer: database, language, theme."))
]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_settings(context)

    noun.command("list", help=_("All settings: the firm's and this person's."))(list_settings)
    noun.command("get", help=_("Print one value."))(get)
    noun.command("set", help=_("Change one value; an empty personal one means the default."))(set_value)
    app.add_typer(noun, name="config")


def list_settings(
    context: typer.Context,
    personal: Personal = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.firm_shapes import CONFIG, ConfigRow
    from servicedesk.lookups.firm_settings import settings
    from servicedesk.rules.firm_settings import FIRM_SETTINGS
    from servicedesk.settings import read_settings, settings_path

    kept = read_settings()
    mine = [
        ConfigRow(key, getattr(kept, key) or None, "personal", _(words)) for key, words in PERSONAL.items()
    ]
    if personal:
        _print_personal(mine[:limit], Asked(as_json, json_fields, as_csv, ids))
        say(_("Kept in {path}").format(path=settings_path()))
        return
    desk = desk_for(context)
    of_firm = ((row, FIRM_SETTINGS[row.key].words) for row in settings(desk))
    rows = [ConfigRow(row.key, row.value, "firm", _(words), row.in_force) for row, words in of_firm] + mine
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    print_list(desk, CONFIG, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def _print_personal(rows: list[ConfigRow], asked: Asked) -> None:
    """These need no desk: they may be what keeps it from being found."""
    named = [{"key": row.key, "value": row.value, "scope": row.scope} for row in rows]
    if asked.wants_json:
        check_names(asked.only, ("key", "value", "scope"))
        print_json([{name: row[name] for name in asked.only or row} for row in named])
        return
    apart = "," if asked.csv else "\t"
    if asked.csv:
        print("scope,key,text")
    for row in rows:
        print(row.key if asked.ids else apart.join((row.scope, row.key, str(row.value or ""))))


def get(
    context: typer.Context, key: Key, personal: Personal = False, as_json: options.AsJson = False
) -> None:
    from servicedesk.commands.firm_shapes import value_text
    from servicedesk.lookups.firm_settings import setting
    from servicedesk.rules.text import one_line
    from servicedesk.settings import read_settings

    if personal:
        value = counts = getattr(read_settings(), _personal_key(key)) or None
    else:
        _key, value, counts = setting(desk_for(context), _firm_key(key))
    if as_json:
        row = {"key": key, "value": value, "scope": "personal" if personal else "firm"}
        print_json(row if personal else {**row, "in_force": counts})
        return
    print(one_line(value_text(counts)))
    if value is None and counts is not None:
        say(_("{key} is not set; this counts until it is").format(key=key))


def set_value(
    context: typer.Context,
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("The new value."))],
    personal: Personal = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    if personal:
        _set_personal(_personal_key(key), clean(value))
        return
    from servicedesk.commands.firm_shapes import CONFIG, ConfigRow, value_text
    from servicedesk.operations.firm_settings import set_setting

    desk, asked = begin(context, CONFIG, as_json, json_fields)
    row = set_setting(desk, _firm_key(key), clean(value))
    words = _("{key} is now {value}").format(key=row.key, value=value_text(row.value))
    print_changed(desk, CONFIG, ConfigRow(row.key, row.value, "firm", ""), asked, words)


def _set_personal(key: str, value: str) -> None:
    from servicedesk.settings import change_settings, settings_path

    read = {"database": _database, "language": _language, "theme": _theme}[key]
    kept = read(value.strip()) if value.strip() else ""
    change_settings(**{key: kept})
    say(
        _("Your {key} is now {value}, kept in {path}").format(
            key=key, value=kept or _("the default"), path=settings_path()
        )
    )


def _personal_key(key: str) -> str:
    if key in PERSONAL:
        return key
    raise NotFound(
        _("There is no personal setting {key}").format(key=key),
        _("Known are: {names}").format(names=", ".join(PERSONAL)),
    )


def _firm_key(key: str) -> str:
    if key in PERSONAL:
        raise NotFound(_("{key} is a setting of yours, not of the firm").format(key=key), _("Add --personal"))
    return key


def _database(said: str) -> str:
    return said if "://" in said else str(file_named(said).absolute())


def _language(said: str) -> str:
    from servicedesk.rules.firm_settings import read_language

    return read_language(said)


def _theme(said: str) -> str:
    from textual.theme import BUILTIN_THEMES

    if said not in BUILTIN_THEMES:
        raise BadValue(
            _("There is no theme {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(sorted(BUILTIN_THEMES))),
        )
    return said
