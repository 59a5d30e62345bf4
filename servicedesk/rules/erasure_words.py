"""What an erasure did and what is left to do, in the words of both doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servicedesk.i18n import N_, _

_SIGNS = {
    "ticket": "T{number}",
    "customer": "C{number}",
    "need": "N{number}",
    "queue": N_("queue {number}"),
    "segment": N_("segment {number}"),
}


def done_words(number: int, tickets: int, words: int, callbacks: int, *, already: bool) -> str:
    """What was emptied."""
    if already:
        return _("Customer C{number} is erased already").format(number=number)
    return _(
        "Customer C{number} erased; {tickets} tickets, {words} texts and {callbacks} callbacks keep only their numbers"
    ).format(number=number, tickets=tickets, words=words, callbacks=callbacks)


def copies_words(copies: Sequence[str], mentions: Iterable[tuple[str, int]], left: str) -> list[str]:
    """What a person has to do still, a line each."""
    lines = []
    if copies:
        names = ", ".join(copies)
        lines.append(
            _("These copies from before still hold the person; delete them: {names}").format(names=names)
        )
    named = ", ".join(_(_SIGNS[kind]).format(number=number) for kind, number in mentions)
    if named:
        lines.append(_("Others' texts may name the person; look at: {names}").format(names=named))
    if left:
        lines.append(
            _("The file still holds deleted pages: {detail}. Do it again when nobody else works").format(
                detail=left
            )
        )
    return lines
