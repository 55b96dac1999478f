"""The register of letters on paper: every line of the filter, not only those the list has shown so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.errors import UserError
from models.reports.table import Report, ReportColumn
from models.services.printing import MOST_ROWS
from models.services.views import LetterFilter, LetterRow
from ui.printing import Printable
from ui.widgets.run_bar import Proceed

TITLE = "文书登记簿"
COLUMNS = (
    ReportColumn("文号", "long", 26),
    ReportColumn("文书", "long", 18),
    ReportColumn("办件", "text", 19),
    ReportColumn("申请人", "long", 26),
    ReportColumn("出具日期", "date", 11),
    ReportColumn("出具人", "text", 9),
    ReportColumn("送达", "date", 11),
    ReportColumn("签收", "date", 11),
    ReportColumn("状态", "text", 6),
)


def register_printable(chosen: LetterFilter, labels: Mapping[str, str]) -> Printable:
    """Return the register under a filter as something to print; `labels` gives the name of each kind."""

    def make(office: Any, officer: Any, proceed: Proceed) -> bytes:
        total = office.letters.records.count(chosen)
        if total > MOST_ROWS:
            raise UserError(
                "文书过多，不宜打印",
                f"共 {total:,} 份，一次最多打印 {MOST_ROWS:,} 份",
                "请按种类、年份缩小范围，或从“统计”的登记簿归档导出",
            )
        rows = tuple(_line(row, labels) for row in office.letters.register(chosen, limit=total))
        report = Report(TITLE, COLUMNS, rows, f"范围：{_scope(chosen, labels)}　共 {total:,} 份")
        pdf: bytes = office.prints.table(report, actor=officer)
        return pdf

    return Printable(TITLE, make)


def _line(row: LetterRow, labels: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        row.number or "（无文号）",
        labels.get(row.kind, row.kind),
        row.case_no if row.case_id is not None else "多个办件",
        row.applicant_name if row.case_id is not None else "多个办件合并出具",
        row.issued_on,
        row.officer_name,
        row.sent_on,
        row.received_on,
        row.state,
    )


def _scope(chosen: LetterFilter, labels: Mapping[str, str]) -> str:
    words = [labels.get(kind, kind) for kind in chosen.kinds]
    words += [f"{year} 年" for year in chosen.years]
    words += [f"状态：{state}" for state in chosen.states]
    if chosen.unsent:
        words.append("未登记送达")
    if chosen.text:
        words.append(f"查找“{chosen.text}”")
    return "　".join(words) or "全部文书"
