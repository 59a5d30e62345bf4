"""What all tables are made from, and the columns shared by rows that people edit."""

from typing import Any

from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

KEPT_NUMBERS = {"sqlite_autoincrement": True}  # a number once told is never given to another row


class Table(SQLModel):
    """A row of the desk. Pydantic's validators are never asked, so they are not built: every first write waits."""

    model_config = {"defer_build": True}


class Versioned(Table):
    """A row whose version rises with every edit (`store.changes`), so that a stale one never overwrites."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version, "version_id_generator": False}  # type: ignore[attr-defined]

    @property
    def number(self) -> int:
        """The primary key of a stored row: what people say on the phone."""
        assert self.id is not None, "the row is not stored yet"
        return self.id
