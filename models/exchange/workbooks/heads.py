"""Finds the row of headings in a sheet and says which column is which, which are missing and which are misspelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from models.exchange.workbooks.cells import SheetGrid
from models.exchange.workbooks.columns import IntakeColumn, heading_parts, large_unit, spellings
from models.exchange.workbooks.faults import CellFault, CellNote

SEARCHED_ROWS = 20
_LIKENESS = 0.6
_UNIT_WORDS = r"(?:人民币)?(?P<unit>(?:百|千)?万元|亿元|千元)"
_STATED_ABOVE = re.compile(rf"单位:{_UNIT_WORDS}|^\({_UNIT_WORDS.replace('unit', 'bare')}\)$")
_STATED_UNDER = re.compile(rf"\(?(?:单位:)?{_UNIT_WORDS}\)?")


@dataclass(frozen=True)
class Head:
    """Where the headings stand and which sheet column holds what; `first_row` is the first row of data."""

    row: int
    first_row: int
    columns: Mapping[int, IntakeColumn]
    others: Mapping[int, str]
    faults: tuple[CellFault, ...] = ()
    notes: tuple[CellNote, ...] = ()

    def place_of(self, key: str) -> tuple[int, str]:
        """Return number and heading of the column with a key, (0, "") where the sheet has none."""
        for number, column in self.columns.items():
            if column.key == key:
                return number, column.heading
        return 0, ""


def head_row(sheet: SheetGrid, columns: Iterable[IntakeColumn], *, least: int) -> int:
    """Return the row that carries most of the headings, 0 when no row carries at least `least` of them."""
    known = frozenset().union(*(spellings(column) for column in columns))
    best, found = 0, least - 1
    for row in sorted(sheet.rows)[:SEARCHED_ROWS]:
        texts = {heading_parts(cell.text)[0] for cell in sheet.rows[row].values() if cell.kind == "text"}
        if len(texts & known) > found:
            best, found = row, len(texts & known)
    return best


def read_head(
    sheet: SheetGrid, row: int, wanted: Sequence[IntakeColumn], also: Sequence[IntakeColumn] = ()
) -> Head:
    """Return the head in a row; `also` are columns that may stand there without belonging to the matter."""
    by_spelling = {spelling: column for column in reversed(wanted) for spelling in spellings(column)}
    ignorable = {spelling for column in also for spelling in spellings(column)}
    columns: dict[int, IntakeColumn] = {}
    others: dict[int, str] = {}
    faults: list[CellFault] = []
    for number, cell in sorted(sheet.rows[row].items()):
        spelling, units = heading_parts(cell.text)
        column = by_spelling.get(spelling)
        if column is None:
            if spelling and spelling not in ignorable:
                others[number] = " ".join(cell.text.split())[:60]
            continue
        if column in columns.values():
            faults.append(
                CellFault(sheet.name, row, number, column.heading, "这一列出现了两次", "", "请删去多余的一列")
            )
        if column.kind == "money" and (large := large_unit(units)):
            faults.append(_unit_fault(sheet.name, row, number, cell.text, large))
        columns[number] = column
    notes = _hidden(sheet, row, columns)
    faults += _missing(sheet.name, row, wanted, columns, others)
    first_row = max([row, *(m[2] for m in sheet.merges if m[0] <= row <= m[2])]) + 1
    faults += _stated_unit(sheet, row, first_row, columns)
    strange_faults, strange_notes = _strange(sheet, row, wanted, columns, others, first_row)
    return Head(row, first_row, columns, others, (*faults, *strange_faults), (*notes, *strange_notes))


def _unit_fault(sheet: str, row: int, number: int, heading: str, unit: str) -> CellFault:
    return CellFault(
        sheet,
        row,
        number,
        " ".join(heading.split())[:60],
        f"表头的单位是“{unit}”",
        "导入表的金额都以元为单位",
        "请把表头改为（元）并把数值换算成元",
    )


def _stated_unit(
    sheet: SheetGrid, row: int, first_row: int, columns: Mapping[int, IntakeColumn]
) -> list[CellFault]:
    """A line of its own that states 万元 for the sheet, above or right under the headings, speaks against them."""
    if not any(column.kind == "money" for column in columns.values()):
        return []
    for at in sorted(at for at in sheet.rows if at <= first_row and at != row):
        for number, cell in sorted(sheet.rows[at].items()):
            plain = "".join(unicodedata.normalize("NFKC", cell.text).split()) if cell.kind == "text" else ""
            match = _STATED_ABOVE.search(plain) if at < row else _STATED_UNDER.fullmatch(plain)
            if match:
                what = f"表中写明单位是“{next(filter(None, match.groups()))}”"
                why, remedy = "导入表的金额都以元为单位", "请把数值换算成元并删去这一说明"
                return [CellFault(sheet.name, at, number, "", what, why, remedy)]
    return []


def _missing(
    sheet: str,
    row: int,
    wanted: Sequence[IntakeColumn],
    columns: Mapping[int, IntakeColumn],
    others: Mapping[int, str],
) -> list[CellFault]:
    present = {column.key for column in columns.values()}
    absent = [column for column in wanted if column.required and column.key not in present]
    found = "、".join(f"“{text}”" for text in others.values())
    why = f"没有认出的表头有：{found}" if found else "表头行没有这一列"
    return [
        CellFault(
            sheet,
            row,
            0,
            column.heading,
            f"缺少“{column.heading}”列",
            why,
            "请改用程序生成的模板，或改正表头",
        )
        for column in absent
    ]


def _strange(
    sheet: SheetGrid,
    row: int,
    wanted: Sequence[IntakeColumn],
    columns: Mapping[int, IntakeColumn],
    others: Mapping[int, str],
    first_row: int,
) -> tuple[list[CellFault], list[CellNote]]:
    """A heading that looks like one of ours must be put right; any other column with content is told and left aside."""
    present = {column.key for column in columns.values()}
    open_ones = {
        spelling: column for column in wanted if column.key not in present for spelling in spellings(column)
    }
    faults, notes = [], []
    for number, text in others.items():
        if not any(number in cells for at, cells in sheet.rows.items() if at >= first_row):
            continue
        close = get_close_matches(heading_parts(text)[0], list(open_ones), n=1, cutoff=_LIKENESS)
        if close:
            meant = open_ones[close[0]].heading
            why = f"与“{meant}”相近但不相同"
            faults.append(
                CellFault(
                    sheet.name,
                    row,
                    number,
                    text,
                    f"表头“{text}”没有认出",
                    why,
                    f"请改为“{meant}”，或删去这一列",
                )
            )
        else:
            notes.append(CellNote(sheet.name, row, number, text, "不是导入表的列，其内容没有读取"))
    return faults, notes


def _hidden(sheet: SheetGrid, row: int, columns: Mapping[int, IntakeColumn]) -> list[CellNote]:
    return [
        CellNote(sheet.name, row, number, column.heading, "这一列已隐藏，其内容照常读取")
        for number, column in columns.items()
        if number in sheet.hidden_columns
    ]
