"""The first desk: every table, and the search indexes."""

from alembic import op
from sqlmodel import SQLModel

import servicedesk.store.tables  # noqa: F401 - fills the metadata
from servicedesk.store.search import create
from servicedesk.store.search_rows import Indexed

revision = "0001"
down_revision = None


def upgrade() -> None:
    SQLModel.metadata.create_all(op.get_bind())
    for kind in Indexed:
        op.execute(create(kind))
