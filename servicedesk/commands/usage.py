"""A command line that cannot be read, told like every other problem: what is wrong, and what to write."""

from __future__ import annotations

import typer
from typer.core import TyperArgument, TyperOption

from servicedesk.commands.tree import Noun, name_of, usage_words
from servicedesk.i18n import _
from servicedesk.problems import BadValue

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_TOO_MANY = "extra argument(s) ("


def usage_problem(error: Exception) -> BadValue:
    """What Typer says of a command line, in the language in use and naming the way on."""
    context = getattr(error, "ctx", None)
    usage = (
        _("Usage: ") + f"{context.command_path} {usage_words(context.command, context)}" if context else ""
    )
    return BadValue(_said(error), _better(error, context) or usage)


def _said(error: Exception) -> str:
    if hasattr(error, "possibilities"):
        return _("There is no option {name}").format(name=getattr(error, "option_name", ""))
    if hasattr(error, "option_name"):
        text = _("{name} needs a value") if "requires" in str(error) else _("{name} takes no value")
        return text.format(name=error.option_name)
    if isinstance(error, typer.BadParameter) and isinstance(error.param, TyperArgument | TyperOption):
        return _said_of(error, error.param)
    _before, many, words = str(error).partition(_TOO_MANY)
    if many:
        return _("There is more on the line than is read: {words}").format(words=words.rstrip(")"))
    return str(error)


def _said_of(error: typer.BadParameter, param: TyperArgument | TyperOption) -> str:
    """What is wrong with one argument or option; the numbers are the only values Typer reads itself."""
    name = param.opts[0] if isinstance(param, TyperOption) else name_of(param).strip("[]")
    if type(error) is not typer.BadParameter:
        return _("{name} is missing").format(name=name)
    if param.min is None:
        return _("{name} takes a whole number").format(name=name)
    if param.max is not None:
        text = _("{name} takes a whole number from {least} to {most}")
        return text.format(name=name, least=param.min, most=param.max)
    return _("{name} takes a whole number, {least} or more").format(name=name, least=param.min)


def _better(error: Exception, context: typer.Context | None) -> str:
    """What was probably meant, where that can be told."""
    close: list[str] = sorted(getattr(error, "possibilities", None) or ())
    if close:
        return _("Did you mean: {command}").format(command=", ".join(close))
    option = str(getattr(error, "option_name", ""))
    if not hasattr(error, "possibilities") or context is None:
        return ""
    if _listed(context, option):
        return _("Did you mean: {command}").format(command=f"{context.command_path} list {option}")
    if not option.startswith("--"):
        return _("Words that begin with - come after --; in a query write not:tag:x for -tag:x")
    return ""


def _listed(context: typer.Context, option: str) -> bool:
    """Whether the noun's list knows the option that the bare noun does not."""
    verbs = context.command.commands if isinstance(context.command, Noun) else {}
    return "list" in verbs and any(option in param.opts for param in verbs["list"].params)
