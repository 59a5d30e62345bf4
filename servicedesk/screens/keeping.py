"""Drafts: what is typed into a form survives Esc, a quit, a crash and a colleague's edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode

from servicedesk.lookups import drafts

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def kept_draft(desk: Desk, key: str) -> dict[str, str]:
    """What was typed and not saved under this key; empty where there is nothing."""
    return drafts.draft(desk, key) or {}


def keep_draft(node: DOMNode, desk: Desk, key: str, values: dict[str, str]) -> None:
    """Keeps what is typed, in a thread of the app's, so that leaving the form does not stop it."""

    def save() -> None:
        from servicedesk.operations import drafts as keeping

        keeping.save(desk, key, values)

    node.app.run_worker(save, thread=True, group="drafts", exit_on_error=False)


def drop_draft(desk: Desk, key: str) -> None:
    """Forgets a draft that was saved for good; called in the thread that saved it."""
    from servicedesk.operations import drafts as keeping

    keeping.drop(desk, key)
