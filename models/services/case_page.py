"""Everything the case page shows, read at one moment."""

from __future__ import annotations

from datetime import date, datetime
from statistics import median_low
from typing import Any

from models.cases.applicant import Applicant
from models.cases.case import Case
from models.cases.events import render
from models.cases.officers import Officer
from models.cases.workflow import CaseState, Verdict, judge, stage_line, target_of
from models.errors import UserError
from models.money import yuan_grouped
from models.services import case_clock, file_views
from models.services.case_state import state_of
from models.services.desk import Desk
from models.services.evaluation import Evaluation, evaluate
from models.services.views import (
    CaseView,
    DeterminationView,
    EventView,
    HistoryView,
    LetterView,
    MoveView,
    NoteView,
    OpinionView,
    PaymentView,
    ProgressView,
    SimilarView,
)
from models.storage import applicants as stored_applicants
from models.storage import cases as stored
from models.storage import decisions, guide, payments
from models.storage import letters as stored_letters
from models.storage import officers as stored_officers
from models.storage.database import Row
from models.storage.events import StoredEvent, events_of_case
from models.storage.letters import day

NOBODY = Officer(0, "", frozenset())


def view(desk: Desk, case_id: int, *, actor: Officer | None = None) -> CaseView:
    """Return the case page; the moves are judged for `actor`, else for the officer who handles the case."""
    case = desk.case(case_id)
    applicant = stored_applicants.get(desk.db, case.applicant_id)
    assert applicant is not None
    evaluation = evaluate(desk, case, applicant)
    state = state_of(desk, case, evaluation)
    officer = actor or _handler(desk, case)
    names = stored_officers.names(desk.db)
    amounts = tuple(determination_view(row) for row in decisions.determinations(desk.db, case_id))
    similar = similar_views(desk, case)
    return CaseView(
        case=case,
        applicant=applicant,
        matter=evaluation.matter,
        clause=evaluation.pack.clause_of(evaluation.matter),
        policy_notes=evaluation.pack.notes_of(evaluation.matter),
        stages=stage_line(
            case.kind, case.stage, state.omitted, closed_from=case.closed_from, outcome=case.outcome
        ),
        moves=tuple(_move_view(state, one) for one in judge(state, officer)),
        clock=case_clock.view(desk, case),
        checks=evaluation.checks,
        materials=evaluation.materials,
        assessment=evaluation.assessment,
        assessment_error=evaluation.error,
        headroom=evaluation.headroom,
        history=history(desk, case),
        determination=next((one for one in amounts if one.current), None),
        determinations=amounts,
        warnings=_warnings(case, applicant, evaluation, similar),
        similar=similar,
        **_filed(desk, case_id),
        handler_name=names.get(case.handler_id or 0, ""),
        units=evaluation.pack.units_of(evaluation.matter),
    )


def _move_view(state: CaseState, verdict: Verdict) -> MoveView:
    move = verdict.move
    here = state.stage in move.sources
    target = target_of(state, move) if here and move.to else move.to
    return MoveView(verdict.name, verdict.label, verdict.permitted, verdict.reason, move.needs, target, here)


def _filed(desk: Desk, case_id: int) -> dict[str, Any]:
    """What was filed with the case over time, each list in its own order."""
    db = desk.db
    return {
        "opinions": tuple(opinion_view(row) for row in decisions.opinions(db, case_id)),
        "events": tuple(event_view(one) for one in events_of_case(db, case_id)),
        "letters": tuple(letter_view(row) for row in stored_letters.of_case(db, case_id)),
        "notes": tuple(_note(row) for row in guide.notes(db, case_id)),
        "progress": tuple(_progress(row) for row in guide.progress(db, case_id)),
        "payments": tuple(payment_view(row) for row in payments.of_case(db, case_id)),
        "files": file_views.of_case(desk, case_id),
    }


def _handler(desk: Desk, case: Case) -> Officer:
    return stored_officers.get(desk.db, case.handler_id or 0) or NOBODY


def history(desk: Desk, case: Case) -> HistoryView:
    """Return what was approved before under the same matter."""
    amounts = stored.determined_amounts(desk.db, case.pack_id, case.matter_id, other_than=case.id)
    if not amounts:
        return HistoryView(0)
    # An amount that was really determined, never a mean of two.
    return HistoryView(len(amounts), amounts[0], median_low(amounts), amounts[-1])


def similar_views(desk: Desk, case: Case) -> tuple[SimilarView, ...]:
    """Return other cases of the applicant in the same year and kind, for the warning 从优从高不重复."""
    found = []
    for row in stored.similar(desk.db, case, case.event_date.year):
        try:
            name = desk.editions.pack(row["pack_id"]).matter(row["matter_id"]).name
        except UserError:
            name = row["matter_id"]
        found.append(SimilarView(row["id"], row["case_no"], name, row["stage"], row["determined_fen"]))
    return tuple(found)


def _warnings(
    case: Case, applicant: Applicant, evaluation: Evaluation, similar: tuple[SimilarView, ...]
) -> tuple[str, ...]:
    told = []
    for one in similar if case.kind == "奖补" else ():
        amount = "尚未核定" if one.amount_fen is None else f"核定 {yuan_grouped(one.amount_fen)} 元"
        told.append(
            f"同一主体同一年度另有办件 {one.case_no}（{one.matter_name}，{one.stage}，{amount}），请按从优从高不重复核对"
        )
    headroom = evaluation.headroom
    if headroom.taken_once:
        numbers = "、".join(taker.case_no for taker in headroom.takers)
        told.append(f"本项为一次性支持，{numbers} 已占用")
    if headroom.scope and evaluation.matter.scope_label and not case.scope_key:
        told.append(f"未填写{evaluation.matter.scope_label}，封顶余量按同一主体合并计算")
    if (
        case.applied_fen is not None
        and evaluation.ceiling_fen is not None
        and case.applied_fen > evaluation.ceiling_fen
    ):
        told.append(
            f"申请额 {yuan_grouped(case.applied_fen)} 元高于政策上限 {yuan_grouped(evaluation.ceiling_fen)} 元"
        )
    if applicant.merged_into:
        told.append("申报主体已并入另一主体，请核对")
    return tuple(told)


def determination_view(row: Row) -> DeterminationView:
    """Return a stored determination for the screen."""
    return DeterminationView(
        id=row["id"],
        amount_fen=row["amount_fen"],
        ceiling_fen=row["ceiling_fen"],
        nature=row["nature"],
        basis=row["basis"],
        reason=row["reason"],
        officer_name=row["name"],
        determined_at=datetime.fromisoformat(row["determined_at"]),
        current=bool(row["current"]),
        former_fen=row["former_fen"],
        district_share_fen=row["district_share_fen"],
        receipt_hash=row["receipt_hash"],
    )


def opinion_view(row: Row) -> OpinionView:
    """Return a stored opinion for the screen."""
    return OpinionView(
        row["stage"],
        row["label"],
        row["opinion"] or row["reason"],
        row["name"],
        datetime.fromisoformat(row["given_at"]),
    )


def event_view(stored_event: StoredEvent) -> EventView:
    """Return a line of the record for the screen."""
    event = stored_event.event
    return EventView(
        id=stored_event.id,
        at=datetime.fromisoformat(event.at),
        officer_name=event.officer_name or "系统",
        action=event.action,
        text=render(event),
        reason=event.reason,
        old="；".join(f"{one.label} {one.old}" for one in event.changes if one.old),
        new="；".join(f"{one.label} {one.new}" for one in event.changes if one.new),
    )


def letter_view(row: Row) -> LetterView:
    """Return a stored letter for the screen."""
    return LetterView(
        id=row["id"],
        kind=row["kind"],
        number=row["number"],
        issued_at=datetime.fromisoformat(row["issued_at"]),
        officer_name=row["officer_name"],
        code=row["code"],
        sha256=row["sha256"],
        state=row["state"],
        void_reason=row["void_reason"],
        replaces=row["replaced"] or "",
        sent_on=day(row["sent_on"]),
        sent_by=row["sent_by"],
        received_on=day(row["received_on"]),
    )


def payment_view(row: Row) -> PaymentView:
    """Return a stored payment for the screen; a recovery is negative."""
    amount = row["amount_fen"] if row["kind"] == "拨付" else -row["amount_fen"]
    paid_on = date.fromisoformat(row["paid_on"])
    return PaymentView(row["id"], amount, paid_on, row["account"], row["voucher"], row["name"])


def _note(row: Row) -> NoteView:
    return NoteView(row["id"], row["text"], row["name"], datetime.fromisoformat(row["written_at"]))


def _progress(row: Row) -> ProgressView:
    return ProgressView(
        row["id"], row["kind"], row["text"], row["name"], datetime.fromisoformat(row["recorded_at"])
    )
