"""Lists of cases as tables with the columns that an officer chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from models.errors import UserError
from models.reports.table import Report, ReportColumn, Value
from models.storage.rows import CaseRow

Column = tuple[ReportColumn, Callable[[CaseRow], Value]]
COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "case_no": (ReportColumn("办件编号", width=20), lambda row: row.case_no),
        "stage": (ReportColumn("环节", width=10), lambda row: row.stage),
        "kind": (ReportColumn("类别", width=10), lambda row: row.kind),
        "clause": (ReportColumn("条款", width=11), lambda row: row.clause),
        "matter_id": (ReportColumn("事项编号", width=9), lambda row: row.matter_id),
        "matter_name": (ReportColumn("事项", "long", 34), lambda row: row.matter_name),
        "applicant_name": (ReportColumn("申请人", "long", 32), lambda row: row.applicant_name),
        "applicant_code": (ReportColumn("代码", width=22), lambda row: row.applicant_code),
        "unit": (ReportColumn("责任单位", "long", 18), lambda row: row.unit),
        "handler_name": (ReportColumn("经办人", width=10), lambda row: row.handler_name),
        "event_year": (ReportColumn("年度", width=8), lambda row: str(row.event_year)),
        "registered_on": (ReportColumn("登记日期", "date", 12), lambda row: row.registered_on),
        "due_on": (ReportColumn("到期日期", "date", 12), lambda row: row.due_on),
        "applied": (ReportColumn("申请额（元）", "money", 18), lambda row: row.applied_fen),
        "ceiling": (ReportColumn("政策上限（元）", "money", 18), lambda row: row.ceiling_fen),
        "determined": (ReportColumn("核定额（元）", "money", 18), lambda row: row.determined_fen),
        "paid": (ReportColumn("已拨付（元）", "money", 18), lambda row: row.paid_fen),
    }
)
USUAL = (
    "case_no",
    "applicant_name",
    "matter_name",
    "stage",
    "registered_on",
    "applied",
    "ceiling",
    "determined",
    "paid",
)
_MONEY = ("applied", "ceiling", "determined", "paid")


def cases_report(
    rows: Iterable[CaseRow], columns: Sequence[str] = USUAL, *, title: str, scope: str = ""
) -> Report:
    """Return the cases with the columns chosen, in the order given; totals for amounts of awards alone."""
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown or not columns:
        raise UserError("没有选择列", f"没有“{unknown[0]}”这一列" if unknown else "", "请至少选择一列")
    chosen = [COLUMNS[name] for name in columns]
    listed = list(rows)
    lines = tuple(tuple(value(row) for _, value in chosen) for row in listed)
    total: list[Value] = [None] * len(columns)
    if {row.kind for row in listed} == {"奖补"}:
        for at, name in enumerate(columns):
            if name in _MONEY:
                total[at] = sum(line[at] for line in lines if isinstance(line[at], int))  # type: ignore[misc]
    has_total = any(value is not None for value in total)
    if has_total and columns[0] not in _MONEY:
        total[0] = f"合计 {len(listed)} 件"
    return Report(
        title, tuple(column for column, _ in chosen), lines, scope, tuple(total) if has_total else None
    )
