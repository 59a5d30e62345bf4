"""typer_core_insert.py FILE: a Typer command that inserts one row through SQLAlchemy without its ORM."""

import typer
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
ticket = Table(
    "ticket",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("subject", String),
    Column("status", String),
)


@app.command()
def add(path: str, subject: str = "Burst pipe") -> None:
    """Inserts one row."""
    with create_engine(f"sqlite:///{path}").begin() as connection:
        connection.exec_driver_sql("PRAGMA synchronous = FULL")
        connection.execute(insert(ticket), {"subject": subject, "status": "new"})


app()
