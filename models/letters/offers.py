"""Which kind of letter is offered for a case: kind by matter, stage and decision, as one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.cases.workflow import CLOSED_STAGES, CaseState, letter_obstacle
from models.policy.model import KINDS, MONEY_KINDS, Kind

Obstacle = Callable[[CaseState], str]

_ANY = KINDS
_MONEY = MONEY_KINDS
_DECIDED = (*MONEY_KINDS, "推荐")
_APPLIED = (*_DECIDED, "服务")

_IN_REVIEW = ("审查", "核定", "初审", "复审", "审批")
_AFTER_DECISION = ("公示", "批复", "拨付", "推荐", "结果", "不予核准", "撤销", "追回", "归档")
# The last stage of each line before 归档, and the closed ones: when the file of a case is put together.
_ENDING = ("批复", "拨付", "推荐", "结果", "办结", "追回", *CLOSED_STAGES)
# Kinds that the case goes on only after: the workflow waits for them.
AWAITED = frozenset(
    {"non_acceptance", "correction", "approval", "refusal", "recommendation", "revocation", "recovery"}
)
# Kinds that stay inside the office or go with another letter; only the others are served on somebody.
_INTERNAL = frozenset({"approval_form", "transfer", "progress", "service_receipt", "archive_list"})


def _gated(kind: str) -> Obstacle:
    """The workflow's own condition for a letter that it waits for."""
    return lambda state: letter_obstacle(state, kind)


def _none(state: CaseState) -> str:
    return ""


def _accepted(state: CaseState) -> str:
    return "时限已中止，请先恢复计时" if state.suspension == "中止" else ""


def _on_notice(state: CaseState) -> str:
    return "" if state.notice else "公示尚未开始，请先办理“开始公示”"


def _paid(state: CaseState) -> str:
    return "" if state.stage == "拨付" or state.paid_fen > 0 else "本办件没有拨付资金"


def _ended(state: CaseState) -> str:
    if state.outcome in ("撤回", "终止"):
        return ""
    if state.kind in MONEY_KINDS:
        return "本办件的结果由核准或不予核准通知书告知"
    if state.kind == "推荐" and not state.result_recorded:
        return "推荐的结果尚未登记"
    return "本办件没有办结" if state.outcome in ("不予受理", "不予核准", "撤销") else ""


def _something_to_serve(state: CaseState) -> str:
    return "" if state.letters - _INTERNAL else "本办件还没有出具可以送达的文书"


@dataclass(frozen=True)
class Rule:
    """When a kind is offered: for which matters, in which stages (empty: any), and what else must hold."""

    matters: tuple[str, ...]
    stages: tuple[str, ...] = ()
    too_early: str = ""
    obstacle: Obstacle = _none
    extended: bool = False


_DONE_STAGES = ("办结", "结果", "撤回", "终止", "归档")

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "acceptance": Rule(
            _DECIDED, ("受理", *_IN_REVIEW, "公示", "批复", "推荐"), "申请尚未受理，或者已经办结", _accepted
        ),
        "non_acceptance": Rule(_APPLIED, obstacle=_gated("non_acceptance")),
        "correction": Rule(_APPLIED, obstacle=_gated("correction")),
        "extension": Rule(_ANY, extended=True),
        "approval_form": Rule(_DECIDED, (*_IN_REVIEW, *_AFTER_DECISION), "审批表在开始审查后打印"),
        "approval": Rule(_MONEY, obstacle=_gated("approval")),
        "refusal": Rule(_DECIDED, obstacle=_gated("refusal")),
        "public_notice": Rule(_MONEY, ("公示",), "公示只在“公示”环节出具", _on_notice),
        "payment": Rule(("奖补",), ("拨付", "归档"), "资金拨付通知在“拨付”环节出具", _paid),
        "recommendation": Rule(("推荐",), obstacle=_gated("recommendation")),
        "transfer": Rule(("服务",), ("转办", "反馈"), "转办单在办理“转办”后出具"),
        "completion": Rule(_ANY, _DONE_STAGES, "事项尚未办结", _ended),
        "progress": Rule(("督办",), ("进展", "办结", "归档"), "督办进展单在下达督办后出具"),
        "revocation": Rule(_DECIDED, obstacle=_gated("revocation")),
        "recovery": Rule(("奖补",), obstacle=_gated("recovery")),
        "service_receipt": Rule(_ANY, obstacle=_something_to_serve),
        "archive_list": Rule(_ANY, _ENDING, "案卷目录在办结后打印"),
    }
)


def offer_obstacle(state: CaseState, kind: str, *, extended_days: int = 0) -> str:
    """Return "" when a letter of this kind may be issued for the case now, else the reason.

    `extended_days` is by how many working days the term was extended; it alone is not part of the state.
    """
    rule = RULES[kind]
    if state.kind not in rule.matters:
        return f"{state.kind}事项不出具此种文书"
    if rule.stages and state.stage not in rule.stages:
        return rule.too_early
    if rule.extended and not extended_days:
        return "办理时限没有延长，请先办理“延期”"
    return rule.obstacle(state)


def kinds_for(matter_kind: Kind) -> tuple[str, ...]:
    """Return the kinds of letters that a matter of this kind may ever need, in the order of offering."""
    return tuple(kind for kind, rule in RULES.items() if matter_kind in rule.matters)
