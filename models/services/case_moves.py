"""Moves of cases through the workflow table, one by one or in a batch, and their hand-over between officers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.cases.case import Case
from models.cases.events import Change
from models.cases.officers import HANDLER, Officer, require_action
from models.cases.workflow import (
    CLOSED_STAGES,
    CaseState,
    Move,
    advance,
    find_move,
    judge_move,
    label_of,
    require,
)
from models.changes import Changes
from models.errors import ConflictError, UserError
from models.services import case_clock, case_page
from models.services.case_state import state_of
from models.services.desk import Desk
from models.services.evaluation import evaluate
from models.services.views import CaseView
from models.storage import cases as stored
from models.storage import decisions, guide
from models.storage import notices as stored_notices
from models.storage import officers as stored_officers

# The fields of the state that are the case's own; the rest is gathered anew each time.
_FIELDS = [
    "stage",
    "outcome",
    "closed_from",
    "decision",
    "refusal_proposed",
    "suspension",
    "clock",
    "first_reviewer_id",
    "second_reviewer_id",
    "approver_id",
    "determined_fen",
    "basis",
    "notice",
    "result_recorded",
    "progress_count",
]
_REPORTS = {"record_progress": "进展", "record_result": "结果", "record_feedback": "反馈", "transfer": "转办"}


@dataclass(frozen=True)
class Words:
    """What the officer gave with a move."""

    opinion: str
    reason: str
    days: int


def move(
    desk: Desk,
    case_id: int,
    name: str,
    *,
    opinion: str,
    reason: str,
    actor: Officer,
    expected_version: int | None,
    values: Mapping[str, str],
) -> tuple[CaseView, Changes]:
    """Make a move; see `CaseService.move`."""
    with desk.db.atomic():
        make_move(
            desk,
            case_id,
            name,
            opinion=opinion,
            reason=reason,
            actor=actor,
            expected_version=expected_version,
            values=values,
        )
    return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id, "stages")


def make_move(
    desk: Desk,
    case_id: int,
    name: str,
    *,
    opinion: str = "",
    reason: str = "",
    actor: Officer,
    expected_version: int | None = None,
    values: Mapping[str, str] | None = None,
    notice_id: int | None = None,
) -> Case:
    """Make a move inside the caller's transaction; everything it rests on is read anew there."""
    case = desk.case(case_id)
    days = _days((values or {}).get("days", ""))
    state = state_of(desk, case, evaluate(desk, case))
    line = _line(state, name)
    if expected_version is not None and case.version != expected_version:
        raise ConflictError("这一办件已被另一窗口修改", mine=line.label, theirs=f"现处“{case.stage}”")
    line = require(state, name, actor, opinion=opinion, reason=reason, days=days)
    after = advance(state, line, actor)
    words = Words(opinion.strip(), reason.strip(), days)
    _apply(desk, case, state, line, after, words, actor)
    if line.name == "open_notice" and notice_id is None:
        _open_single_notice(desk, case, actor)
    if line.name == "uphold_objection":
        _leave_notice(desk, case_id, reason)
    return desk.case(case_id)


def _apply(
    desk: Desk, case: Case, state: CaseState, line: Move, after: CaseState, words: Words, actor: Officer
) -> None:
    """Write what a permitted move makes of the case: fields, clock, ledger, opinion and record."""
    changed = _changed_fields(case, after)
    changed |= case_clock.apply_effect(
        desk, case, line, after, reason=words.reason, days=words.days, actor=actor
    )
    changed |= _decision_fields(desk, case, line, after) | _hold_fields(case, after)
    if case.determined_fen is not None and after.determined_fen is None:
        decisions.set_none_current(desk.db, case.id)
    stored.add_preparers(desk.db, case.id, after.preparer_ids - state.preparer_ids)
    stored.update(desk.db, case.id, changed, expected_version=None)
    _save_due(desk, case.id)
    _save_words(desk, case, line, words.opinion, words.reason, actor)
    stages = [Change("stage", "环节", case.stage, after.stage)] if case.stage != after.stage else []
    reason, detail = words.reason, words.opinion
    desk.record(actor, line.name, line.label, case_id=case.id, changes=stages, reason=reason, detail=detail)


def _line(state: CaseState, name: str) -> Move:
    try:
        return find_move(state, name)
    except KeyError:
        raise UserError(
            f"{state.kind}事项没有“{label_of(name)[:30]}”这一步", "", "请从办件页面列出的操作中选择"
        ) from None


def _days(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise UserError("工作日数应为整数", f"填写的是“{text[:20]}”", "请填写如 10", field="days")
    return int(text)


def _changed_fields(case: Case, after: CaseState) -> dict[str, Any]:
    found = {name: getattr(after, name) for name in _FIELDS if getattr(after, name) != getattr(case, name)}
    return found


def _decision_fields(desk: Desk, case: Case, line: Move, after: CaseState) -> dict[str, Any]:
    """Letters belong to a decision; a new one begins a new round, so that the former's letters no longer count."""
    values: dict[str, Any] = {}
    today = desk.clock.today()
    if after.decision != case.decision:
        values["decision_round"] = case.decision_round + 1
        values["decided_on"] = today if after.decision else None
    closed = after.stage in CLOSED_STAGES
    if closed != (case.closed_on is not None):
        values["closed_on"] = today if closed else None
    return values


def _hold_fields(case: Case, after: CaseState) -> dict[str, Any]:
    """How the determined amount counts in the ledger of the cap after the move."""
    if after.outcome in ("撤销", "追回"):
        # What was paid and not given back still weighs on the cap.
        held = case.weight_fen(max(case.paid_fen - case.recovered_fen, 0))
        return {
            "hold": "used" if held else "none",
            "held_fen": held,
            "hold_months": case.hold_months if held else 0,
        }
    gone = after.outcome in ("不予受理", "不予核准", "撤回", "终止") or after.determined_fen is None
    if gone:
        return {"hold": "none", "held_fen": 0, "hold_months": 0}
    held = after.determined_fen - case.weight_fen(case.recovered_fen) if after.determined_fen else 0
    return {"hold": "used" if after.decision == "同意" else "reserved", "held_fen": held}


def _save_due(desk: Desk, case_id: int) -> None:
    due = case_clock.due_on(desk, desk.case(case_id))
    desk.db.execute("UPDATE cases SET due_on = ? WHERE id = ?", (due.isoformat() if due else None, case_id))


def _save_words(desk: Desk, case: Case, line: Move, opinion: str, reason: str, actor: Officer) -> None:
    if opinion or reason:
        decisions.add_opinion(
            desk.db,
            case.id,
            stage=case.stage,
            move=line.name,
            label=line.label,
            opinion=opinion,
            reason=reason,
            officer_id=actor.id,
        )
    if line.name in _REPORTS and opinion:
        guide.add_progress(desk.db, case.id, _REPORTS[line.name], opinion, actor.id)


def _open_single_notice(desk: Desk, case: Case, actor: Officer) -> None:
    days, ends_on = case_clock.notice_period(desk, None)
    notice_id = stored_notices.insert(
        desk.db,
        title=f"{case.case_no} 公示",
        began_on=desk.clock.today(),
        days=days,
        ends_on=ends_on,
        officer_id=actor.id,
    )
    stored_notices.add_case(desk.db, notice_id, case.id)


def _leave_notice(desk: Desk, case_id: int, why: str) -> None:
    notice = stored_notices.latest_of_case(desk.db, case_id)
    if notice is not None:
        stored_notices.remove_case(desk.db, notice["id"], case_id, why or "异议成立")


def move_batch(
    desk: Desk,
    case_ids: tuple[int, ...],
    name: str,
    *,
    opinion: str,
    reason: str,
    actor: Officer,
    dry_run: bool,
) -> tuple[dict[int, str], Changes]:
    """Make one move for many cases; see `CaseService.move_batch`."""
    results: dict[int, str] = {}
    moved: set[int] = set()
    for case_id in dict.fromkeys(case_ids):
        try:
            if dry_run:
                results[case_id] = _obstacle(desk, case_id, name, actor)
                continue
            with desk.db.atomic():
                make_move(desk, case_id, name, opinion=opinion, reason=reason, actor=actor)
            results[case_id] = ""
            moved.add(case_id)
        except UserError as error:
            results[case_id] = error.message
    return results, Changes(cases=frozenset(moved), topics=frozenset({"stages"} if moved else ()))


def _obstacle(desk: Desk, case_id: int, name: str, actor: Officer) -> str:
    case = desk.case(case_id)
    state = state_of(desk, case, evaluate(desk, case))
    return judge_move(state, _line(state, name), actor).reason


def hand_over(
    desk: Desk, case_ids: tuple[int, ...], to_officer_id: int, *, reason: str, actor: Officer
) -> tuple[int, Changes]:
    """Hand cases over; see `CaseService.hand_over`."""
    require_action(actor, "hand_over")
    changed: set[int] = set()
    with desk.db.atomic():
        to = stored_officers.get(desk.db, to_officer_id)
        if to is None or not to.active or HANDLER not in to.roles:
            raise UserError(
                "不能交接给此人", "接手的人须是在岗的经办人员", "请另选一人", field="to_officer_id"
            )
        names = stored_officers.names(desk.db)
        for case_id in dict.fromkeys(case_ids):
            case = desk.case(case_id)
            if case.handler_id == to.id:
                continue
            stored.update(desk.db, case_id, {"handler_id": to.id}, expected_version=None)
            old = names.get(case.handler_id or 0, "")
            changes = [Change("handler_id", "经办人", old, to.name)]
            desk.record(actor, "handed_over", "交接", case_id=case_id, changes=changes, reason=reason.strip())
            changed.add(case_id)
    return len(changed), Changes(cases=frozenset(changed))
