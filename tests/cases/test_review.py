"""Approver by amount, and the trial run of a batch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.cases.approvers import NO_RULES, ApprovalTier, make_rules
from models.cases.review import BatchCase, trial_run
from models.cases.workflow import CaseState, advance, find_move
from models.errors import UserError
from tests.cases.journey import reason_of, to_approval

TIERS = (
    ApprovalTier(100_000_00, "审批", frozenset({4, 7}), "分管领导"),
    ApprovalTier(0, "复核", label="科室负责人"),
    ApprovalTier(1_000_000_00, "审批", frozenset({7}), "主要领导"),
)


@pytest.mark.parametrize(
    ("amount_fen", "who"),
    [
        (0, "科室负责人"),
        (99_999_99, "科室负责人"),
        (100_000_00, "分管领导"),
        (999_999_99, "分管领导"),
        (1_000_000_00, "主要领导"),
        (10**15, "主要领导"),
    ],
)
def test_the_threshold_belongs_to_the_higher_tier(amount_fen, who):
    assert make_rules(TIERS).tier_for(amount_fen).label == who


def test_who_may_approve_what(staff):
    rules = make_rules(TIERS)
    assert rules.obstacle(staff.reviewer, 99_999_99) == ""
    assert rules.obstacle(staff.approver, 99_999_99) == "本办件由科室负责人人员审批，请转交"
    assert rules.obstacle(staff.approver, 100_000_00) == ""
    assert rules.obstacle(staff.approver, 1_000_000_00) == "100万元以上的由主要领导审批，赵四不在其列，请转交"
    assert rules.obstacle(staff.everything, 1_000_000_00) == ""
    assert NO_RULES.obstacle(staff.handler, 10**15) == ""


@pytest.mark.parametrize(
    ("tiers", "words"),
    [
        ((ApprovalTier(0), ApprovalTier(0)), "起点相同"),
        ((ApprovalTier(-1),), "不能为负数"),
        ((ApprovalTier(0, "局长"),), "没有“局长”"),
    ],
)
def test_faulty_tables_are_refused(tiers, words):
    with pytest.raises(UserError, match=words) as caught:
        make_rules(tiers)
    assert caught.value.field == "approval_rules"


def test_a_trial_run_tells_each_case_and_adds_up(staff):
    ready = to_approval(staff)
    cases = [
        BatchCase(1, "甲", ready),
        BatchCase(2, "乙", replace(ready, headroom_fen=49_99)),
        BatchCase(3, "丙", replace(ready, preparer_ids=frozenset({staff.approver.id}))),
        BatchCase(4, "丁", CaseState("服务", "登记")),
        BatchCase(5, "戊", CaseState("奖补", "登记")),
        BatchCase(1, "甲", ready),
    ]
    plan = trial_run(cases, "approve", staff.approver)
    assert [row.case_id for row in plan.permitted] == [1]
    reasons = {row.case_no: row.reason for row in plan.refused}
    assert "超过封顶余量" in reasons["乙"] and "经办人" in reasons["丙"]
    assert reasons["丁"] == "服务事项没有这一步" and "现处“登记”" in reasons["戊"]
    assert plan.total_fen == 50_00
    assert plan.summary == "共 5 件，可办理“同意” 1 件，合计 50.00 元；4 件不能办理"


def test_the_trial_run_says_what_the_moves_then_do(staff):
    ready = to_approval(staff)
    for state in (ready, replace(ready, failed=("甲",)), replace(ready, suspension="中止", clock="暂停")):
        row = trial_run([BatchCase(1, "甲", state)], "approve", staff.approver).rows[0]
        assert row.reason == reason_of(state, "approve", staff.approver)
        if row.permitted:
            assert advance(state, find_move(state, "approve"), staff.approver).decision == "同意"
