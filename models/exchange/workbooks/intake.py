"""Reads a whole intake workbook: which sheet is for which matter, its rows, and what was left aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from models.errors import UserError
from models.exchange.workbooks.cells import SheetGrid
from models.exchange.workbooks.columns import CODE, EVENT_DATE, MATTER, NAME, columns_of
from models.exchange.workbooks.faults import CellFault, CellNote, fault_of
from models.exchange.workbooks.heads import head_row, read_head
from models.exchange.workbooks.intake_row import IntakeRow
from models.exchange.workbooks.rows import RowReader
from models.policy.model import Matter
from models.policy.pack import Pack

MAX_DATA_ROWS = 5_000
GUIDE, CONTENTS, CHOICES = "说明", "目录", "选项"
_MATTER_ID = re.compile(r"\s*([0-9]{1,2}-[0-9]{1,2})(?![0-9])", re.ASCII)
Proceed = Callable[[int, int], bool]


@dataclass(frozen=True)
class IntakeBook:
    """All rows of a workbook with the faults and remarks that belong to no row."""

    rows: tuple[IntakeRow, ...]
    faults: tuple[CellFault, ...]
    notes: tuple[CellNote, ...]


def read_intake(
    sheets: tuple[SheetGrid, ...], pack: Pack, settings: Mapping[str, str], *, matter_id: str = ""
) -> IntakeBook:
    """Return what a workbook holds; `matter_id` is the officer's choice for sheets that do not say.

    Raises UserError when no sheet is an intake sheet, or there are more rows than one import takes.
    """
    rows: list[IntakeRow] = []
    faults: list[CellFault] = []
    notes: list[CellNote] = []
    recognised = False
    for sheet in sheets:
        if not sheet.rows or sheet.name.strip() in (GUIDE, CONTENTS, CHOICES):
            continue
        start = head_row(sheet, (NAME, CODE, EVENT_DATE), least=2)
        if start and sheet.hidden:
            notes.append(CellNote(sheet.name, 0, 0, "", "工作表已隐藏，没有读取"))
        elif start:
            recognised = True
            found = _read_sheet(sheet, start, pack, settings, matter_id)
            rows += found.rows
            faults += found.faults
            notes += found.notes
        else:
            notes.append(CellNote(sheet.name, 0, 0, "", "没有办件导入表的表头，没有读取"))
        if len(rows) > MAX_DATA_ROWS:
            raise UserError("行数过多", f"超过 {MAX_DATA_ROWS} 行", "请分成几个工作簿导入", field="file")
    if not recognised:
        raise _not_recognised(sheets)
    return IntakeBook(tuple(rows), tuple(faults), tuple(notes))


def _not_recognised(sheets: tuple[SheetGrid, ...]) -> UserError:
    first = next((sheet for sheet in sheets if sheet.rows and not sheet.hidden), None)
    found = ""
    if first is not None:
        cells = first.rows[min(first.rows)]
        found = "、".join(" ".join(cells[n].text.split())[:20] for n in sorted(cells)[:8])
    return UserError(
        "没有找到办件导入表的表头",
        "表头应有“申请人名称”“统一社会信用代码/身份证号”“发生日期”等列"
        + (f"；首行写的是：{found}" if found else "；工作簿是空的"),
        "请用程序生成的模板填写",
        field="file",
    )


def _read_sheet(
    sheet: SheetGrid, start: int, pack: Pack, settings: Mapping[str, str], chosen: str
) -> IntakeBook:
    column = next(
        (
            n
            for n, cell in sheet.rows[start].items()
            if read_head_text(cell.text) in ("事项", "事项编号", "办理事项")
        ),
        0,
    )
    if column:
        return _by_column(sheet, start, column, pack, settings)
    try:
        matter = _matter_of(sheet, start, pack, chosen)
    except UserError as error:
        return IntakeBook((), (fault_of(error, sheet.name, 0),), ())
    return _rows_of(sheet, start, matter, settings, lambda _: True)


def read_head_text(text: str) -> str:
    """Return a heading without spaces and stars."""
    return "".join(text.split()).strip("*＊")


def _matter_of(sheet: SheetGrid, start: int, pack: Pack, chosen: str) -> Matter:
    """The matter that the sheet's name or a line above the headings names; the officer's choice must not contradict."""
    found = set()
    above = [cell.text for row in sheet.rows if row < start for cell in sheet.rows[row].values()]
    for text in (sheet.name, *(text.removeprefix("事项编号").lstrip("：: ") for text in above)):
        match = _MATTER_ID.match(text)
        if match:
            found.add(match[1])
    if chosen and found and found != {chosen}:
        raise UserError(
            "工作表的事项与选择的不同",
            f"工作表写的是 {'、'.join(sorted(found))}，选择的是 {chosen}",
            "请核对",
        )
    if not found and not chosen:
        raise UserError(
            "不知道工作表是哪个事项",
            "工作表名不以事项编号开头，也没有“事项”列",
            "请把工作表改名为事项编号（如 13-1），或用该事项的模板填写",
        )
    if len(found) > 1:
        raise UserError("工作表写了几个事项编号", "、".join(sorted(found)), "请只保留一个，或改用“事项”列")
    return pack.matter(chosen or found.pop())


def _by_column(
    sheet: SheetGrid, start: int, column: int, pack: Pack, settings: Mapping[str, str]
) -> IntakeBook:
    """Each row names its own matter; headings of the other matters in the sheet are no strangers."""
    matters: dict[int, Matter] = {}
    faults: list[CellFault] = []
    for row in sorted(row for row in sheet.rows if row > start):
        cell = sheet.rows[row].get(column)
        match = _MATTER_ID.match(cell.text) if cell else None
        try:
            if match is None and len(sheet.rows[row]) > 1:
                shown = f"填写的是“{cell.text[:20]}”" if cell else "没有填写"
                raise UserError("事项看不懂", shown, "请以事项编号开头，如 13-1")
            if match is not None:
                matters[row] = pack.matter(match[1])
        except UserError as error:
            faults.append(fault_of(error, sheet.name, row, column, MATTER.heading))
    everything = tuple({one.id: one for one in matters.values()}.values())
    rows: list[IntakeRow] = []
    notes: list[CellNote] = []
    for matter in everything:
        mine = frozenset(row for row, one in matters.items() if one.id == matter.id)
        found = _rows_of(sheet, start, matter, settings, mine.__contains__, others=everything)
        rows += found.rows
        faults += found.faults
        notes += found.notes
    rows.sort(key=lambda one: one.row)
    return IntakeBook(tuple(rows), tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(notes)))


def _rows_of(
    sheet: SheetGrid,
    start: int,
    matter: Matter,
    settings: Mapping[str, str],
    mine: Callable[[int], bool],
    others: tuple[Matter, ...] = (),
) -> IntakeBook:
    also = (MATTER, *(column for one in others for column in columns_of(one, settings)))
    head = read_head(sheet, start, columns_of(matter, settings), also)
    if head.faults:
        return IntakeBook((), head.faults, head.notes)
    reader = RowReader(sheet, head, matter)
    rows: list[IntakeRow] = []
    notes = list(head.notes)
    for row in _data_rows(sheet, head.first_row):
        why = reader.skipped(row) if mine(row) else "空行"
        if not why:
            rows.append(reader.read(row))
        elif why != "空行":
            notes.append(CellNote(sheet.name, row, 0, "", f"{why}，没有导入"))
    return IntakeBook(tuple(rows), (), tuple(notes))


def _data_rows(sheet: SheetGrid, first: int) -> Iterator[int]:
    return (row for row in sorted(sheet.rows) if row >= first)
