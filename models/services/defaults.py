"""The habits that hold until the office decides otherwise, read from resources/office/defaults.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class OfficeDefaults:
    """Terms and periods in working days, stages left out, short names of units."""

    term_days: Mapping[str, int]
    extension_max_days: int
    first_warning_days: int
    second_warning_days: int
    notice_days: int
    omitted: frozenset[str]
    unit_short: Mapping[str, str]


def load_defaults(resources: Path) -> OfficeDefaults:
    """Read the shipped defaults."""
    data = tomllib.loads((resources / "office" / "defaults.toml").read_text(encoding="utf-8"))
    return OfficeDefaults(
        term_days=data["term_days"],
        **data["clock"],
        notice_days=data["notice"]["days"],
        omitted=frozenset(data["workflow"]["omitted"]),
        unit_short=data["unit_short"],
    )
