"""One pass over rows inside a transaction: applicants found or added, cases registered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from models.cases.applicant import Applicant, ApplicantForm
from models.cases.officers import Officer
from models.changes import Changes
from models.errors import UserError
from models.exchange.workbooks.faults import CellFault
from models.exchange.workbooks.intake_row import IntakeRow
from models.services.applicants import ApplicantService
from models.services.cases import CaseService
from models.services.desk import Desk
from models.services.intake_match import ROW, row_digest, told
from models.services.intake_views import ImportedCase
from models.storage import intake as stored

Proceed = Callable[[int, int], bool]
GOOD = ("可导入", "拟办")
_FILLED_IN = ("contact", "phone", "bank", "account")


class Undone(Exception):
    """Ends the transaction of a dry run or a cancelled import without keeping anything."""


class Judged(Protocol):
    """A row held against the register."""

    @property
    def row(self) -> IntakeRow: ...

    @property
    def state(self) -> str: ...

    @property
    def applicant_id(self) -> int | None: ...

    @property
    def faults(self) -> tuple[CellFault, ...]: ...


Judge = Callable[[IntakeRow], Judged]


class IntakeRun:
    """Registers row by row; every row is judged again against the register as it is now."""

    def __init__(
        self,
        desk: Desk,
        applicants: ApplicantService,
        cases: CaseService,
        judge: Judge,
        *,
        actor: Officer,
        accept_good: bool,
    ) -> None:
        self._desk, self._applicants, self._cases, self._judge = desk, applicants, cases, judge
        self._actor, self._accept_good = actor, accept_good
        self.cases: list[ImportedCase] = []
        self.faults: list[CellFault] = []
        self.new_applicants = self.present = 0
        self.changes = Changes()

    def go(self, rows: Sequence[IntakeRow], proceed: Proceed | None) -> bool:
        """Register row by row; False when the officer cancelled."""
        for done, row in enumerate(rows):
            if proceed is not None and not proceed(done, len(rows)):
                return False
            now = self._judge(row)
            if now.state in GOOD or now.faults:
                self._register(now)
            else:
                self.present += 1
        return True

    def _register(self, shown: Judged) -> None:
        errors: tuple[UserError, ...] = ()
        if shown.state in GOOD:
            try:
                with self._desk.db.atomic():
                    case, changes = self._register_row(shown)
            except UserError as error:
                errors = told(error)
            else:
                self.cases.append(case)
                self.changes |= changes
                self.new_applicants += shown.applicant_id is None
        found = [*shown.faults, *(shown.row.fault(error) for error in errors)]
        if found and not self._accept_good:
            raise UserError("没有导入任何内容", found[0].message, "请改正后再导入，或选择只导入没有错的行")
        self.faults += found

    def _register_row(self, shown: Judged) -> tuple[ImportedCase, Changes]:
        row = shown.row
        assert row.event_date is not None
        applicant, changes = self._applicant(row.form, shown.applicant_id)
        case, registered = self._cases.register(
            matter_id=row.matter_id,
            applicant_id=applicant.id,
            event_date=row.event_date,
            facts_raw=row.facts,
            applied_fen=row.applied_fen,
            scope_key=row.scope,
            remark=row.remark,
            actor=self._actor,
        )
        digest = row_digest(row)
        stored.remember(
            self._desk.db, ROW, digest, name=case.case_no, rows=case.id, officer_id=self._actor.id
        )
        done = ImportedCase(
            row.sheet, row.row, case.id, case.case_no, applicant.name, row.matter_id, case.ceiling_fen
        )
        return done, changes | registered

    def _applicant(self, form: ApplicantForm, applicant_id: int | None) -> tuple[Applicant, Changes]:
        """Add a new applicant; of a known one fill in only what was empty."""
        if applicant_id is None:
            return self._applicants.save(form, actor=self._actor)
        known = self._applicants.get(applicant_id)
        empty = {
            key: getattr(form, key) for key in _FILLED_IN if getattr(form, key) and not getattr(known, key)
        }
        if not empty:
            return known, Changes()
        return self._applicants.save(
            replace(known, **empty), actor=self._actor, expected_version=known.version
        )
