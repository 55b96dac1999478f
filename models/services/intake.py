"""Importing cases from an intake workbook: template, preview, dry run, all or nothing or the good rows only."""

from __future__ import annotations

from pathlib import Path

from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import UserError
from models.exchange.workbooks.book import read_book, read_path
from models.exchange.workbooks.cells import SheetGrid
from models.exchange.workbooks.intake import read_intake
from models.exchange.workbooks.template import write_template
from models.reports.table import Report
from models.services import profile
from models.services.applicants import ApplicantService
from models.services.cases import CaseService
from models.services.desk import Desk
from models.services.intake_faults import faults_report
from models.services.intake_match import BOOK, RowJudge, book_digest
from models.services.intake_run import IntakeRun, Proceed, Undone
from models.services.intake_views import IntakePreview, IntakeResult
from models.services.office_rules import readings
from models.storage import intake as stored


class IntakeService:
    """Intake workbooks of the office."""

    def __init__(self, desk: Desk, applicants: ApplicantService, cases: CaseService) -> None:
        self._desk = desk
        self._applicants = applicants
        self._cases = cases

    def template(self, *matter_ids: str) -> bytes:
        """Return an empty workbook for the matters given, for all matters of the current pack when none is."""
        pack = self._desk.editions.current
        settings = pack.default_settings() | readings(self._desk)
        return write_template(pack, settings, tuple(pack.matter(one) for one in matter_ids))

    def preview(self, path: Path, *, matter_id: str = "", proceed: Proceed | None = None) -> IntakePreview:
        """Return what a workbook would import now; reads, never writes.

        `matter_id` is the officer's choice for sheets that do not name their matter. `proceed(done, total)` stops by
        returning False (UserError). Raises UserError for a file that is no sound workbook or has no intake sheet.
        """
        return self._preview(path.name, read_path(path), matter_id, proceed)

    def preview_bytes(self, data: bytes, *, name: str = "", matter_id: str = "") -> IntakePreview:
        """Return the preview of a workbook in memory, see `preview`."""
        return self._preview(name or "工作簿", read_book(data), matter_id, None)

    def _preview(
        self, name: str, sheets: tuple[SheetGrid, ...], matter_id: str, proceed: Proceed | None
    ) -> IntakePreview:
        pack = self._desk.editions.current
        book = read_intake(sheets, pack, pack.default_settings() | readings(self._desk), matter_id=matter_id)
        judge = RowJudge.of(self._desk, self._applicants)
        rows = []
        for done, row in enumerate(book.rows):
            if proceed is not None and not proceed(done, len(book.rows)):
                raise UserError("已取消", "没有导入任何内容")
            rows.append(judge.judge(row))
        digest = book_digest(book.rows)
        before = stored.import_of(self._desk.db, BOOK, digest)
        told_before = (
            f"{before['imported_at'][:16].replace('T', ' ')} 由{before['officer_name']}导入" if before else ""
        )
        return IntakePreview(name, digest, tuple(rows), book.faults, book.notes, told_before)

    def run(
        self,
        preview: IntakePreview,
        *,
        actor: Officer,
        accept_good: bool = False,
        dry_run: bool = False,
        proceed: Proceed | None = None,
    ) -> tuple[IntakeResult, Changes]:
        """Register the cases of a previewed workbook in one transaction.

        All or nothing, unless `accept_good`: then the rows without faults. Rows registered already are passed over.
        `proceed(done, total)` returning False cancels, and nothing is kept. Raises UserError when there is nothing
        to import or, without `accept_good`, when any row has a fault.
        """
        require_action(actor, "import_cases")
        profile.required(self._desk)
        _require_importable(preview, accept_good)
        judge = RowJudge.of(self._desk, self._applicants).judge
        run = IntakeRun(
            self._desk, self._applicants, self._cases, judge, actor=actor, accept_good=accept_good
        )
        cancelled = False
        try:
            with self._desk.db.atomic():
                cancelled = not run.go([shown.row for shown in preview.good], proceed)
                if cancelled or dry_run:
                    raise Undone
                self._remember(preview, run, actor)
        except Undone:
            pass
        faults = (*preview.all_faults, *run.faults)
        present = run.present + len(preview.present)
        cases = () if cancelled else tuple(run.cases)
        result = IntakeResult(cases, run.new_applicants, present, faults, dry_run, cancelled)
        return result, Changes() if dry_run or cancelled else run.changes

    def faults(self, preview: IntakePreview, result: IntakeResult | None = None) -> Report:
        """Return what is wrong with a workbook as a table, to hand back to whoever filled it in."""
        found = result.faults if result else preview.all_faults
        return faults_report(preview.name, found, preview.all_notes)

    def _remember(self, preview: IntakePreview, run: IntakeRun, actor: Officer) -> None:
        if not run.cases:
            raise _nothing(preview)
        db = self._desk.db
        stored.remember(
            db, BOOK, preview.digest, name=preview.name[:200], rows=len(run.cases), officer_id=actor.id
        )
        detail = f"{preview.name[:100]}：{len(run.cases)} 件（{preview.digest[:12]}）"
        self._desk.record(actor, "imported", "导入工作簿", detail=detail)


def _require_importable(preview: IntakePreview, accept_good: bool) -> None:
    faults = preview.all_faults
    if faults and not accept_good:
        more = f"，共 {len(faults)} 处" if len(faults) > 1 else ""
        raise UserError(
            f"没有导入：{len(preview.faulty)} 行有错{more}" if preview.faulty else "没有导入：工作簿有错",
            f"第一处在{faults[0].where}",
            "请按列出的错误改正后再导入，或选择只导入没有错的行",
        )
    if not preview.good:
        raise _nothing(preview)


def _nothing(preview: IntakePreview) -> UserError:
    if preview.imported_before:
        why = f"同样内容的工作簿已于 {preview.imported_before}"
        return UserError("这一工作簿已经导入过", why, "请核对是否选错了文件")
    if preview.present:
        return UserError("没有可以导入的行", f"{len(preview.present)} 行都已登记", "请核对是否选错了文件")
    if preview.all_faults:
        return UserError("没有可以导入的行", preview.all_faults[0].message, "请改正后再导入")
    return UserError("没有可以导入的行", "工作表中只有表头和示例", "请填写后再导入")
