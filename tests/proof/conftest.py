"""The proofs need the shared real files, collected only when asked for: `pytest -m proof tests/proof`."""

from __future__ import annotations

from typing import Literal

import pytest


def pytest_ignore_collect(config: pytest.Config) -> Literal[True] | None:
    """Leaves this folder out unless the marker was named."""
    return None if "proof" in config.option.markexpr else True
