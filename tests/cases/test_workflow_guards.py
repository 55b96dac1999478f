"""The guards of the moves, each seen from both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.cases.approvers import ApprovalTier, make_rules
from models.cases.workflow import CaseState, determined, letter_obstacle, require
from models.cases.workflow.state import APPROVAL_LETTER
from models.errors import FieldErrors, UserError
from tests.cases.journey import approved, go, reason_of, to_approval, to_determination


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unanswered": ("研发费用真实",)}, "还有 1 项审查未作答（研发费用真实）"),
        ({"pending": ("审计报告", "甲", "乙", "丙")}, "有 4 项待补（审计报告、甲、乙等）"),
        ({"missing_materials": ("申请表",)}, "还缺 1 件（申请表）"),
        ({"assessment_error": "缺少研发费用"}, "缺少研发费用"),
        ({"failed": ("新增额",)}, "有 1 项不符合（新增额）"),
    ],
)
def test_examination_passes_only_when_complete(staff, change, words):
    state = replace(CaseState("奖补", "审查", clock="计时"), **change)
    assert words in reason_of(state, "pass_examination", staff.handler)
    assert reason_of(CaseState("奖补", "审查", clock="计时"), "pass_examination", staff.handler) == ""


def test_all_obstacles_are_told_at_once(staff):
    state = CaseState("奖补", "审查", unanswered=("甲",), failed=("乙",))
    reason = reason_of(state, "pass_examination", staff.reviewer)
    assert "由经办人员办理" in reason and "未作答" in reason and "不符合" in reason


@pytest.mark.parametrize(
    ("amount_fen", "basis", "words"),
    [
        (0, "依据", "须大于零"),
        (-1, "依据", "须大于零"),
        (80_00, "  ", "没有写明依据"),
        (80_01, "依据", "超过封顶余量 80.00 元"),
        (100_01, "依据", "超过政策上限 100.00 元"),
    ],
)
def test_an_amount_outside_its_bounds_is_refused(staff, amount_fen, basis, words):
    with pytest.raises(UserError, match=words):
        determined(to_determination(staff), amount_fen, basis, staff.handler)


def test_an_amount_on_its_bounds_is_taken(staff):
    state = determined(to_determination(staff), 80_00, "依据", staff.handler)
    assert state.determined_fen == 80_00 and staff.handler.id in state.preparer_ids
    free = replace(to_determination(staff), headroom_fen=None)
    assert determined(free, 100_00, "依据", staff.handler).determined_fen == 100_00


def test_an_amount_is_determined_in_its_stage_alone(staff):
    with pytest.raises(UserError, match="核定额在“核定”时填写"):
        determined(to_approval(staff), 10_00, "依据", staff.handler)
    with pytest.raises(UserError, match="由经办人员办理"):
        determined(to_determination(staff), 10_00, "依据", staff.approver)


def test_a_cap_taken_by_another_case_meanwhile_stops_the_approval(staff):
    state = replace(to_approval(staff), headroom_fen=49_99)
    assert "超过封顶余量" in reason_of(state, "approve", staff.approver)
    assert reason_of(replace(state, headroom_fen=50_00), "approve", staff.approver) == ""


def test_who_prepared_neither_reviews_nor_approves(staff):
    state = determined(to_determination(staff), 50_00, "依据", staff.everything)
    state = go(state, "submit_review", staff.everything)
    assert "是本办件的经办人" in reason_of(state, "pass_first_review", staff.everything)
    state = go(state, "pass_first_review", staff.reviewer)
    assert "是本办件的经办人" in reason_of(state, "pass_second_review", staff.everything)
    state = go(state, "pass_second_review", staff.second)
    assert "是本办件的经办人" in reason_of(state, "approve", staff.everything)


def test_reviews_and_approval_are_by_different_officers(staff):
    state = go(
        determined(to_determination(staff), 50_00, "依据", staff.handler), "submit_review", staff.handler
    )
    state = go(state, "pass_first_review", staff.everything)
    assert "已复核过" in reason_of(state, "pass_second_review", staff.everything)
    state = go(state, "pass_second_review", staff.second)
    assert "已复核过" in reason_of(state, "approve", staff.everything)
    assert reason_of(state, "approve", staff.approver) == ""


def test_the_amount_decides_who_approves(staff):
    rules = make_rules((ApprovalTier(50_00, officer_ids=frozenset({99}), label="局长"),))
    assert "由局长审批" in reason_of(
        replace(to_approval(staff), approval_rules=rules), "approve", staff.approver
    )
    rules = make_rules((ApprovalTier(50_01, officer_ids=frozenset({99}), label="局长"),))
    assert reason_of(replace(to_approval(staff), approval_rules=rules), "approve", staff.approver) == ""


def test_a_refusal_is_proposed_by_one_and_decided_by_another(staff):
    state = replace(CaseState("奖补", "审查", clock="计时"), failed=("新增额",))
    state = go(state, "propose_refusal", staff.everything)
    assert state.stage == "审批"
    assert "提请的是不予核准" in reason_of(state, "approve", staff.approver)
    assert "经办人" in reason_of(state, "refuse", staff.everything)
    refused = go(state, "refuse", staff.approver)
    assert (refused.stage, refused.decision, refused.clock) == ("不予核准", "不予核准", "停止")
    assert letter_obstacle(refused, "refusal") == ""
    assert letter_obstacle(refused, APPROVAL_LETTER)
    assert letter_obstacle(state, "refusal")
    back = go(state, "return_for_examination", staff.approver)
    assert (back.stage, back.refusal_proposed) == ("审查", False)


def test_a_returned_case_forgets_its_reviewers_but_not_who_prepared(staff):
    state = go(to_approval(staff), "return_for_revision", staff.approver)
    assert (state.stage, state.reviewer_ids) == ("核定", frozenset())
    assert staff.handler.id in state.preparer_ids


def test_correction_stops_the_clock_until_everything_is_there(staff):
    state = replace(CaseState("奖补", "审查", clock="计时"), pending=("审计报告",))
    assert "没有标为待补" in reason_of(replace(state, pending=()), "request_correction", staff.handler)
    state = go(state, "request_correction", staff.handler)
    assert (state.stage, state.suspension, state.clock) == ("审查", "补正", "暂停")
    assert letter_obstacle(state, "correction") == ""
    assert "1 项待补" in reason_of(state, "complete_correction", staff.handler)
    state = replace(state, pending=())
    assert "等待申请人补正" in reason_of(state, "pass_examination", staff.handler)
    assert go(state, "complete_correction", staff.handler).clock == "计时"


def test_pause_extension_and_their_limits(staff):
    state = replace(to_approval(staff), extension_left_days=5)
    assert go(state, "extend", staff.reviewer).clock == "计时"
    assert "不能再延" in reason_of(replace(state, extension_left_days=0), "extend", staff.reviewer)
    paused = go(state, "pause", staff.handler)
    assert "先恢复计时" in reason_of(paused, "approve", staff.approver)
    assert "暂停" in reason_of(paused, "extend", staff.reviewer)
    assert go(paused, "resume", staff.handler).clock == "计时"


def test_public_notice_has_to_end_without_open_objections(staff):
    state = go(go(to_approval(staff), "approve", staff.approver), "open_notice", staff.handler)
    assert "公示期未满" in reason_of(state, "end_notice", staff.handler)
    assert letter_obstacle(state, APPROVAL_LETTER) == "公示期未满，期满无异议后方可出具批复"
    state = replace(state, notice_over=True, open_objections=1)
    assert "1 件异议" in reason_of(state, "end_notice", staff.handler)
    upheld = go(state, "uphold_objection", staff.reviewer)
    assert (upheld.stage, upheld.decision, upheld.notice, upheld.clock) == ("审查", "", "", "计时")


def test_inputs_are_asked_for_all_at_once(staff):
    state = CaseState("奖补", "登记")
    with pytest.raises(FieldErrors) as caught:
        require(state, "refuse_acceptance", staff.reviewer, opinion=" ")
    assert [error.field for error in caught.value.errors] == ["opinion", "reason"]


def test_a_refused_move_names_the_move_and_the_reason(staff):
    with pytest.raises(UserError, match="现在不能“同意”。办件现处“登记”"):
        require(CaseState("奖补", "登记"), "approve", staff.approver, opinion="同意")


def test_revocation_and_recovery(staff):
    state = replace(approved(staff), letters=frozenset({APPROVAL_LETTER}))
    state = replace(go(state, "begin_payment", staff.handler), paid_fen=30_00)
    assert "尚有 20.00 元未拨付" in reason_of(state, "archive", staff.handler)
    revoked = go(state, "revoke", staff.approver)
    assert "尚有 30.00 元未追回" in reason_of(revoked, "archive", staff.handler)
    recovering = go(revoked, "recover", staff.approver)
    assert recovering.stage == "追回"
    assert "尚有 0.01 元未追回" in reason_of(
        replace(recovering, recovered_fen=29_99), "archive", staff.handler
    )
    done = go(replace(recovering, recovered_fen=30_00), "archive", staff.handler)
    assert "请另行登记" in reason_of(done, "reopen", staff.admin)


def test_a_part_of_an_award_in_force_is_recovered(staff):
    state = replace(approved(staff), letters=frozenset({APPROVAL_LETTER}))
    state = replace(go(state, "begin_payment", staff.handler), paid_fen=50_00)
    state = go(state, "recover", staff.approver)
    assert reason_of(state, "archive", staff.handler) == "尚未登记追回"
    assert reason_of(replace(state, recovered_fen=1), "archive", staff.handler) == ""
    ordered = replace(state, recovered_fen=19_99, recovery_due_fen=20_00)
    assert "尚有 0.01 元未追回" in reason_of(ordered, "archive", staff.handler)
