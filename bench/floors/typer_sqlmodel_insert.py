"""typer_sqlmodel_insert.py FILE: a Typer command that inserts one row through SQLModel."""

import typer
from sqlmodel import Field, Session, SQLModel, create_engine

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


class Ticket(SQLModel, table=True):
    """One table."""

    id: int | None = Field(default=None, primary_key=True)
    subject: str
    status: str = "new"


@app.command()
def insert(path: str, subject: str = "Burst pipe") -> None:
    """Inserts one row."""
    engine = create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        session.connection().exec_driver_sql("PRAGMA synchronous = FULL")
        session.add(Ticket(subject=subject))
        session.commit()


app()
