"""What may be done to a case besides moving it: edit facts and answers, determine an amount, issue a letter, pay."""

from __future__ import annotations

from dataclasses import replace

from models.cases.officers import Officer, action_obstacle
from models.cases.workflow.guards import amount_determined, within_cap, within_ceiling
from models.cases.workflow.stages import OPEN_STAGES
from models.cases.workflow.state import (
    APPROVAL_LETTER,
    CORRECTION_LETTER,
    NON_ACCEPTANCE_LETTER,
    RECOMMENDATION_LETTER,
    RECOVERY_LETTER,
    REFUSAL_LETTER,
    REVOCATION_LETTER,
    CaseState,
)
from models.errors import UserError


def editing_obstacle(state: CaseState, actor: Officer) -> str:
    """Return "" when facts, answers and materials may be changed now, else the reason (收到补正材料 included)."""
    if reason := action_obstacle(actor, "edit_case"):
        return reason
    if state.stage not in OPEN_STAGES:
        return f"办件现处“{state.stage}”，内容已锁定；如需修改，请先退回或重新打开"
    return ""


def determination_obstacle(state: CaseState, actor: Officer) -> str:
    """Return "" when an amount may be determined now, else the reason."""
    if reason := action_obstacle(actor, "determine"):
        return reason
    if state.stage != "核定":
        return f"办件现处“{state.stage}”，核定额在“核定”时填写"
    if state.suspension:
        return "时限已中止，请先恢复计时"
    if state.assessment_error:
        return f"申报事实尚不能测算：{state.assessment_error}"
    return ""


def determined(state: CaseState, amount_fen: int, basis: str, actor: Officer) -> CaseState:
    """Return the case with the amount determined by this officer, who thereby becomes a preparer.

    Raises UserError when the case is not in 核定, the amount is not above zero, exceeds the computed ceiling or
    what the cap leaves, or has no basis.
    """
    if reason := determination_obstacle(state, actor):
        raise UserError("现在不能填写核定额", reason)
    after = replace(
        state, determined_fen=amount_fen, basis=basis.strip(), preparer_ids=state.preparer_ids | {actor.id}
    )
    if reason := amount_obstacle(after, actor):
        field = "amount_fen" if after.basis else "basis"
        raise UserError("核定额不能这样填写", reason, field=field)
    return after


def amount_obstacle(state: CaseState, actor: Officer) -> str:
    """Return "" when the determined amount stands within ceiling and cap and has its basis, else the first reason."""
    reasons = (guard.obstacle(state, actor) for guard in (amount_determined, within_ceiling, within_cap))
    return next((reason for reason in reasons if reason), "")


def letter_obstacle(state: CaseState, kind: str) -> str:
    """Return "" when a letter of this kind may be issued now, else the reason; other kinds are not gated."""
    if kind == CORRECTION_LETTER:
        return "" if state.suspension == "补正" else "补正通知书在办理“补正”时出具"
    if kind == NON_ACCEPTANCE_LETTER:
        return "" if state.decision == "不予受理" else "尚未作出不予受理的决定"
    if kind == REFUSAL_LETTER:
        return "" if state.decision == "不予核准" else "尚未作出不予核准的决定"
    if kind == REVOCATION_LETTER:
        return "" if state.decision == "撤销" else "尚未作出撤销的决定"
    if kind == RECOVERY_LETTER:
        return "" if state.outcome == "追回" else "尚未决定追回"
    if kind in (APPROVAL_LETTER, RECOMMENDATION_LETTER):
        return _approval_obstacle(state, kind)
    return ""


def _approval_obstacle(state: CaseState, kind: str) -> str:
    if state.decision != "同意":
        return "本办件尚未审批同意，不能出具"
    if state.stage == "公示":
        return "公示期未满，期满无异议后方可出具批复"
    if state.suspension:
        return "时限已中止，请先恢复计时"
    if kind == RECOMMENDATION_LETTER and state.kind != "推荐":
        return "推荐函只用于推荐事项"
    if kind == APPROVAL_LETTER and state.kind == "推荐":
        return "推荐事项出具推荐函"
    return ""


def payment_obstacle(state: CaseState, actor: Officer) -> str:
    """Return "" when a payment may be recorded now, else the reason."""
    if reason := action_obstacle(actor, "record_payment"):
        return reason
    if state.decision != "同意" or APPROVAL_LETTER not in state.letters:
        return "批复出具之前不能拨付"
    return "" if state.stage == "拨付" else f"办件现处“{state.stage}”，拨付在“拨付”时登记"


def recovery_obstacle(state: CaseState, actor: Officer) -> str:
    """Return "" when recovered money may be recorded now, else the reason."""
    if reason := action_obstacle(actor, "record_payment"):
        return reason
    return "" if state.stage == "追回" else f"办件现处“{state.stage}”，请先办理“追回”"
