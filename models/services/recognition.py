"""免申即享: a list of recognised applicants against a matter, held against the register, drafted as cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import UserError
from models.exchange.workbooks.book import read_path
from models.exchange.workbooks.cells import SheetGrid
from models.exchange.workbooks.faults import CellFault, CellNote
from models.exchange.workbooks.intake_row import IntakeRow
from models.exchange.workbooks.package import read_file
from models.exchange.workbooks.recognised import FactsRaw, from_csv, pasted, read_list
from models.reports.table import Report
from models.services import profile
from models.services.applicants import ApplicantService
from models.services.cases import CaseService
from models.services.desk import Desk
from models.services.intake_run import IntakeRun, Proceed, Undone
from models.services.intake_views import IntakeResult
from models.services.office_rules import readings
from models.services.recognition_match import RecognisedRow, RecognitionJudge
from models.services.recognition_report import recognition_report

_NONE: Mapping[str, str | bool | int] = {}


@dataclass(frozen=True)
class RecognitionPreview:
    """A list held against the register: who would get a case, who has one already, who cannot be told."""

    name: str
    matter_id: str
    matter_name: str
    rows: tuple[RecognisedRow, ...]
    faults: tuple[CellFault, ...] = ()
    notes: tuple[CellNote, ...] = ()

    def of_state(self, state: str) -> tuple[RecognisedRow, ...]:
        """Return the rows in one state: 拟办, 已享受, 在办, 不符合, 未匹配 or 有错."""
        return tuple(row for row in self.rows if row.state == state)

    @property
    def total_fen(self) -> int:
        """What the proposed cases come to at most, in 分."""
        return sum(row.ceiling_fen or 0 for row in self.of_state("拟办"))


class RecognitionService:
    """Lists of recognised enterprises or people."""

    def __init__(self, desk: Desk, applicants: ApplicantService, cases: CaseService) -> None:
        self._desk = desk
        self._applicants = applicants
        self._cases = cases

    def preview(
        self,
        source: Path | str,
        *,
        matter_id: str,
        event_date: date | None = None,
        facts: FactsRaw = _NONE,
        basis: str = "",
        proceed: Proceed | None = None,
    ) -> RecognitionPreview:
        """Return a list (.xlsx or .csv file, or pasted text) against the register; reads, never writes.

        `event_date` and `facts` hold for rows that do not say themselves; `basis` (the document that recognised them)
        becomes the remark of each case. Raises UserError for what is no list.
        """
        sheets = _sheets(source) if isinstance(source, Path) else pasted(source)
        pack = self._desk.editions.find(matter_id, event_date) if event_date else self._desk.editions.current
        matter = pack.matter(matter_id)
        settings = pack.default_settings() | readings(self._desk)
        book = read_list(sheets, matter, settings, given=facts, event_date=event_date)
        judge = RecognitionJudge.of(self._desk, self._applicants, matter)
        rows = []
        for done, row in enumerate(book.rows):
            if proceed is not None and not proceed(done, len(book.rows)):
                raise UserError("已取消", "没有登记任何办件")
            rows.append(judge.judge(_with_basis(row, basis)))
        name = source.name if isinstance(source, Path) else "粘贴的名单"
        return RecognitionPreview(name, matter.id, matter.name, tuple(rows), book.faults, book.notes)

    def run(
        self,
        preview: RecognitionPreview,
        *,
        actor: Officer,
        accept_good: bool = False,
        dry_run: bool = False,
        proceed: Proceed | None = None,
    ) -> tuple[IntakeResult, Changes]:
        """Register a case for each row 拟办, in one transaction; the other rows are passed over.

        With faulty rows nothing is registered unless `accept_good`. Cancelling keeps nothing.
        """
        require_action(actor, "import_cases")
        profile.required(self._desk)
        wanted = preview.of_state("拟办")
        faults = (*preview.faults, *(fault for row in preview.rows for fault in row.all_faults))
        if faults and not accept_good:
            raise UserError("没有登记：名单有错", faults[0].message, "请改正后再试，或选择只登记没有错的行")
        if not wanted:
            raise UserError("没有需要登记的办件", "名单上没有“拟办”的行", "请核对比对结果")
        matter = self._desk.editions.current.matter(preview.matter_id)
        judge = RecognitionJudge.of(self._desk, self._applicants, matter).judge
        run = IntakeRun(
            self._desk, self._applicants, self._cases, judge, actor=actor, accept_good=accept_good
        )
        cancelled = False
        try:
            with self._desk.db.atomic():
                cancelled = not run.go([shown.row for shown in wanted], proceed)
                if cancelled or dry_run:
                    raise Undone
                detail = f"{matter.id} {matter.name}：{preview.name[:100]}，{len(run.cases)} 件"
                self._desk.record(actor, "recognised", "免申即享登记", detail=detail)
        except Undone:
            pass
        result = IntakeResult(
            () if cancelled else tuple(run.cases),
            run.new_applicants,
            len(preview.of_state("已享受")) + len(preview.of_state("在办")) + run.present,
            (*faults, *run.faults),
            dry_run,
            cancelled,
        )
        return result, Changes() if dry_run or cancelled else run.changes

    def report(self, preview: RecognitionPreview, result: IntakeResult | None = None) -> Report:
        """Return the comparison as a table to print or export, with the new case numbers after the list was registered."""
        made = {(case.sheet, case.row): case for case in result.cases} if result else {}
        places = {place: made.get((one.row.sheet, one.row.row)) for place, one in enumerate(preview.rows)}
        registered = {place: case.case_no for place, case in places.items() if case is not None}
        total = sum(case.ceiling_fen or 0 for case in made.values()) if made else preview.total_fen
        return recognition_report(preview.matter_name, preview.rows, total_fen=total, registered=registered)


def _with_basis(row: IntakeRow, basis: str) -> IntakeRow:
    if not basis.strip():
        return row
    parts = (row.remark, f"认定依据：{basis.strip()}")
    return replace(row, remark="；".join(part for part in parts if part))


def _sheets(path: Path) -> tuple[SheetGrid, ...]:
    return from_csv(read_file(path)) if path.suffix.lower() in (".csv", ".txt") else read_path(path)
