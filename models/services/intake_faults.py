"""The faults of a workbook as a table: a line per cell, to be handed back to whoever filled it in."""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.workbooks.cells import column_letter
from models.exchange.workbooks.faults import CellFault, CellNote
from models.reports.table import Report, ReportColumn

_COLUMNS = (
    ReportColumn("工作表", width=16),
    ReportColumn("行", "number", 6),
    ReportColumn("列", width=6),
    ReportColumn("栏目", "long", 26),
    ReportColumn("性质", width=8),
    ReportColumn("问题", "long", 34),
    ReportColumn("说明", "long", 34),
    ReportColumn("怎样改正", "long", 40),
)


def faults_report(name: str, faults: Sequence[CellFault], notes: Sequence[CellNote]) -> Report:
    """Return the faults, then the remarks; faults of a whole row or sheet have no column."""
    lines = [
        (one.sheet, one.row or None, one.letter, one.heading, "错误", one.what, one.why, one.remedy)
        for one in faults
    ]
    lines += [
        (one.sheet, one.row or None, column_letter(one.column), one.heading, "提示", one.text, "", "")
        for one in notes
    ]
    told = f"错误 {len(faults)} 处，提示 {len(notes)} 处；有提示的行照常导入"
    return Report(f"导入错误清单（{name}）", _COLUMNS, tuple(lines), told)
