"""One pass over the rows of a workbook inside a transaction: applicants found or added, cases registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.cases.applicant import Applicant, ApplicantForm
from models.cases.officers import Officer
from models.changes import Changes
from models.errors import UserError
from models.exchange.workbooks.faults import CellFault
from models.services.applicants import ApplicantService
from models.services.cases import CaseService
from models.services.desk import Desk
from models.services.intake_match import ROW, RowJudge, row_digest, told
from models.services.intake_views import ImportedCase, IntakePreview, PreviewRow
from models.storage import intake as stored

Proceed = Callable[[int, int], bool]


class IntakeRun:
    """Registers row by row; every row is judged again against the register as it is now."""

    def __init__(
        self, desk: Desk, applicants: ApplicantService, cases: CaseService, actor: Officer, accept_good: bool
    ) -> None:
        self._desk, self._applicants, self._cases = desk, applicants, cases
        self._actor, self._accept_good = actor, accept_good
        self._judge = RowJudge.of(desk, applicants)
        self.cases: list[ImportedCase] = []
        self.faults: list[CellFault] = []
        self.new_applicants = self.present = 0
        self.changes = Changes()

    def go(self, preview: IntakePreview, proceed: Proceed | None) -> bool:
        """Register row by row; False when the officer cancelled."""
        self.present = len(preview.present)
        for done, shown in enumerate(preview.good):
            if proceed is not None and not proceed(done, len(preview.good)):
                return False
            now = self._judge.judge(shown.row)
            if now.state == "已登记":
                self.present += 1
                continue
            self._register(now)
        return True

    def _register(self, shown: PreviewRow) -> None:
        errors: tuple[UserError, ...] = ()
        if shown.state == "可导入":
            try:
                with self._desk.db.atomic():
                    self._register_row(shown)
            except UserError as error:
                errors = told(error)
        found = [*shown.faults, *(shown.row.fault(error) for error in errors)]
        if found and not self._accept_good:
            raise UserError("没有导入任何内容", found[0].message, "请改正后再导入，或选择只导入没有错的行")
        self.faults += found

    def _register_row(self, shown: PreviewRow) -> None:
        row = shown.row
        assert row.event_date is not None
        applicant = self._applicant(row.form, shown.applicant_id)
        case, changes = self._cases.register(
            matter_id=row.matter_id,
            applicant_id=applicant.id,
            event_date=row.event_date,
            facts_raw=row.facts,
            applied_fen=row.applied_fen,
            scope_key=row.scope,
            remark=row.remark,
            actor=self._actor,
        )
        stored.remember(
            self._desk.db, ROW, row_digest(row), name=case.case_no, rows=case.id, officer_id=self._actor.id
        )
        self.changes |= changes
        done = ImportedCase(
            row.sheet, row.row, case.id, case.case_no, applicant.name, row.matter_id, case.ceiling_fen
        )
        self.cases.append(done)

    def _applicant(self, form: ApplicantForm, applicant_id: int | None) -> Applicant:
        """Add a new applicant; of a known one fill in only what was empty."""
        if applicant_id is None:
            applicant, changes = self._applicants.save(form, actor=self._actor)
            self.new_applicants += 1
        else:
            known = self._applicants.get(applicant_id)
            empty = {
                key: getattr(form, key)
                for key in ("contact", "phone", "bank", "account")
                if getattr(form, key) and not getattr(known, key)
            }
            if not empty:
                return known
            applicant, changes = self._applicants.save(
                replace(known, **empty), actor=self._actor, expected_version=known.version
            )
        self.changes |= changes
        return applicant
