"""The table of moves for 奖补, 费用优惠 and 担保额度: from intake over determination and reviews to payment."""

from __future__ import annotations

from models.cases.workflow import guards
from models.cases.workflow.common_moves import (
    archive_moves,
    clock_moves,
    correction_moves,
    leaving_moves,
    non_acceptance,
    recovery,
    reopening,
    revocation,
)
from models.cases.workflow.moves import (
    APPROVERS,
    HANDLERS,
    HANDLERS_OR_REVIEWERS,
    NO_NOTICE,
    NO_REVIEW,
    NO_SUSPENSION,
    REVIEWERS,
    SENIORS,
    STAYS,
    Move,
)
from models.cases.workflow.state import APPROVAL_LETTER

_BEFORE_REPLY = ("登记", "受理", "审查", "核定", "初审", "复审", "审批", "公示")
_CLOCKED = ("受理", "审查", "核定", "初审", "复审", "审批", "批复")
_COMPLETE = (guards.materials_received, guards.nothing_pending)
_EXAMINED = (guards.checks_answered, *_COMPLETE, guards.assessed, guards.eligible)
_AMOUNT = (guards.amount_determined, guards.within_ceiling, guards.within_cap)
_OTHER_OFFICER = (guards.not_preparer, guards.not_reviewer)
_AS_PROPOSED = (guards.refusal_not_proposed,)
_REPLY_ISSUED = (guards.letter_issued(APPROVAL_LETTER, "批复"),)

_INTAKE = (
    Move("accept", "受理", ("登记",), "受理", HANDLERS, guards=_COMPLETE, clock="start"),
    non_acceptance("登记"),
    Move("begin_examination", "开始审查", ("受理",), "审查", HANDLERS),
    Move("pass_examination", "审查通过", ("审查",), "核定", HANDLERS, needs=("opinion",), guards=_EXAMINED),
    Move(
        "propose_refusal", "提请不予核准", ("审查", "核定"), "审批", HANDLERS, needs=("opinion", "reason"),
        guards=(guards.something_failed,), mark="preparer", changes=(("refusal_proposed", True),),
    ),
)  # fmt: skip

_REVIEW = (
    Move(
        "submit_review", "提交初审", ("核定",), "初审", HANDLERS, needs=("opinion",),
        guards=(*_EXAMINED, *_AMOUNT), mark="preparer",
    ),
    Move(
        "pass_first_review", "初审通过", ("初审",), "复审", REVIEWERS, needs=("opinion",),
        guards=(guards.not_preparer, *_AMOUNT), mark="first_reviewer",
    ),
    Move(
        "pass_second_review", "复审通过", ("复审",), "审批", REVIEWERS, needs=("opinion",),
        guards=(*_OTHER_OFFICER, *_AMOUNT), mark="second_reviewer",
    ),
    Move(
        "approve", "同意", ("审批",), "公示", APPROVERS, needs=("opinion",),
        guards=(*_OTHER_OFFICER, *_AS_PROPOSED, guards.eligible, *_AMOUNT, guards.approver_by_amount),
        mark="approver", changes=(("decision", "同意"),),
    ),
    Move(
        "refuse", "不予核准", ("审批",), "不予核准", APPROVERS, needs=("opinion", "reason"),
        guards=(*_OTHER_OFFICER, guards.refusal_proposed), clock="stop", mark="approver",
        changes=(("decision", "不予核准"),),
    ),
    Move(
        "return_for_revision", "退回修改", ("初审", "复审", "审批"), "核定", SENIORS, needs=("reason",),
        guards=_AS_PROPOSED, changes=NO_REVIEW,
    ),
    Move(
        "return_for_examination", "退回审查", ("初审", "复审", "审批"), "审查", SENIORS, needs=("reason",),
        changes=NO_REVIEW,
    ),
    Move(
        "return_for_examination", "退回审查", ("核定",), "审查", HANDLERS, needs=("reason",), changes=NO_REVIEW
    ),
)  # fmt: skip

_NOTICE = (
    Move(
        "open_notice", "开始公示", ("公示",), STAYS, HANDLERS_OR_REVIEWERS,
        guards=(guards.notice_not_opened,), clock="suspend",
        changes=(("notice", "公示中"), ("suspension", "公示")),
    ),
    Move(
        "end_notice", "公示期满", ("公示",), "批复", HANDLERS_OR_REVIEWERS,
        guards=(guards.notice_opened, guards.notice_over, guards.no_open_objections), clock="resume",
        changes=(("notice", "期满"), *NO_SUSPENSION), while_suspended=True,
    ),
    Move(
        "uphold_objection", "异议成立退回", ("公示",), "审查", SENIORS, needs=("reason",),
        guards=(guards.notice_opened,), clock="resume",
        changes=(*NO_REVIEW, *NO_NOTICE, *NO_SUSPENSION), while_suspended=True,
    ),
)  # fmt: skip


def award_moves(*, paid: bool) -> tuple[Move, ...]:
    """Return the table for kinds with an amount; `paid` says whether money is paid out (奖补)."""
    common = (
        *correction_moves(("登记", "受理", "审查")),
        *clock_moves(_CLOCKED),
        *leaving_moves(_BEFORE_REPLY, _BEFORE_REPLY),
    )
    reopen = reopening(("不予受理", "不予核准", "撤回", "终止", "归档"))
    closing = (*archive_moves(refusable=True, paid=paid), reopen)
    return (*_INTAKE, *_REVIEW, *_NOTICE, *_ending(paid), *common, *closing)


def _ending(paid: bool) -> tuple[Move, ...]:
    if not paid:
        archive = Move(
            "archive", "归档", ("批复",), "归档", HANDLERS_OR_REVIEWERS, guards=_REPLY_ISSUED, clock="stop"
        )
        return (archive, revocation(("批复", "归档")))
    return (
        Move(
            "begin_payment",
            "转拨付",
            ("批复",),
            "拨付",
            HANDLERS_OR_REVIEWERS,
            guards=_REPLY_ISSUED,
            clock="stop",
        ),
        Move("archive", "归档", ("拨付",), "归档", HANDLERS_OR_REVIEWERS, guards=(guards.paid_in_full,)),
        revocation(("批复", "拨付", "归档")),
        recovery(("拨付", "归档", "撤销")),
    )
