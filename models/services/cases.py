"""Cases: from registration to archive; one public method is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.changes import Changes
from models.services import case_intake, case_lists, case_moves, case_page, case_review
from models.services.desk import Desk
from models.services.views import Case, CaseFilter, CaseRow, CaseView, Officer, WorkbenchView


class CaseService:
    """The cases of the office, as screens and commands use them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(
        self,
        *,
        matter_id: str,
        applicant_id: int,
        event_date: date | str,
        facts_raw: Mapping[str, object],
        applied_fen: int | None = None,
        scope_key: str = "",
        remark: str = "",
        actor: Officer,
    ) -> tuple[Case, Changes]:
        """Register a case and give it the next number of its year; facts may be incomplete but not wrong.

        `scope_key` names what is capped (project, product, exhibition …) where the matter asks for it.
        Raises FieldErrors with all faults of the form.
        """
        return case_intake.register(
            self._desk,
            matter_id=matter_id,
            applicant_id=applicant_id,
            event_date=event_date,
            facts_raw=facts_raw,
            applied_fen=applied_fen,
            scope_key=scope_key,
            remark=remark,
            actor=actor,
        )

    def rows(self, filter: CaseFilter, *, limit: int = 200, after: int | None = None) -> list[CaseRow]:
        """Return the newest cases that the filter lets through, older than case id `after`."""
        return case_lists.rows(self._desk, filter, limit=limit, after=after)

    def count(self, filter: CaseFilter) -> int:
        """Return how many cases the filter lets through."""
        return case_lists.count(self._desk, filter)

    def counts_by_stage(self) -> dict[str, int]:
        """Return the number of cases per stage, from kept counters."""
        return case_lists.counts_by_stage(self._desk)

    def workbench(self, actor: Officer) -> WorkbenchView:
        """Return what waits for the officer today."""
        return case_lists.workbench(self._desk, actor)

    def find(self, case_no: str) -> int:
        """Return the id of a case by its number; raises UserError when there is none."""
        return case_lists.find(self._desk, case_no)

    def view(self, case_id: int, *, actor: Officer | None = None) -> CaseView:
        """Return everything the case page shows; `actor` decides which moves are permitted."""
        return case_page.view(self._desk, case_id, actor=actor)

    def save_facts(
        self,
        case_id: int,
        facts_raw: Mapping[str, object],
        *,
        expected_version: int,
        actor: Officer,
        event_date: date | str | None = None,
        applied_fen: int | None = None,
        scope_key: str | None = None,
        remark: str | None = None,
        clear_applied: bool = False,
    ) -> tuple[Case, Changes]:
        """Save the facts as typed (None leaves the other fields alone); raises ConflictError or FieldErrors.

        `clear_applied` empties the amount applied for, which None would leave alone.
        """
        return case_intake.save_facts(
            self._desk,
            case_id,
            facts_raw,
            expected_version=expected_version,
            actor=actor,
            event_date=event_date,
            applied_fen=applied_fen,
            scope_key=scope_key,
            remark=remark,
            clear_applied=clear_applied,
        )

    def answer(
        self,
        case_id: int,
        check_id: str,
        verdict: str,
        remark: str = "",
        *,
        actor: Officer,
        expected_version: int | None = None,
    ) -> tuple[CaseView, Changes]:
        """Answer a question 符合, 不符合 or 待补 ("" takes the answer back).

        `expected_version` is the version of the CheckView that was shown; another window's answer in between
        raises ConflictError with both values.
        """
        return case_review.answer(
            self._desk, case_id, check_id, verdict, remark, actor=actor, expected_version=expected_version
        )

    def receive(
        self,
        case_id: int,
        material_id: str,
        state: str,
        remark: str = "",
        *,
        actor: Officer,
        expected_version: int | None = None,
    ) -> tuple[CaseView, Changes]:
        """Note a paper as 已收, 待补 or 不适用 ("" takes it back); conflicts as in `answer`."""
        return case_review.receive(
            self._desk, case_id, material_id, state, remark, actor=actor, expected_version=expected_version
        )

    def determine(
        self,
        case_id: int,
        *,
        amount_fen: int,
        basis: str,
        reason: str = "",
        actor: Officer,
        expected_version: int | None = None,
    ) -> tuple[CaseView, Changes]:
        """Determine the amount: not above the ceiling, exactly the amount where 定额, always with its basis.

        A changed amount needs a reason; the former determination is kept.
        """
        return case_review.determine(
            self._desk,
            case_id,
            amount_fen=amount_fen,
            basis=basis,
            reason=reason,
            actor=actor,
            expected_version=expected_version,
        )

    def withdraw_determination(
        self, case_id: int, *, reason: str, actor: Officer, expected_version: int
    ) -> tuple[CaseView, Changes]:
        """Let the determined amount hold no more while the case is in 核定; it stays on file with its receipt."""
        return case_review.withdraw_determination(
            self._desk, case_id, reason=reason, actor=actor, expected_version=expected_version
        )

    def move(
        self,
        case_id: int,
        move_name: str,
        *,
        opinion: str = "",
        reason: str = "",
        actor: Officer,
        expected_version: int | None = None,
        values: Mapping[str, str] | None = None,
    ) -> tuple[CaseView, Changes]:
        """Make a move of the workflow table; `values` holds whatever else the move asks for (days, unit, …)."""
        return case_moves.move(
            self._desk,
            case_id,
            move_name,
            opinion=opinion,
            reason=reason,
            actor=actor,
            expected_version=expected_version,
            values=values or {},
        )

    def move_batch(
        self,
        case_ids: tuple[int, ...],
        move_name: str,
        *,
        opinion: str = "",
        reason: str = "",
        actor: Officer,
        dry_run: bool = False,
    ) -> tuple[dict[int, str], Changes]:
        """Make one move for many cases, each in its own transaction; the result per case is "" or why not."""
        return case_moves.move_batch(
            self._desk, case_ids, move_name, opinion=opinion, reason=reason, actor=actor, dry_run=dry_run
        )

    def record_progress(
        self, case_id: int, text: str, *, actor: Officer, result: bool = False
    ) -> tuple[CaseView, Changes]:
        """Record progress (督办, 服务) or, with `result`, the outcome of a recommendation."""
        return case_review.record_progress(self._desk, case_id, text, actor=actor, result=result)

    def write_note(self, case_id: int, text: str, *, actor: Officer) -> tuple[CaseView, Changes]:
        """Write an internal note, apart from the record."""
        return case_review.write_note(self._desk, case_id, text, actor=actor)

    def hand_over(
        self, case_ids: tuple[int, ...], to_officer_id: int, *, reason: str = "", actor: Officer
    ) -> tuple[int, Changes]:
        """Hand cases over to another officer; returns how many changed hands."""
        return case_moves.hand_over(self._desk, case_ids, to_officer_id, reason=reason, actor=actor)
