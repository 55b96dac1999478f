"""Reports upward: sums by group, processing times, top applicants, refusals, case lists, each as table and as file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from models.errors import UserError
from models.gauge import Gauge, Proceed
from models.reports.case_list import USUAL, cases_report
from models.reports.plain import to_csv
from models.reports.statistics import refusals_report, refused_cases_report, sums_report, times_report
from models.reports.table import Report
from models.reports.workbook import to_workbook, to_workbook_of
from models.services import case_lists, profile
from models.services.desk import Desk
from models.services.processing_times import times_of
from models.services.refusals import refusals_of
from models.services.report_pdf import report_pdf
from models.services.statistics_names import GROUP_HEADINGS, named, scope_words
from models.services.views import CaseFilter
from models.storage import statistics as stored

FileKind = Literal["xlsx", "csv", "pdf"]
EVERYTHING = CaseFilter()
MAX_LISTED = 100_000
_PAGE = 5_000


class StatisticsService:
    """Statistics over the office's cases; a filter's text and due state are not looked at, save in case lists."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def groups(self) -> dict[str, str]:
        """What sums can be grouped by, with the heading: clause, domain, unit, month, year, stage, kind, …"""
        return dict(GROUP_HEADINGS)

    def by(self, group: str, filter: CaseFilter = EVERYTHING, *, largest: int | None = None) -> Report:
        """Return count, applied, ceiling, determined, district share and paid by group; UserError for an unknown one."""
        heading = _heading(group)
        rows = stored.sums(self._desk.db, group, filter, today=self._desk.clock.today(), largest=largest)
        return sums_report(
            f"办件统计表（按{heading}）",
            heading,
            named(self._desk, group, rows, ranked=largest is not None),
            scope=scope_words(self._desk, filter),
            ranked=largest is not None,
        )

    def top_applicants(self, filter: CaseFilter = EVERYTHING, *, limit: int = 50) -> Report:
        """Return the applicants with the largest determined sums."""
        found = self.by("applicant", filter, largest=max(1, min(limit, 1_000)))
        return Report("申请人核定额排名", found.columns, found.rows, found.subtitle, found.total, found.note)

    def times(self, group: str = "clause", filter: CaseFilter = EVERYTHING) -> Report:
        """Return working days used against 承诺时限 by group."""
        heading = _heading(group)
        rows = times_of(self._desk, group, filter)
        title = f"办理时限统计表（按{heading}）"
        return times_report(title, heading, rows, scope=scope_words(self._desk, filter))

    def refusals(self, filter: CaseFilter = EVERYTHING) -> Report:
        """Return refusals counted by outcome, clause and ground."""
        rows = refusals_of(self._desk, filter)
        return refusals_report("不予办理理由统计表", rows, scope=scope_words(self._desk, filter))

    def refused_cases(self, filter: CaseFilter = EVERYTHING) -> Report:
        """Return the refused cases one by one with their grounds."""
        rows = refusals_of(self._desk, filter)
        return refused_cases_report("不予办理办件表", rows, scope=scope_words(self._desk, filter))

    def case_list(
        self, filter: CaseFilter = EVERYTHING, columns: Sequence[str] = USUAL, *, title: str = "办件表"
    ) -> Report:
        """Return the cases that a filter lets through, newest first, with the columns chosen (see `case_list.COLUMNS`)."""
        rows = []
        after: int | None = None
        while page := case_lists.rows(self._desk, filter, limit=_PAGE, after=after):
            rows += page
            after = page[-1].id
            if len(rows) > MAX_LISTED:
                raise UserError(
                    "办件过多",
                    f"超过 {MAX_LISTED} 件",
                    "请缩小范围，或用“登记簿归档”导出全部",
                    field="filter",
                )
        return cases_report(rows, columns, title=title, scope=scope_words(self._desk, filter))

    def overview(self, filter: CaseFilter = EVERYTHING, proceed: Proceed | None = None) -> tuple[Report, ...]:
        """Return the usual set of reports, for one workbook.

        `proceed(done, total)` hears the reports made, and ends it by saying no (StoppedWork).
        """
        groups = ("domain", "clause", "matter", "unit", "month", "stage", "kind", "officer")
        makers: list[Callable[[], Report]] = [partial(self.by, group, filter) for group in groups]
        makers += [
            lambda: self.top_applicants(filter),
            lambda: self.times("clause", filter),
            lambda: self.refusals(filter),
        ]
        gauge = Gauge(proceed, stopped="已停止导出，没有写成文件")
        gauge.expect(len(makers))
        return tuple(make() for make in gauge.over(makers))

    def overview_file(self, filter: CaseFilter = EVERYTHING, proceed: Proceed | None = None) -> bytes:
        """Return the usual set of reports as one workbook, a sheet each; `proceed` as in `overview`."""
        return to_workbook_of(self.overview(filter, proceed))

    def file(self, report: Report, kind: FileKind) -> bytes:
        """Return a report as Excel, CSV or PDF."""
        if kind == "xlsx":
            return to_workbook(report)
        if kind == "csv":
            return to_csv(report)
        if kind != "pdf" or self._desk.press is None:
            raise UserError("没有这种格式", kind[:10], "可选：xlsx、csv、pdf")
        office = profile.load(self._desk)
        author = office.unit if office else ""
        return report_pdf(report, press=self._desk.press, author=author, created=self._desk.clock.now())


def _heading(group: str) -> str:
    try:
        return GROUP_HEADINGS[group]
    except KeyError:
        raise UserError(
            "不能这样统计", f"没有“{group[:20]}”这一分组", f"可选：{'、'.join(GROUP_HEADINGS.values())}"
        ) from None
