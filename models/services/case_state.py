"""Builds what the workflow's guards look at, from the stored case and its evaluation."""

from __future__ import annotations

from datetime import date
from typing import cast

from models.cases.case import Case
from models.cases.checklist import failed, open_questions, to_supply
from models.cases.materials import missing
from models.cases.materials import to_supply as papers_to_supply
from models.cases.workflow import CaseState
from models.cases.workflow.state import ClockState, Decision, Notice, Suspension
from models.services import office_rules
from models.services.desk import Desk
from models.services.evaluation import Evaluation
from models.storage import cases as stored_cases
from models.storage import letters as stored_letters
from models.storage import notices as stored_notices


def state_of(desk: Desk, case: Case, evaluation: Evaluation) -> CaseState:
    """Return the case as the guards see it now."""
    notice = stored_notices.latest_of_case(desk.db, case.id)
    pending = [check.question for check in to_supply(evaluation.checks)]
    pending += [item.name for item in papers_to_supply(evaluation.materials)]
    return CaseState(
        kind=case.kind,
        stage=case.stage,
        omitted=office_rules.omitted(desk, case.matter_id),
        outcome=case.outcome,
        closed_from=case.closed_from,
        decision=cast(Decision, case.decision),
        refusal_proposed=case.refusal_proposed,
        suspension=cast(Suspension, case.suspension),
        clock=cast(ClockState, case.clock),
        preparer_ids=stored_cases.preparers(desk.db, case.id),
        first_reviewer_id=case.first_reviewer_id,
        second_reviewer_id=case.second_reviewer_id,
        approver_id=case.approver_id,
        determined_fen=case.determined_fen,
        basis=case.basis,
        notice=cast(Notice, case.notice),
        result_recorded=case.result_recorded,
        progress_count=case.progress_count,
        letters=stored_letters.kinds_in_force(desk.db, case.id, case.decision_round),
        assessment_error=evaluation.error,
        unanswered=tuple(check.question for check in open_questions(evaluation.checks)),
        pending=tuple(pending),
        failed=tuple(check.question for check in failed(evaluation.checks)),
        missing_materials=tuple(item.name for item in missing(evaluation.materials)),
        ceiling_fen=evaluation.ceiling_fen,
        headroom_fen=headroom_fen(evaluation),
        notice_over=notice is not None and date.fromisoformat(notice["ends_on"]) < desk.clock.today(),
        open_objections=stored_notices.open_objections(desk.db, case.id) if notice is not None else 0,
        share_fen=case.share_fen,
        paid_fen=case.paid_fen,
        recovered_fen=case.recovered_fen,
        extension_left_days=max(office_rules.extension_max_days(desk) - case.extended_days, 0),
        approval_rules=office_rules.approval_rules(desk),
    )


def headroom_fen(evaluation: Evaluation) -> int | None:
    """Return what the cap leaves for the case; nothing where a 一次性 award was given already."""
    if evaluation.headroom.taken_once:
        return 0
    return evaluation.headroom.left_fen
