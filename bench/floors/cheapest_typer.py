"""The cheapest command that Typer makes: no rich help, no pretty tracebacks, no completion."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def greet(name: str = "desk", limit: int = 50) -> None:
    """Says one line."""
    print(name, limit)


app()
