"""Asks the table: which moves are permitted now, why the others are not, and what a move makes of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from models.cases.officers import Officer, role_obstacle
from models.cases.workflow.award_moves import award_moves
from models.cases.workflow.guards import not_suspended
from models.cases.workflow.moves import REOPENED, STAYS, ClockEffect, Move
from models.cases.workflow.other_moves import RECOMMENDATION_MOVES, SERVICE_MOVES, SUPERVISION_MOVES
from models.cases.workflow.stages import ARCHIVED, LINES, SIDE_STAGES, effective_stage
from models.cases.workflow.state import CaseState, ClockState
from models.errors import FieldErrors, UserError

MOVES: Mapping[str, tuple[Move, ...]] = MappingProxyType(
    {
        "奖补": award_moves(paid=True),
        "费用优惠": award_moves(paid=False),
        "担保额度": award_moves(paid=False),
        "推荐": RECOMMENDATION_MOVES,
        "服务": SERVICE_MOVES,
        "督办": SUPERVISION_MOVES,
    }
)

FINISHED = "办结"
_NEED_LABELS = {"opinion": "意见", "reason": "理由", "days": "延长的工作日数"}


@dataclass(frozen=True)
class Verdict:
    """What the table says about one move now: permitted, or the reason in Chinese why not."""

    move: Move
    permitted: bool
    reason: str

    @property
    def name(self) -> str:
        """The move's stable English id."""
        return self.move.name

    @property
    def label(self) -> str:
        """The move's Chinese label."""
        return self.move.label


def label_of(name: str) -> str:
    """Return the Chinese label of a move, as the first kind of matter that has it calls it; else the name itself."""
    return next((move.label for moves in MOVES.values() for move in moves if move.name == name), name)


def find_move(state: CaseState, name: str) -> Move:
    """Return the line of the table for this move from the present stage, else its first line; KeyError if unknown."""
    lines = [move for move in MOVES[state.kind] if move.name == name]
    if not lines:
        raise KeyError(name)
    return next((move for move in lines if state.stage in move.sources), lines[0])


def judge(state: CaseState, actor: Officer) -> tuple[Verdict, ...]:
    """Return a verdict for every move of the kind, in the table's order, each name once."""
    names = dict.fromkeys(move.name for move in MOVES[state.kind])
    return tuple(judge_move(state, find_move(state, name), actor) for name in names)


def judge_move(state: CaseState, move: Move, actor: Officer) -> Verdict:
    """Return whether the move is permitted now, else everything that stands in its way."""
    if state.stage not in move.sources:
        stages = "、".join(dict.fromkeys(_sources(state.kind, move.name)))
        return Verdict(move, False, f"办件现处“{state.stage}”，{move.label}在“{stages}”时办理")
    reasons = [role_obstacle(actor, move.roles)]
    if not move.while_suspended:
        reasons.append(not_suspended.obstacle(state, actor))
    reasons += [guard.obstacle(state, actor) for guard in move.guards]
    told = [reason for reason in dict.fromkeys(reasons) if reason]
    return Verdict(move, not told, "；".join(told))


def require(
    state: CaseState, name: str, actor: Officer, *, opinion: str = "", reason: str = "", days: int = 0
) -> Move:
    """Return the move when it is permitted and its inputs are given; raises UserError in Chinese otherwise."""
    verdict = judge_move(state, find_move(state, name), actor)
    if not verdict.permitted:
        raise UserError(f"现在不能“{verdict.label}”", verdict.reason)
    given: dict[str, object] = {"opinion": opinion.strip(), "reason": reason.strip(), "days": days}
    missing = [need for need in verdict.move.needs if not given[need]]
    if missing:
        raise FieldErrors(
            UserError(f"“{verdict.label}”须填写{_NEED_LABELS[need]}", "", "请填写后再提交", field=need)
            for need in missing
        )
    return verdict.move


def advance(state: CaseState, move: Move, actor: Officer) -> CaseState:
    """Return the case after the move; the caller has asked `require` before. Letters are kept or dropped with the decision."""
    target = target_of(state, move)
    fields: dict[str, Any] = {**dict(move.changes), **_marked(state, move, actor), **_closing(state, target)}
    fields["clock"] = clock_after(state.clock, move.clock, finished=state.outcome == FINISHED)
    if move.to == REOPENED:
        fields |= _reopened(state)
    decision = fields.get("decision", state.decision)
    if state.decision and not decision:
        fields["letters"] = frozenset()
    return replace(state, stage=target, **fields)


def clock_after(clock: ClockState, effect: ClockEffect, *, finished: bool = False) -> ClockState:
    """Return the clock's state after a move's effect; a case that had been finished keeps its clock stopped."""
    if effect == "start" or effect == "restart":
        return "计时"
    if effect == "suspend" and clock == "计时":
        return "暂停"
    if effect == "resume" and clock == "暂停":
        return "计时"
    if effect == "stop" and clock != "未起算":
        return "停止"
    if effect == "reopen" and clock == "停止" and not finished:
        return "计时"
    return clock


def _sources(kind: str, name: str) -> list[str]:
    return [stage for move in MOVES[kind] if move.name == name for stage in move.sources]


def target_of(state: CaseState, move: Move) -> str:
    """Return the stage that the move leads to from here, stages that the office leaves out being skipped."""
    if move.to == STAYS:
        return state.stage
    if move.to == REOPENED:
        return _reopened_stage(state)
    return effective_stage(state.kind, move.to, state.omitted)


def _marked(state: CaseState, move: Move, actor: Officer) -> dict[str, Any]:
    if move.mark == "preparer":
        return {"preparer_ids": state.preparer_ids | {actor.id}}
    if move.mark == "progress":
        return {"progress_count": state.progress_count + 1}
    return {f"{move.mark}_id": actor.id} if move.mark else {}


def _closing(state: CaseState, target: str) -> dict[str, Any]:
    if target not in SIDE_STAGES and target != ARCHIVED:
        return {}
    was_closed = state.stage in SIDE_STAGES or state.stage == ARCHIVED
    fields: dict[str, Any] = {} if was_closed else {"closed_from": state.stage}
    if target in SIDE_STAGES:
        fields["outcome"] = target
    elif not state.outcome:
        fields["outcome"] = FINISHED
    return fields


def _reopened_stage(state: CaseState) -> str:
    """An undecided case goes back at most to 审查, a finished one to where it was archived from."""
    line = LINES[state.kind]
    if state.outcome == FINISHED or "审查" not in line:
        return state.closed_from
    return line[min(line.index(state.closed_from), line.index("审查"))]


def _reopened(state: CaseState) -> dict[str, Any]:
    fields: dict[str, Any] = {"outcome": "", "closed_from": "", "suspension": ""}
    if state.outcome == FINISHED:
        return fields
    undone = ("first_reviewer_id", "second_reviewer_id", "approver_id", "determined_fen")
    fields |= dict.fromkeys(undone)
    return fields | {"decision": "", "refusal_proposed": False, "basis": "", "notice": ""}
