"""The comparison of a recognised list with the register as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def recognition_report(
    matter_name: str, rows: Sequence[RecognisedRow], *, total_fen: int, registered: Mapping[int, str]
) -> Report:
    """Return the table with a count by outcome below the title; numbers of people masked.

    `registered` gives the number of the case that a row (by its place in `rows`) got when the list was registered.
    """
    outcomes = ["已登记" if place in registered else row.state for place, row in enumerate(rows)]
    counts = "，".join(f"{state} {outcomes.count(state)}" for state in dict.fromkeys(outcomes))
    lines = tuple(
        (
            one.row.row,
            one.row.form.name,
            mask_number(one.row.form.code) if one.row.form.kind in PERSONAL else one.row.form.code,
            one.found,
            outcomes[place],
            one.ceiling_fen,
            registered.get(place) or "、".join(one.cases),
            one.text or "；".join(fault.what for fault in one.all_faults),
        )
        for place, one in enumerate(rows)
    )
    total = ("", "登记合计" if registered else "拟办合计", "", "", "", total_fen, "", "")
    return Report(f"免申即享比对表（{matter_name}）", _COLUMNS, lines, f"共 {len(rows)} 行：{counts}", total)
