"""Every table by name: for what works on the schema as a whole."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from servicedesk.store.tables import (  # noqa: F401
    addresses,
    agreements,
    consents,
    customers,
    drafts,
    firm,
    log,
    needs,
    own_fields,
    sameness,
    segments,
    settings,
    talks,
    tasks,
    tickets,
)
from servicedesk.store.tables.versioned import Table


def _kinds(base: type[SQLModel]) -> Iterator[type[SQLModel]]:
    for kind in base.__subclasses__():
        if hasattr(kind, "__table__"):
            yield kind
        yield from _kinds(kind)


# By module, whichever was imported first, and within it as it stands there.
MODELS: dict[str, type[SQLModel]] = {
    str(kind.__tablename__): kind for kind in sorted(_kinds(Table), key=lambda kind: kind.__module__)
}
