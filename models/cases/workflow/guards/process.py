"""Guards on the course of the case: who acted before, clock, public notice, letters, payments, recovery."""

from __future__ import annotations

from models.cases.officers import Officer
from models.cases.workflow.guards.base import Guard, guard
from models.cases.workflow.state import CaseState
from models.money import yuan_grouped


@guard
def not_preparer(state: CaseState, actor: Officer) -> str:
    return f"{actor.name}是本办件的经办人，复核和审批须由他人办理" if actor.id in state.preparer_ids else ""


@guard
def not_reviewer(state: CaseState, actor: Officer) -> str:
    return f"{actor.name}已复核过本办件，下一环节须由他人办理" if actor.id in state.reviewer_ids else ""


@guard
def approver_by_amount(state: CaseState, actor: Officer) -> str:
    return state.approval_rules.obstacle(actor, state.determined_fen or 0)


@guard
def refusal_proposed(state: CaseState, actor: Officer) -> str:
    return "" if state.refusal_proposed else "经办人提请的是同意，如不同意请退回修改并写明理由"


@guard
def refusal_not_proposed(state: CaseState, actor: Officer) -> str:
    return "经办人提请的是不予核准，如不同意请退回审查" if state.refusal_proposed else ""


@guard
def notice_not_opened(state: CaseState, actor: Officer) -> str:
    return f"公示已开始（{state.notice}）" if state.notice else ""


@guard
def notice_opened(state: CaseState, actor: Officer) -> str:
    return "" if state.notice else "公示尚未开始，请先列入公示"


@guard
def notice_over(state: CaseState, actor: Officer) -> str:
    return "" if state.notice_over else "公示期未满，请待公示期满后办理"


@guard
def no_open_objections(state: CaseState, actor: Officer) -> str:
    return f"有 {state.open_objections} 件异议尚未处理，请先登记处理结果" if state.open_objections else ""


@guard
def paid_in_full(state: CaseState, actor: Officer) -> str:
    left = state.payable_fen - state.paid_fen
    return f"尚有 {yuan_grouped(left)} 元未拨付，请登记拨付" if left > 0 else ""


@guard
def something_paid(state: CaseState, actor: Officer) -> str:
    return "" if state.net_paid_fen > 0 else "没有已拨付的资金可追回"


@guard
def nothing_to_recover(state: CaseState, actor: Officer) -> str:
    """A revoked award comes back whole, otherwise what was ordered, and at least something."""
    left = state.recovery_wanted_fen - state.recovered_fen
    if left > 0:
        return f"尚有 {yuan_grouped(left)} 元未追回，请登记追回"
    return "尚未登记追回" if state.stage == "追回" and not state.recovered_fen else ""


@guard
def decision_stands(state: CaseState, actor: Officer) -> str:
    return "" if state.decision == "同意" else "本办件没有生效的同意决定"


@guard
def extension_left(state: CaseState, actor: Officer) -> str:
    return "" if state.extension_left_days > 0 else "延期已达上限，不能再延"


@guard
def clock_running(state: CaseState, actor: Officer) -> str:
    return "" if state.clock == "计时" else f"办理时限{state.clock}，无需此操作"


@guard
def awaiting_correction(state: CaseState, actor: Officer) -> str:
    return "" if state.suspension == "补正" else "本办件没有在等待补正"


@guard
def paused(state: CaseState, actor: Officer) -> str:
    return "" if state.suspension == "中止" else "本办件没有中止计时"


@guard
def not_suspended(state: CaseState, actor: Officer) -> str:
    remedies = {
        "补正": "正在等待申请人补正，请收齐后登记补正完成",
        "中止": "时限已中止，请先恢复计时",
        "公示": "正在公示，请待公示期满",
    }
    return remedies.get(state.suspension, "")


@guard
def result_recorded(state: CaseState, actor: Officer) -> str:
    return "" if state.result_recorded else "推荐结果尚未登记，请先登记结果"


@guard
def progress_recorded(state: CaseState, actor: Officer) -> str:
    return "" if state.progress_count > 0 else "尚无进展记录，请先登记进展"


@guard
def not_revoked(state: CaseState, actor: Officer) -> str:
    if state.outcome in ("撤销", "追回"):
        return "已撤销或追回的办件不能重新打开，请另行登记新办件"
    return ""


def letter_issued(kind: str, label: str) -> Guard:
    """Return the guard that a letter of this kind has been issued under the decision in force."""

    def obstacle(state: CaseState, actor: Officer) -> str:
        return "" if kind in state.letters else f"{label}尚未出具，请先出具"

    return Guard(f"letter_{kind}", obstacle)
