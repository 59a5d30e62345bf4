"""The journeys need a POSIX pty; Windows terminals have none, so there they are not collected."""

from __future__ import annotations

import sys

collect_ignore_glob = ["*.py"] if sys.platform == "win32" else []
