"""The first desk: every table, and the search index."""

from alembic import op
from sqlmodel import SQLModel

import servicedesk.store.tables  # noqa: F401 - fills the metadata
from servicedesk.store.search import CREATE_INDEX

revision = "0001"
down_revision = None


def upgrade() -> None:
    SQLModel.metadata.create_all(op.get_bind())
    op.execute(CREATE_INDEX)
