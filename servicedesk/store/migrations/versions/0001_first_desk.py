"""The first desk: every table, and the search indexes."""

from alembic import op
from sqlalchemy import Index
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import servicedesk.store.tables.every  # noqa: F401 - fills the metadata
from servicedesk.store.search import create
from servicedesk.store.search_rows import Indexed

revision = "0001"
down_revision = None


def upgrade() -> None:
    for table in SQLModel.metadata.sorted_tables:
        op.execute(CreateTable(table))
        for index in sorted(table.indexes, key=_order):
            op.execute(CreateIndex(index))
    for kind in Indexed:
        op.execute(create(kind))


def _order(index: Index) -> tuple[bool, str]:
    """Of indexes that serve alike SQLite takes the last one made: those of a part of the table come last.

    Without an order each new desk would have its own.
    """
    return index.dialect_options["sqlite"]["where"] is not None, str(index.name)
