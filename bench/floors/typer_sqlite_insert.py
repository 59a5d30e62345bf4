"""typer_sqlite_insert.py FILE: a Typer command that inserts one row through the standard library."""

import sqlite3

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def add(path: str, subject: str = "Burst pipe") -> None:
    """Inserts one row."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("INSERT INTO ticket (subject, status) VALUES (?, 'new')", (subject,))


app()
