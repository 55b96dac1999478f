"""Lets the tests of the window use the offices that the tests of exchange work with."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in ("exchange", "services"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / folder))
