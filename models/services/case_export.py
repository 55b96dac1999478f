"""The case list as a file: the rows of a filter in their order, or the chosen ones, with the chosen columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from models.errors import UserError
from models.reports.case_list import cases_report
from models.reports.plain import to_csv
from models.reports.workbook import to_workbook
from models.services.case_browsing import CaseBrowser, CaseOrder
from models.services.desk import Desk
from models.services.statistics_names import scope_words
from models.services.views import CaseFilter, CaseRow

MOST = 100_000
_PAGE = 2_000


def case_list_file(
    desk: Desk,
    filter: CaseFilter,
    order: CaseOrder,
    columns: Sequence[str],
    kind: Literal["xlsx", "csv"],
    *,
    proceed: Callable[[int, int], bool] | None = None,
) -> bytes:
    """Return the list as Excel or CSV; `proceed(done, total)` saying no ends it with UserError."""
    browser = CaseBrowser(desk)
    total = browser.count(filter)
    if total > MOST:
        raise UserError(
            "办件过多", f"共 {total:,} 件，一次最多导出 {MOST:,} 件", "请缩小范围，或用“登记簿归档”导出全部"
        )
    rows: list[CaseRow] = []
    for page in browser.pages(filter, order, limit=_PAGE):
        rows += page.rows
        if proceed is not None and not proceed(len(rows), total):
            raise UserError("已取消导出", "没有写入文件")
    report = cases_report(rows, columns, title="办件表", scope=scope_words(desk, filter))
    return to_workbook(report) if kind == "xlsx" else to_csv(report)
