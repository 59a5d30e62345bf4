"""People and firms with gold links: what is believed to be one person is, and what is one person is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.people import Gold, firms, measured, people

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ["SERVICEDESK_PROOF_DATA"])


def check(gold: Gold, files: int, linked: int, precision: float, recall: float) -> None:
    found = measured(gold)
    assert (found.files, found.linked) == (files, linked)
    assert found.precision >= precision
    assert found.recall >= recall


def test_people_filed_twice_are_found_and_strangers_are_not(folder: Path) -> None:
    check(people(folder), files=1_000, linked=500, precision=0.985, recall=0.9)


def test_firms_filed_twice_are_found_by_name_and_address(folder: Path) -> None:
    check(firms(folder), files=864, linked=112, precision=0.97, recall=0.93)
