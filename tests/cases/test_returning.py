"""Which moves the table can take back: the question before a move is asked for the others alone."""

from __future__ import annotations

import pytest

from models.cases.workflow import MOVES, is_final, ways_back
from models.cases.workflow.moves import STAYS


def final_moves(kind: str) -> set[tuple[str, str]]:
    return {
        (move.label, stage)
        for move in MOVES[kind]
        for stage in move.sources
        if not move.needs and is_final(kind, move.name, stage, "" if move.to == STAYS else move.to)
    }


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("奖补", {("开始公示", "公示"), ("公示期满", "公示"), ("转拨付", "批复")}),
        ("费用优惠", {("开始公示", "公示"), ("公示期满", "公示")}),
        ("担保额度", {("开始公示", "公示"), ("公示期满", "公示")}),
        ("推荐", {("推荐函已送出", "推荐")}),
        ("服务", set()),
        ("督办", set()),
    ],
)
def test_the_moves_without_words_that_nothing_takes_back(kind: str, wanted: set[tuple[str, str]]) -> None:
    assert final_moves(kind) == wanted


def names(*found: object) -> list[str]:
    return [way.label for way in ways_back(*found)]  # type: ignore[arg-type]


def test_the_ways_back_are_those_of_the_table() -> None:
    assert names("奖补", "submit_review", "核定", "初审") == ["退回修改", "退回审查"]
    assert names("奖补", "pass_examination", "审查", "核定") == ["退回审查"]
    assert names("奖补", "resume", "审批", "") == ["中止计时"]
    assert names("督办", "finish", "进展", "办结") == ["继续督办"]
    assert names("奖补", "archive", "拨付", "归档") == ["重新打开"]


def test_a_revoked_case_is_archived_for_good() -> None:
    assert not is_final("奖补", "archive", "终止", "归档", outcome="终止")
    assert is_final("奖补", "archive", "撤销", "归档", outcome="撤销")
    assert is_final("奖补", "archive", "追回", "归档", outcome="追回")
