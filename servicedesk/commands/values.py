"""What a word of the command line becomes: text, flags, whole numbers and files.

Typer hands every value to pydantic, whose import takes longer than most commands. Its parameters ask a method for the
reader of their values; where that is one of these, ours is put in its place. Should Typer cease to
ask, commands only become slower, and a test says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperArgument, TyperOption

from servicedesk.file_names import file_named
from servicedesk.rules.numbers import LARGEST_NUMBER

if TYPE_CHECKING:
    from typer._click import Parameter


class Reader(NamedTuple):
    """Stands for Typer's reader of one parameter; `read` raises ValueError on a word that is no value."""

    read: Callable[[Any, TyperArgument | TyperOption], Any]

    def coerce(self, value: Any, param: TyperArgument | TyperOption, ctx: typer.Context) -> Any:
        """The value a verb is given. Raises typer.BadParameter on a word that is none."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            return self.read(value, param)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param=param) from error


def read_lightly(params: list[Parameter]) -> list[Parameter]:
    """The parameters, with a reader of ours for each that takes text, a flag, a whole number or a file."""
    for param in params:
        if isinstance(param, TyperArgument | TyperOption):
            reader = _READERS.get(param.type_descriptor.annotation)
            if reader:
                setattr(param, "get_runtime_param", lambda reader=reader: reader)  # noqa: B010
    return params


def _text(value: object, _param: TyperArgument | TyperOption) -> str:
    return str(value)


def _texts(value: Sequence[object], _param: TyperArgument | TyperOption) -> list[str]:
    return [str(one) for one in value]


def _flag(value: object, _param: TyperArgument | TyperOption) -> bool:
    return bool(value)


def _whole_number(value: str | int, param: TyperArgument | TyperOption) -> int:
    limits = param.type_descriptor.parameter_info
    number = int(value)
    least = -LARGEST_NUMBER if limits.min is None else limits.min
    most = LARGEST_NUMBER if limits.max is None else limits.max
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _file(value: object, _param: TyperArgument | TyperOption) -> Path:
    return file_named(str(value))


_READERS: dict[object, Reader] = {
    str: Reader(_text), list[str]: Reader(_texts), bool: Reader(_flag), int: Reader(_whole_number),
    Path: Reader(_file),
}  # fmt: skip
