"""Reports as Excel workbooks: amounts as numbers, dates as dates, and no cell that Excel could run as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.reports.table import ColumnKind, Report, Value

_FORMATS: dict[ColumnKind, str] = {
    "money": "#,##0.00",
    "number": "#,##0",
    "decimal": "#,##0.0",
    "percent": "0.0",
    "date": "yyyy-mm-dd",
    "text": "@",
    "long": "@",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_CELL = 32_000
_RIGHT = ("money", "number", "decimal", "percent")


def to_workbook(report: Report, *, sheet: str = "") -> bytes:
    """Return the report as an .xlsx file: title, headings, rows, totals; printable on A4 landscape."""
    return to_workbook_of((report,), names=(sheet or report.title,))


def to_workbook_of(reports: Sequence[Report], *, names: Sequence[str] = ()) -> bytes:
    """Return several reports as one .xlsx file, a sheet each; sheets are named after the reports by default."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for report, name in zip(reports, names or [report.title for report in reports], strict=True):
        _write(book.create_sheet(_sheet_name(name)), report)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(page: Any, report: Report) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    width = len(report.columns)
    put(page["A1"], report.title, "text")
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    page["A1"].font, page["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    put(page["A2"], report.subtitle, "long")
    page.merge_cells(start_row=2, start_column=1, end_row=2, end_column=width)
    _write_table(page, report)
    for index, column in enumerate(report.columns, 1):
        page.column_dimensions[get_column_letter(index)].width = column.width
    if report.note:
        put(page.cell(page.max_row + 1, 1), report.note, "long")
    _print_setup(page)


def _write_table(page: Any, report: Report) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="808080")
    border = Border(left=line, right=line, top=line, bottom=line)
    bold, fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF7")
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for index, column in enumerate(report.columns, 1):
        cell = page.cell(3, index)
        put(cell, column.heading, "text")
        cell.font, cell.fill, cell.border, cell.alignment = bold, fill, border, centre
    aligned = [
        Alignment(horizontal="right" if column.kind in _RIGHT else None, vertical="center", wrap_text=True)
        for column in report.columns
    ]
    for number, row in enumerate(report.all_rows(), 4):
        for index, (value, column) in enumerate(zip(row, report.columns, strict=True), 1):
            cell = page.cell(number, index)
            put(cell, value, column.kind)
            cell.border, cell.alignment = border, aligned[index - 1]


def _print_setup(page: Any) -> None:
    page.freeze_panes = "A4"
    page.print_title_rows = "1:3"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "第 &P 页 共 &N 页"


def put(cell: Any, value: Value, kind: ColumnKind) -> None:
    """Write a value into a cell; text that looks like a formula is stored as text, with Excel's quote prefix."""
    cell.value = cell_value(value, kind)
    cell.number_format = _FORMATS[kind]
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(FORMULA_STARTS)


def cell_value(value: Value, kind: ColumnKind) -> Any:
    """Return what a cell holds: money in yuan as a number, dates as dates, everything else as text."""
    if value is None:
        return None
    if kind == "money" and isinstance(value, int):
        return Decimal(value) / 100
    if isinstance(value, int | Decimal | date | datetime):
        return value
    return text(value)


def text(value: str) -> str:
    """Return text without the characters that a workbook cannot hold, cut to a cell's length."""
    clean = "".join(c for c in value if c in "\n\t" or (ord(c) >= 32 and ord(c) not in (0xFFFE, 0xFFFF)))
    return clean[:MAX_CELL]


def _sheet_name(title: str) -> str:
    return "".join("·" if c in "[]:*?/\\" else c for c in title)[:31] or "表"
