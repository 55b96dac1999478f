"""What stands in a sheet: cells as written, without any reading of them yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

CellKind = Literal["text", "number", "day", "bool", "error", "formula"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty.

    `text` is the text itself, the number as Excel shows it (15 digits), the day as ISO, 1 or 0, or the error's
    code. `formula` is a formula whose result is not in the file. `format` is the number format.
    """

    kind: CellKind
    text: str
    format: str = ""
    date1904: bool = False


Range = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class SheetGrid:
    """A sheet: cells by row and column (both from 1), what is hidden, what is merged."""

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Range, ...] = field(default=())


def column_letter(column: int) -> str:
    """Return the letters of a column: 1 → A, 28 → AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
