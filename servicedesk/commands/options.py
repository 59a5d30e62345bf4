"""The options that several commands share, declared once so that they read alike everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.i18n import _

AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]
JsonFields = Annotated[
    str, typer.Option("--json-fields", metavar="a,b", help=_("Print JSON with these fields only."))
]
AsCsv = Annotated[bool, typer.Option("--csv", help=_("Print CSV with a header."))]
OnlyIds = Annotated[bool, typer.Option("--ids", help=_("Print numbers only, one a line."))]
Limit = Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help=_("At most so many rows."))]
IfVersion = Annotated[
    int | None,
    typer.Option("--if-version", metavar="V", help=_("Refuse when somebody changed it meanwhile.")),
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="N..", help=_("Numbers, or - to read them from standard input."))
]
QueryWords = Annotated[list[str] | None, typer.Argument(metavar="[QUERY]", help=_("What to look for."))]
TextFile = Annotated[str, typer.Option("--file", metavar="FILE", help=_("Read the text from a file."))]
