"""The boards of targets and budget lines as files: Excel, CSV and PDF."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from models.reports.boards import budgets_report, targets_report
from models.reports.plain import to_csv
from models.reports.table import Report
from models.reports.workbook import to_workbook
from models.services import profile
from models.services.desk import Desk
from models.services.progress import ProgressService
from models.services.report_pdf import report_pdf

FileKind = Literal["xlsx", "csv", "pdf"]


class BoardService:
    """Makes the files that the screens 指标 and 预算 hand out; everybody may export."""

    def __init__(self, desk: Desk, progress: ProgressService) -> None:
        self._desk = desk
        self._progress = progress

    def targets_file(
        self, kind: FileKind, *, pack_id: str = "", target_ids: Collection[str] | None = None
    ) -> bytes:
        """Return the target board as a file; with `target_ids` only these targets, in the document's order."""
        return self._file(kind, self.targets_report(pack_id=pack_id, target_ids=target_ids))

    def targets_report(self, *, pack_id: str = "", target_ids: Collection[str] | None = None) -> Report:
        """Return the target board as a table, or only these targets."""
        standings = self._progress.target_states(pack_id)
        if target_ids is not None:
            standings = tuple(one for one in standings if one.target.id in set(target_ids))
        pack = self._desk.editions.pack(pack_id) if pack_id else self._desk.editions.current
        return targets_report(pack, standings, today=self._desk.clock.today())

    def budgets_file(self, kind: FileKind, *, pack_id: str = "") -> bytes:
        """Return the budget board as a file."""
        return self._file(kind, self.budgets_report(pack_id=pack_id))

    def budgets_report(self, *, pack_id: str = "") -> Report:
        """Return the budget board as a table."""
        pack = self._desk.editions.pack(pack_id) if pack_id else self._desk.editions.current
        states = self._progress.budget_states(pack_id)
        return budgets_report(pack, states, today=self._desk.clock.today())

    def _file(self, kind: FileKind, report: Report) -> bytes:
        if kind == "xlsx":
            return to_workbook(report)
        if kind == "csv":
            return to_csv(report)
        assert self._desk.press is not None, "the office is opened with a letter press"
        office = profile.load(self._desk)
        return report_pdf(
            report,
            press=self._desk.press,
            author=office.unit if office else "",
            created=self._desk.clock.now(),
        )
