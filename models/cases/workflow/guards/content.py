"""Guards on what the case holds: answers, materials, findings and the determined amount."""

from __future__ import annotations

from models.cases.officers import Officer
from models.cases.workflow.guards.base import guard
from models.cases.workflow.state import CaseState
from models.money import yuan_grouped


def _some(names: tuple[str, ...], most: int = 3) -> str:
    shown = "、".join(names[:most])
    return f"{shown}等" if len(names) > most else shown


@guard
def checks_answered(state: CaseState, actor: Officer) -> str:
    if state.unanswered:
        return f"还有 {len(state.unanswered)} 项审查未作答（{_some(state.unanswered)}），请逐项填写符合、不符合或待补"
    return ""


@guard
def nothing_pending(state: CaseState, actor: Officer) -> str:
    if state.pending:
        return f"有 {len(state.pending)} 项待补（{_some(state.pending)}），请先发补正通知，收齐后改填"
    return ""


@guard
def something_pending(state: CaseState, actor: Officer) -> str:
    return "" if state.pending else "没有标为待补的审查项或材料，请先标出需要补正的内容"


@guard
def materials_received(state: CaseState, actor: Officer) -> str:
    if state.missing_materials:
        return f"必备材料未收齐，还缺 {len(state.missing_materials)} 件（{_some(state.missing_materials)}），请收取后登记"
    return ""


@guard
def assessed(state: CaseState, actor: Officer) -> str:
    return (
        f"申报事实尚不能测算：{state.assessment_error.rstrip('。')}，请补全" if state.assessment_error else ""
    )


@guard
def eligible(state: CaseState, actor: Officer) -> str:
    if state.failed:
        return f"有 {len(state.failed)} 项不符合（{_some(state.failed)}），请核对，确不符合的请提请不予核准"
    return ""


@guard
def something_failed(state: CaseState, actor: Officer) -> str:
    return "" if state.failed else "没有不符合的审查项，请先在审查中注明哪一项不符合"


@guard
def amount_determined(state: CaseState, actor: Officer) -> str:
    if state.determined_fen is None:
        return "尚未填写核定额，请在“核定”中填写金额和依据"
    if state.determined_fen <= 0:
        return "核定额须大于零，不给予的请提请不予核准"
    return "" if state.basis.strip() else "核定额没有写明依据，请填写"


@guard
def within_ceiling(state: CaseState, actor: Officer) -> str:
    if state.determined_fen is None:
        return ""
    if state.ceiling_fen is None:
        return "政策上限尚未测算出来，请补全申报事实"
    if state.determined_fen > state.ceiling_fen:
        return f"核定额 {yuan_grouped(state.determined_fen)} 元超过政策上限 {yuan_grouped(state.ceiling_fen)} 元，请重新核定"
    return ""


@guard
def within_cap(state: CaseState, actor: Officer) -> str:
    if (
        state.determined_fen is None
        or state.headroom_fen is None
        or state.determined_fen <= state.headroom_fen
    ):
        return ""
    return (
        f"核定额 {yuan_grouped(state.determined_fen)} 元超过封顶余量 {yuan_grouped(max(state.headroom_fen, 0))} 元"
        "（其余已被其他办件占用），请退回重新核定"
    )
