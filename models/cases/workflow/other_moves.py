"""The tables of moves for 推荐, 服务 and 督办."""

from __future__ import annotations

from models.cases.workflow import guards
from models.cases.workflow.common_moves import (
    archive_moves,
    clock_moves,
    correction_moves,
    leaving_moves,
    non_acceptance,
    reopening,
    revocation,
)
from models.cases.workflow.moves import (
    APPROVERS,
    HANDLERS,
    HANDLERS_OR_REVIEWERS,
    NO_REVIEW,
    SENIORS,
    STAYS,
    Move,
)
from models.cases.workflow.state import RECOMMENDATION_LETTER

_COMPLETE = (guards.materials_received, guards.nothing_pending)
_EXAMINED = (guards.checks_answered, *_COMPLETE, guards.assessed, guards.eligible)
_SENT = (guards.letter_issued(RECOMMENDATION_LETTER, "推荐函"),)
_BEFORE_DECISION = ("登记", "审查", "审批")

RECOMMENDATION_MOVES = (
    Move("accept", "受理", ("登记",), "审查", HANDLERS, guards=_COMPLETE, clock="start"),
    non_acceptance("登记"),
    Move(
        "submit_approval", "提交审批", ("审查",), "审批", HANDLERS, needs=("opinion",),
        guards=_EXAMINED, mark="preparer",
    ),
    Move(
        "propose_refusal", "提请不予推荐", ("审查",), "审批", HANDLERS, needs=("opinion", "reason"),
        guards=(guards.something_failed,), mark="preparer", changes=(("refusal_proposed", True),),
    ),
    Move(
        "approve", "同意推荐", ("审批",), "推荐", APPROVERS, needs=("opinion",),
        guards=(guards.not_preparer, guards.refusal_not_proposed, guards.eligible), mark="approver",
        changes=(("decision", "同意"),),
    ),
    Move(
        "refuse", "不予推荐", ("审批",), "不予核准", APPROVERS, needs=("opinion", "reason"),
        guards=(guards.not_preparer, guards.refusal_proposed), clock="stop", mark="approver",
        changes=(("decision", "不予核准"),),
    ),
    Move(
        "return_for_examination", "退回修改", ("审批",), "审查", APPROVERS, needs=("reason",), changes=NO_REVIEW
    ),
    Move(
        "send_recommendation", "推荐函已送出", ("推荐",), "结果", HANDLERS_OR_REVIEWERS, guards=_SENT, clock="stop"
    ),
    Move(
        "record_result", "登记结果", ("结果",), STAYS, HANDLERS_OR_REVIEWERS, needs=("opinion",),
        changes=(("result_recorded", True),),
    ),
    Move("archive", "归档", ("结果",), "归档", HANDLERS_OR_REVIEWERS, guards=(guards.result_recorded,)),
    revocation(("推荐", "结果", "归档")),
    *correction_moves(("登记", "审查")),
    *clock_moves(("审查", "审批", "推荐")),
    *leaving_moves(_BEFORE_DECISION, _BEFORE_DECISION),
    *archive_moves(refusable=True),
    reopening(("不予受理", "不予核准", "撤回", "终止", "归档")),
)  # fmt: skip

SERVICE_MOVES = (
    Move("transfer", "转办", ("登记",), "转办", HANDLERS, needs=("opinion",), clock="start"),
    Move("finish_at_once", "当场办结", ("登记",), "办结", HANDLERS, needs=("opinion",)),
    non_acceptance("登记"),
    Move("record_feedback", "登记反馈", ("转办",), "反馈", HANDLERS, needs=("opinion",)),
    Move(
        "transfer_again", "再次转办", ("反馈", "办结"), "转办", HANDLERS, needs=("reason",), clock="restart"
    ),
    Move("finish", "办结", ("反馈",), "办结", HANDLERS, needs=("opinion",), clock="stop"),
    Move("archive", "归档", ("办结",), "归档", HANDLERS_OR_REVIEWERS),
    *correction_moves(("登记",)),
    *clock_moves(("转办", "反馈")),
    *leaving_moves(("登记", "转办", "反馈"), ("登记", "转办", "反馈")),
    *archive_moves(refusable=False),
    reopening(("不予受理", "撤回", "终止", "归档")),
)

SUPERVISION_MOVES = (
    Move("start", "下达督办", ("立项",), "进展", HANDLERS_OR_REVIEWERS, needs=("opinion",), clock="start"),
    Move(
        "record_progress", "登记进展", ("进展",), STAYS, HANDLERS_OR_REVIEWERS, needs=("opinion",),
        mark="progress",
    ),
    Move(
        "finish", "办结", ("进展",), "办结", SENIORS, needs=("opinion",),
        guards=(guards.progress_recorded,), clock="stop",
    ),
    Move("continue", "继续督办", ("办结",), "进展", SENIORS, needs=("reason",), clock="restart"),
    Move("archive", "归档", ("办结",), "归档", HANDLERS_OR_REVIEWERS),
    *clock_moves(("进展",)),
    *leaving_moves((), ("立项", "进展")),
    Move("archive", "归档", ("终止",), "归档", HANDLERS_OR_REVIEWERS),
    reopening(("终止", "归档")),
)  # fmt: skip
