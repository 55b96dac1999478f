"""Short ways through the workflow for the tests of its guards."""

from __future__ import annotations

from models.cases.officers import Officer
from models.cases.workflow import CaseState, advance, determined, judge, require


def go(state: CaseState, name: str, actor: Officer) -> CaseState:
    move = require(state, name, actor, opinion="同意", reason="理由", days=5)
    return advance(state, move, actor)


def to_determination(staff, kind="奖补", omitted=frozenset()) -> CaseState:
    state = CaseState(kind, "登记", omitted, ceiling_fen=100_00, headroom_fen=80_00)
    for name in ("accept", "begin_examination", "pass_examination"):
        state = go(state, name, staff.handler)
    return state


def to_approval(staff, kind="奖补", omitted=frozenset()) -> CaseState:
    state = determined(to_determination(staff, kind, omitted), 50_00, "专项审计报告", staff.handler)
    state = go(state, "submit_review", staff.handler)
    state = go(state, "pass_first_review", staff.reviewer)
    return state if "复审" in omitted else go(state, "pass_second_review", staff.second)


def approved(staff, kind="奖补", omitted=frozenset({"公示"})) -> CaseState:
    return go(to_approval(staff, kind, omitted), "approve", staff.approver)


def reason_of(state: CaseState, name: str, actor: Officer) -> str:
    return next(verdict.reason for verdict in judge(state, actor) if verdict.name == name)
