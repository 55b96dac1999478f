"""Faults and remarks of a workbook, each with its sheet, row, column letter and heading."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import UserError
from models.exchange.workbooks.cells import column_letter


@dataclass(frozen=True)
class CellFault:
    """Something that keeps a row, a sheet (row 0) or a column from being taken in."""

    sheet: str
    row: int
    column: int
    heading: str
    what: str
    why: str = ""
    remedy: str = ""

    @property
    def letter(self) -> str:
        """The column's letter, empty for a fault of the whole row or sheet."""
        return column_letter(self.column)

    @property
    def where(self) -> str:
        """The place in words: 工作表“13-1”第 5 行 C 列“电话”."""
        return place(self.sheet, self.row, self.column, self.heading)

    @property
    def message(self) -> str:
        """Place, what, why and remedy in one line."""
        parts = [part.rstrip("。") for part in (self.what, self.why, self.remedy) if part]
        return f"{self.where}：{'。'.join(parts)}。"


@dataclass(frozen=True)
class CellNote:
    """A remark that does not keep the row out: how something was read, what was left aside."""

    sheet: str
    row: int
    column: int
    heading: str
    text: str

    @property
    def message(self) -> str:
        """Place and remark in one line."""
        return f"{place(self.sheet, self.row, self.column, self.heading)}：{self.text}。"


def place(sheet: str, row: int, column: int, heading: str) -> str:
    """Return a place in a workbook as an officer finds it."""
    words = f"工作表“{sheet}”" if sheet else "工作簿"
    words += f"第 {row} 行" if row else ""
    words += f" {column_letter(column)} 列" if column else ""
    return words + (f"“{heading}”" if heading else "")


def fault_of(error: UserError, sheet: str, row: int, column: int = 0, heading: str = "") -> CellFault:
    """Return the fault that an error is at a place."""
    return CellFault(sheet, row, column, heading, error.what, error.why, error.remedy)
