"""Everything the program ships that is not code: policy, letters, fonts, icons, styles, help."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """Return a path inside the resources, in a checkout and in a frozen program alike."""
    return Path(__file__).resolve().parent.joinpath(*parts)
