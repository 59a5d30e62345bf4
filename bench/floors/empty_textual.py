"""The smallest full screen: an app of Textual with one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """Says one line."""

    def compose(self) -> ComposeResult:
        yield Static("Nothing else is here")


Empty().run()
