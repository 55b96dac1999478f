"""A corrected version of the shipped pack, dropped into a data folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import resources

SHIPPED = resources.path("policy", "bz-2024-12")


def second_version(folder: Path) -> Path:
    """A corrected version in which 13-1 pays 4 % and asks one question otherwise."""
    target = shutil.copytree(SHIPPED, folder / "policy" / "corrected")
    document = target / "document.toml"
    document.write_text(
        document.read_text(encoding="utf-8").replace('id = "bz-2024-12"', 'id = "bz-2024-12"\nversion = 2'),
        encoding="utf-8",
    )
    clause = target / "clauses" / "13.toml"
    text = clause.read_text(encoding="utf-8")
    first_award = text.index('percent = "5"')
    text = text[:first_award] + 'percent = "4"' + text[first_award + len('percent = "5"') :]
    text = text.replace('ceiling = "115000.00"', 'ceiling = "92000.00"', 1)
    text = text.replace('ceiling = "100000.00"', 'ceiling = "80000.00"', 1)
    start = text.index('question = "', text.index('id = "same-basis"'))
    end = text.index("\n", start)
    clause.write_text(text[:start] + 'question = "两年口径是否相同？"' + text[end:], encoding="utf-8")
    return target
