"""Proposals for the full name and the letter prefix of the units that the document names in short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli


@dataclass(frozen=True)
class UnitName:
    """A unit's short name, as in the document, with the proposed full name and 文号 prefix."""

    short: str
    full: str
    prefix: str


@cache
def unit_names(file: Path) -> dict[str, UnitName]:
    """Return the proposals by short name, read from `resources/units.toml`."""
    data = tomli.loads(file.read_text(encoding="utf-8"))
    return {item["short"]: UnitName(item["short"], item["full"], item["prefix"]) for item in data["unit"]}


def proposal(file: Path, short: str) -> UnitName:
    """Return the proposal for a unit; a unit without one signs with its own name until the office writes another."""
    return unit_names(file).get(short, UnitName(short, short, ""))
