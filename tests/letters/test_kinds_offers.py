"""When each kind is offered: by kind of matter, stage and decision, always with a reason when it is not."""

from __future__ import annotations

import pytest

from models.cases.workflow import LINES, CaseState
from models.letters.offers import RULES, kinds_for, offer_obstacle

MONEY = {"奖补", "费用优惠", "担保额度"}


@pytest.mark.parametrize("matter_kind", LINES)
@pytest.mark.parametrize("kind", RULES)
def test_a_reason_is_given_in_every_stage(kind, matter_kind):
    for stage in (*LINES[matter_kind], "不予受理", "不予核准", "撤回", "终止", "撤销", "追回"):
        reason = offer_obstacle(CaseState(kind=matter_kind, stage=stage), kind)
        assert reason == reason.strip() and not reason.endswith("。")
        if matter_kind not in RULES[kind].matters:
            assert reason == f"{matter_kind}事项不出具此种文书"


@pytest.mark.parametrize(
    ("kind", "state", "offered"),
    [
        ("acceptance", {"kind": "奖补", "stage": "受理"}, True),
        ("acceptance", {"kind": "奖补", "stage": "登记"}, False),
        ("acceptance", {"kind": "服务", "stage": "转办"}, False),
        ("non_acceptance", {"kind": "服务", "stage": "不予受理", "decision": "不予受理"}, True),
        ("non_acceptance", {"kind": "奖补", "stage": "登记"}, False),
        ("correction", {"kind": "推荐", "stage": "审查", "suspension": "补正"}, True),
        ("correction", {"kind": "推荐", "stage": "审查"}, False),
        ("correction", {"kind": "督办", "stage": "进展", "suspension": "补正"}, False),
        ("approval_form", {"kind": "奖补", "stage": "核定"}, True),
        ("approval_form", {"kind": "奖补", "stage": "受理"}, False),
        ("approval", {"kind": "奖补", "stage": "批复", "decision": "同意"}, True),
        ("approval", {"kind": "奖补", "stage": "公示", "decision": "同意"}, False),
        ("approval", {"kind": "推荐", "stage": "推荐", "decision": "同意"}, False),
        ("recommendation", {"kind": "推荐", "stage": "推荐", "decision": "同意"}, True),
        ("recommendation", {"kind": "奖补", "stage": "批复", "decision": "同意"}, False),
        ("refusal", {"kind": "推荐", "stage": "不予核准", "decision": "不予核准"}, True),
        ("refusal", {"kind": "奖补", "stage": "审批"}, False),
        ("public_notice", {"kind": "奖补", "stage": "公示", "notice": "公示中"}, True),
        ("public_notice", {"kind": "奖补", "stage": "公示"}, False),
        ("public_notice", {"kind": "奖补", "stage": "批复", "notice": "期满"}, False),
        ("payment", {"kind": "奖补", "stage": "拨付"}, True),
        ("payment", {"kind": "费用优惠", "stage": "批复"}, False),
        ("payment", {"kind": "奖补", "stage": "归档"}, False),
        ("payment", {"kind": "奖补", "stage": "归档", "paid_fen": 1}, True),
        ("transfer", {"kind": "服务", "stage": "转办"}, True),
        ("transfer", {"kind": "服务", "stage": "登记"}, False),
        ("completion", {"kind": "服务", "stage": "办结"}, True),
        ("completion", {"kind": "奖补", "stage": "归档"}, False),
        ("completion", {"kind": "奖补", "stage": "终止", "outcome": "终止"}, True),
        ("completion", {"kind": "推荐", "stage": "结果"}, False),
        ("completion", {"kind": "推荐", "stage": "结果", "result_recorded": True}, True),
        ("progress", {"kind": "督办", "stage": "进展"}, True),
        ("progress", {"kind": "督办", "stage": "立项"}, False),
        ("revocation", {"kind": "奖补", "stage": "撤销", "decision": "撤销"}, True),
        ("revocation", {"kind": "奖补", "stage": "拨付", "decision": "同意"}, False),
        ("recovery", {"kind": "奖补", "stage": "追回", "outcome": "追回"}, True),
        ("recovery", {"kind": "担保额度", "stage": "归档", "outcome": "追回"}, False),
        ("service_receipt", {"kind": "奖补", "stage": "批复", "letters": frozenset({"approval"})}, True),
        ("service_receipt", {"kind": "奖补", "stage": "批复", "letters": frozenset({"approval_form"})}, False),
        ("archive_list", {"kind": "督办", "stage": "办结"}, True),
        ("archive_list", {"kind": "奖补", "stage": "审查"}, False),
    ],
)  # fmt: skip
def test_both_sides_of_each_condition(kind, state, offered):
    assert (offer_obstacle(CaseState(**state), kind) == "") is offered


def test_an_extension_is_told_only_where_there_was_one():
    state = CaseState(kind="奖补", stage="审查")
    assert offer_obstacle(state, "extension")
    assert offer_obstacle(state, "extension", extended_days=5) == ""


def test_kinds_by_kind_of_matter():
    assert "payment" in kinds_for("奖补") and "payment" not in kinds_for("费用优惠")
    assert set(kinds_for("督办")) == {
        "extension",
        "completion",
        "progress",
        "service_receipt",
        "archive_list",
    }
    assert all("approval" in kinds_for(kind) for kind in MONEY)
