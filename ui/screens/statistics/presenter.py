"""The statistics: which report over which cases, with bars of which column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from models.gauge import Proceed
from models.reports.table import Report
from models.services.views import CaseFilter
from ui.desk import Desk


class ReportKind(NamedTuple):
    """A report: its title in the list, how it is fetched, and which heading its bars show at first."""

    name: str
    title: str
    fetch: Callable[[Any, CaseFilter], Report]
    measure: str
    about: str


def _sums(group: str) -> Callable[[Any, CaseFilter], Report]:
    return lambda statistics, chosen: statistics.by(group, chosen)


def _times(group: str) -> Callable[[Any, CaseFilter], Report]:
    return lambda statistics, chosen: statistics.times(group, chosen)


AMOUNTS = "件数和金额"
TIMES = "办理时限"
REFUSALS = "不予办理"
DETERMINED = "核定额（元）"
REPORTS: tuple[ReportKind, ...] = (
    ReportKind("clause", "按条款", _sums("clause"), DETERMINED, AMOUNTS),
    ReportKind("domain", "按领域", _sums("domain"), DETERMINED, AMOUNTS),
    ReportKind("matter", "按事项", _sums("matter"), DETERMINED, AMOUNTS),
    ReportKind("unit", "按责任单位", _sums("unit"), DETERMINED, AMOUNTS),
    ReportKind("month", "按登记月份", _sums("month"), "件数", AMOUNTS),
    ReportKind("year", "按年度", _sums("year"), "件数", AMOUNTS),
    ReportKind("stage", "按环节", _sums("stage"), "件数", AMOUNTS),
    ReportKind("kind", "按类别", _sums("kind"), "件数", AMOUNTS),
    ReportKind("officer", "按经办人", _sums("officer"), "件数", AMOUNTS),
    ReportKind("top", "申请人排名", lambda one, chosen: one.top_applicants(chosen), DETERMINED, AMOUNTS),
    ReportKind("times_clause", "用时：按条款", _times("clause"), "平均用时", TIMES),
    ReportKind("times_unit", "用时：按责任单位", _times("unit"), "平均用时", TIMES),
    ReportKind("times_officer", "用时：按经办人", _times("officer"), "平均用时", TIMES),
    ReportKind("refusals", "不予办理理由", lambda one, chosen: one.refusals(chosen), "件数", REFUSALS),
    ReportKind("refused", "不予办理办件", lambda one, chosen: one.refused_cases(chosen), "", REFUSALS),
)


class StatisticsPresenter:
    """Between the statistics page and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fetch(
        self, kind: ReportKind, chosen: CaseFilter, then: Callable[[Report], None], *, owner: Any
    ) -> None:
        """Fetch a report."""
        office = self._desk.office
        self._desk.browse(
            lambda proceed: kind.fetch(office.statistics, chosen), then, key="statistics", owner=owner
        )

    def choices(self, then: Callable[[Any], None], *, owner: Any) -> None:
        """Fetch which years, units and kinds there are cases of."""
        office = self._desk.office
        self._desk.browse(
            lambda proceed: office.browse.counts(CaseFilter(), proceed=proceed).facets,
            then,
            key="statistics.choices",
            owner=owner,
        )

    def file(self, report: Report, kind: str) -> Callable[[], bytes]:
        """Return how a report becomes a file; called on the worker."""
        office = self._desk.office
        return lambda: bytes(office.statistics.file(report, kind))

    def overview(self, chosen: CaseFilter) -> Callable[[Proceed], bytes]:
        """Return how all reports become one workbook; called on the worker."""
        office = self._desk.office
        return lambda proceed: bytes(office.statistics.overview_file(chosen, proceed))
