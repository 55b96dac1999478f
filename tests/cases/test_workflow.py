"""The table of permitted moves: its shape, whole journeys of each kind, and the ways out of the line and back."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from models.cases.workflow import (
    LINES,
    MOVES,
    OMISSIBLE,
    SIDE_STAGES,
    CaseState,
    editing_obstacle,
    judge,
    letter_obstacle,
    line_of,
    payment_obstacle,
    stage_line,
)
from models.cases.workflow.moves import REOPENED, STAYS
from models.cases.workflow.state import APPROVAL_LETTER, RECOMMENDATION_LETTER
from tests.cases.journey import approved, go, reason_of, to_approval, to_determination

KNOWN = frozenset(field.name for field in fields(CaseState))


@pytest.mark.parametrize("kind", LINES)
def test_every_line_of_the_table_names_real_stages_and_fields(kind):
    stages = {*LINES[kind], *SIDE_STAGES}
    for move in MOVES[kind]:
        assert move.sources and set(move.sources) <= stages, move.name
        assert move.to in {STAYS, REOPENED, *stages}, move.name
        assert {name for name, _ in move.changes} <= KNOWN, move.name
        assert move.roles, move.name


@pytest.mark.parametrize("kind", LINES)
def test_a_move_has_one_line_for_each_stage(kind):
    seen = [(move.name, source) for move in MOVES[kind] for source in move.sources]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("kind", LINES)
def test_each_stage_of_the_line_can_be_left_towards_the_next(kind):
    for stage, following in zip(LINES[kind], LINES[kind][1:], strict=False):
        assert any(stage in move.sources and move.to == following for move in MOVES[kind]), (stage, following)


def test_an_award_goes_from_intake_to_archive(staff):
    state = approved(staff, omitted=frozenset())
    assert (state.stage, state.decision, state.clock) == ("公示", "同意", "计时")
    state = go(state, "open_notice", staff.handler)
    assert state.clock == "暂停"
    state = go(replace(state, notice_over=True), "end_notice", staff.handler)
    assert (state.stage, state.clock) == ("批复", "计时")
    state = go(replace(state, letters=frozenset({APPROVAL_LETTER})), "begin_payment", staff.handler)
    assert payment_obstacle(state, staff.handler) == ""
    state = go(replace(state, paid_fen=50_00), "archive", staff.handler)
    assert (state.stage, state.outcome, state.closed_from, state.clock) == ("归档", "办结", "拨付", "停止")


@pytest.mark.parametrize("kind", ["费用优惠", "担保额度"])
def test_a_reduction_or_a_limit_is_archived_after_the_reply(staff, kind):
    state = approved(staff, kind)
    assert "尚未出具" in reason_of(state, "archive", staff.handler)
    state = go(replace(state, letters=frozenset({APPROVAL_LETTER})), "archive", staff.handler)
    assert state.stage == "归档"
    assert all(verdict.name not in ("begin_payment", "recover") for verdict in judge(state, staff.handler))


def test_a_recommendation_goes_from_intake_to_result(staff):
    state = CaseState("推荐", "登记")
    for name, actor in (
        ("accept", staff.handler),
        ("submit_approval", staff.handler),
        ("approve", staff.approver),
    ):
        state = go(state, name, actor)
    assert letter_obstacle(state, RECOMMENDATION_LETTER) == ""
    assert letter_obstacle(state, APPROVAL_LETTER) == "推荐事项出具推荐函"
    state = go(
        replace(state, letters=frozenset({RECOMMENDATION_LETTER})), "send_recommendation", staff.handler
    )
    assert "尚未登记" in reason_of(state, "archive", staff.handler)
    state = go(go(state, "record_result", staff.handler), "archive", staff.handler)
    assert state.stage == "归档"


def test_a_service_goes_from_intake_over_transfer_to_archive(staff):
    state = CaseState("服务", "登记")
    for name in ("transfer", "record_feedback", "transfer_again", "record_feedback", "finish", "archive"):
        state = go(state, name, staff.handler)
    assert (state.stage, state.clock) == ("归档", "停止")


def test_a_supervision_needs_progress_before_it_ends(staff):
    state = go(CaseState("督办", "立项"), "start", staff.handler)
    assert "尚无进展记录" in reason_of(state, "finish", staff.reviewer)
    state = go(go(state, "record_progress", staff.handler), "finish", staff.reviewer)
    assert go(state, "continue", staff.reviewer).clock == "计时"
    assert go(state, "archive", staff.handler).stage == "归档"


@pytest.mark.parametrize("omitted", [frozenset(), frozenset({"复审"}), frozenset({"公示"}), OMISSIBLE])
def test_left_out_stages_are_skipped(staff, omitted):
    state = to_approval(staff, omitted=omitted)
    assert state.stage == "审批"
    assert go(state, "approve", staff.approver).stage == ("批复" if "公示" in omitted else "公示")
    assert not set(line_of("奖补", omitted)) & omitted


def test_other_stages_cannot_be_left_out(staff):
    assert line_of("奖补", frozenset({"审批", "核定"})) == LINES["奖补"]


def test_withdrawal_and_reopening(staff):
    state = go(to_approval(staff), "withdraw", staff.handler)
    assert (state.stage, state.closed_from, state.outcome, state.clock) == ("撤回", "审批", "撤回", "停止")
    archived = go(state, "archive", staff.handler)
    assert (archived.outcome, archived.closed_from) == ("撤回", "审批")
    again = go(archived, "reopen", staff.admin)
    assert (again.stage, again.determined_fen, again.clock, again.outcome) == ("审查", None, "计时", "")
    assert "由管理人员办理" in reason_of(archived, "reopen", staff.handler)


def test_leaving_after_the_approval_undoes_it(staff):
    for name, actor in (("withdraw", staff.handler), ("terminate", staff.approver)):
        state = go(go(approved(staff, omitted=frozenset()), "open_notice", staff.handler), name, actor)
        assert (state.decision, state.suspension, state.notice, state.approver_id) == ("", "", "", None)
        assert letter_obstacle(state, APPROVAL_LETTER)


def test_a_case_closed_before_acceptance_reopens_at_intake_without_clock(staff):
    state = go(CaseState("奖补", "登记"), "withdraw", staff.handler)
    again = go(state, "reopen", staff.admin)
    assert (again.stage, again.clock) == ("登记", "未起算")


def test_a_finished_case_reopens_where_it_was_archived_from(staff):
    state = replace(approved(staff), letters=frozenset({APPROVAL_LETTER}), paid_fen=50_00)
    state = go(go(go(state, "begin_payment", staff.handler), "archive", staff.handler), "reopen", staff.admin)
    assert (state.stage, state.decision, state.determined_fen, state.clock) == ("拨付", "同意", 50_00, "停止")
    assert state.letters == {APPROVAL_LETTER}


def test_archived_refusals_cannot_be_revoked(staff):
    state = replace(CaseState("奖补", "审批", refusal_proposed=True), preparer_ids=frozenset({1}))
    state = go(state, "refuse", staff.approver)
    assert "尚未出具" in reason_of(state, "archive", staff.handler)
    state = go(replace(state, letters=frozenset({"refusal"})), "archive", staff.handler)
    assert "没有生效的同意决定" in reason_of(state, "revoke", staff.approver)
    again = go(state, "reopen", staff.admin)
    assert (again.stage, again.decision, again.letters) == ("审查", "", frozenset())


def test_content_is_locked_once_under_review(staff):
    assert editing_obstacle(to_determination(staff), staff.handler) == ""
    assert "内容已锁定" in editing_obstacle(to_approval(staff), staff.handler)
    assert "由经办人员办理" in editing_obstacle(to_determination(staff), staff.reader)


def test_a_reader_can_do_nothing(staff):
    for kind, line in LINES.items():
        for stage in (*line, *SIDE_STAGES):
            assert not any(verdict.permitted for verdict in judge(CaseState(kind, stage), staff.reader))


def test_stage_line_shows_where_a_case_left_it(staff):
    state = go(to_approval(staff), "withdraw", staff.handler)
    views = stage_line(
        state.kind, state.stage, state.omitted, closed_from=state.closed_from, outcome=state.outcome
    )
    assert [view.name for view in views][-3:] == ["审批", "撤回", "归档"]
    assert [view.state for view in views][-3:] == ["done", "current", "todo"]
    views = stage_line("奖补", "公示", frozenset({"公示"}))
    assert [view.name for view in views if view.state == "current"] == ["公示"]
    views = stage_line("奖补", "归档", frozenset(), closed_from="拨付", outcome="办结")
    assert views[-1].state == "current" and len(views) == 11
