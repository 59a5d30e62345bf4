"""How nouns and verbs explain themselves: their usage line, their help, and what they say of an unknown verb."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from servicedesk.commands.nouns import NOUNS
from servicedesk.commands.values import read_lightly
from servicedesk.i18n import N_, _
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter

# What Typer itself says of the options it adds.
_ADDED = {
    "help": N_("Explain the command."),
    "install_completion": N_("Let this shell complete nouns and verbs."),
    "show_completion": N_("Print what the shell needs to complete them."),
}


class Verb(TyperCommand):
    """A command that acts."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return read_lightly(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, usage_words(self, ctx), prefix=_("Usage: "))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_parameters(self, ctx, formatter)


class Noun(TyperGroup):
    """A word with verbs below it; the program itself is one too."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return read_lightly(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, usage_words(self, ctx), prefix=_("Usage: "))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_parameters(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(200)) for name in self.list_commands(ctx)]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: Context) -> list[str]:
        """The nouns in the order of their list, the verbs in the order they were hung in."""
        order = list(NOUNS)
        names = super().list_commands(ctx)
        return sorted(names, key=order.index) if set(names) <= set(order) else names

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Finds the verb. Raises BadValue naming the one that was probably meant."""
        word = args[0]
        if word in self.commands or word.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise BadValue(
            _("{program} has no command {word}").format(program=ctx.command_path, word=word),
            self._meant(ctx.command_path, word),
        )

    def _meant(self, path: str, word: str) -> str:
        if "show" in self.commands and word.lstrip("#TCtc").isdecimal():
            return _("Did you mean: {command}").format(command=f"{path} show {word}")
        close = get_close_matches(word, self.commands, n=1)
        if close:
            return _("Did you mean: {command}").format(command=f"{path} {close[0]}")
        return _("See: {command}").format(command=f"{path} --help")


def explain_alike(app: typer.Typer) -> None:
    """Gives every command of a tree the same way of explaining itself."""
    for command in app.registered_commands:
        command.cls = Verb
    for group in app.registered_groups:
        if group.typer_instance:
            explain_alike(group.typer_instance)


def keep_only(app: typer.Typer, verb: str) -> None:
    """Leaves each noun this one verb; a noun without it keeps all, to say which are close."""
    for group in app.registered_groups:
        noun = group.typer_instance
        if noun is not None:
            commands = [command for command in noun.registered_commands if command.name == verb]
            groups = [below for below in noun.registered_groups if below.name == verb]
            if commands or groups:
                noun.registered_commands, noun.registered_groups = commands, groups


def usage_words(command: Command, ctx: Context) -> str:
    """What follows the command's name: `[OPTIONS] N.. TEXT`."""
    pieces = ["[OPTIONS]"]
    pieces += [name_of(param) for param in command.get_params(ctx) if isinstance(param, TyperArgument)]
    if isinstance(command, TyperGroup):
        pieces.append("COMMAND ...")
    return " ".join(pieces)


def _write_parameters(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    params = command.get_params(ctx)
    arguments = [(name_of(param), param.help or "") for param in params if isinstance(param, TyperArgument)]
    options = [_option(param) for param in params if isinstance(param, TyperOption)]
    for title, rows in ((_("Arguments"), arguments), (_("Options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _option(param: TyperOption) -> tuple[str, str]:
    name = ", ".join(sorted(param.opts, key=len))
    words = _(_ADDED[param.name]) if param.name in _ADDED else param.help or ""
    extra = []
    if isinstance(param.envvar, str):
        extra.append(param.envvar)
    if param.default and not param.is_flag:
        extra.append(_("default: {value}").format(value=param.default))
    if param.required:
        extra.append(_("required"))
    more = f"  [{'; '.join(extra)}]" if extra else ""
    return (name if param.is_flag else f"{name} {name_of(param)}"), words + more


def name_of(param: TyperArgument | TyperOption) -> str:
    """What stands for the value of a parameter: `N..`, `[QUERY]`, `TIME`."""
    return param.metavar or param.name.replace("_", "-").upper()
