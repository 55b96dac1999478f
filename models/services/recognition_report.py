"""The comparison of a recognised list with the register as a table."""

from __future__ import annotations

from collections.abc import Sequence

from models.cases.applicant import PERSONAL
from models.cases.identity import mask_number
from models.reports.table import Report, ReportColumn
from models.services.recognition_match import RecognisedRow

_COLUMNS = (
    ReportColumn("行", "number", 6),
    ReportColumn("名称", "long", 34),
    ReportColumn("代码", width=22),
    ReportColumn("比对方式", width=10),
    ReportColumn("结果", width=10),
    ReportColumn("政策上限（元）", "money", 18),
    ReportColumn("已有办件", "long", 30),
    ReportColumn("说明", "long", 44),
)


def recognition_report(matter_name: str, rows: Sequence[RecognisedRow], *, total_fen: int) -> Report:
    """Return the table with a count by outcome below the title; numbers of people masked."""
    states = dict.fromkeys(row.state for row in rows)
    counts = "，".join(f"{state} {sum(row.state == state for row in rows)}" for state in states)
    lines = tuple(
        (
            one.row.row,
            one.row.form.name,
            mask_number(one.row.form.code) if one.row.form.kind in PERSONAL else one.row.form.code,
            one.found,
            one.state,
            one.ceiling_fen,
            "、".join(one.cases),
            one.text or "；".join(fault.what for fault in one.all_faults),
        )
        for one in rows
    )
    total = ("", "拟办合计", "", "", "", total_fen, "", "")
    return Report(f"免申即享比对表（{matter_name}）", _COLUMNS, lines, f"共 {len(rows)} 行：{counts}", total)
