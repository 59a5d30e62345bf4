"""What people were told is done, held against what stands on the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from survive.hands import Deed


class Ledger:
    """Every token that must stand on the desk once, and every one that must not stand there at all."""

    def __init__(self) -> None:
        self._standing: set[str] = set()
        self._gone: set[str] = set()

    @property
    def acknowledged(self) -> int:
        """How many operations were acknowledged."""
        return len(self._standing) + 2 * len(self._gone)

    def copy(self) -> Ledger:
        """The same ledger, to be continued apart."""
        other = Ledger()
        other._standing, other._gone = set(self._standing), set(self._gone)
        return other

    def add(self, deed: Deed) -> None:
        """An operation that somebody was told is done."""
        if deed.takes_back:
            self._standing.discard(deed.takes_back)
            self._gone.add(deed.takes_back)
        else:
            self._standing.add(deed.token)

    def settle(self, deed: Deed, found: Counter[str]) -> bool:
        """Whether an operation nobody was told of was done all the same; it may be, or not be, but not half."""
        done = not found[deed.takes_back] if deed.takes_back else bool(found[deed.token])
        if done:
            self.add(deed)
        return done

    def faults(self, found: Counter[str]) -> Iterator[str]:
        """What was lost, what came back, what stands there twice, and what nobody did."""
        yield from _told("acknowledged and lost", (token for token in self._standing if not found[token]))
        yield from _told("taken back and there again", (token for token in self._gone if found[token]))
        yield from _told("there twice", (token for token, count in found.items() if count > 1))
        yield from _told("there and done by nobody", found.keys() - self._standing - self._gone)


def _told(what: str, tokens: Iterable[str]) -> Iterator[str]:
    if several := sorted(tokens):
        yield f"{len(several)} {what}: {', '.join(several[:5])}"
