"""What one matter of the practice desk consists of, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """The words of one matter; `{place}` stands for the caller's premises."""

    subject: str
    description: str
    note: str
    reply: str
    resolution: str


class Matter(NamedTuple):
    """Something residents bring. A complaint has its cause and the step where it arose."""

    category: str
    kind: str
    weight: int
    en: Told
    zh: Told
    cause: str = ""
    step: str = ""

    def told(self, language: str) -> Told:
        return self.zh if language == "zh_CN" else self.en
