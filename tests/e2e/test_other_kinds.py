"""The journeys of a recommendation, a service and a supervised task through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.e2e.hand import Hand, set_up
from tests.e2e.journey import answer_all, issue, register, stage


@pytest.fixture
def hand(qapp: object, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hand(tmp_path / "滨惠办 数据")
    yield made
    made.leave()


def shown(widget: object) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())  # type: ignore[attr-defined]


def test_a_recommendation_until_its_result(hand: Hand) -> None:
    set_up(hand)
    register(
        hand, "6-1", {"project_name": "零磁医疗装备产业化", "total_investment": "3.2亿", "private_led": True}
    )
    assert hand.page.presenter.view.case.kind == "推荐"
    assert not hand.page.guide._steps[6].isVisible(), "a recommendation has no payments"
    answer_all(hand)
    hand.move("受理")
    hand.move("提交审批", opinion="符合入库要求，拟推荐。")
    hand.sit_down("赵三")
    hand.move("同意推荐", opinion="同意。")
    hand.sit_down("王一")
    assert not move(hand, "推荐函已送出").permitted
    letter = issue(hand, "recommendation")
    assert letter.number
    hand.move("推荐函已送出")
    hand.move("登记结果", opinion="已列入全国重点民间投资项目库。")
    hand.move("归档")
    assert stage(hand) == "归档"
    assert "已列入全国重点民间投资项目库" in shown(hand.page.guide.opinions)


def test_a_service_transferred_and_answered(hand: Hand) -> None:
    set_up(hand)
    register(hand, "4-1", {"project_name": "物联网产业园三期", "major": True, "land_request": "工业用地60亩"})
    assert hand.page.presenter.view.case.kind == "服务"
    answer_all(hand)
    hand.move("转办", opinion="请规划资源部门研究用地指标。")
    assert hand.page.presenter.view.clock is not None
    hand.page.guide.go_to(7)
    hand.type(hand.page.guide.notes.area, "已电话催办一次。")
    hand.page.guide.notes.write_button.click()
    hand.settle()
    assert [note.text for note in hand.page.presenter.view.notes] == ["已电话催办一次。"]
    assert not any("催办" in event.text for event in hand.page.presenter.view.events), "apart from the record"
    hand.move("登记反馈", opinion="已列入年度用地计划。")
    hand.move("办结", opinion="已答复企业。")
    hand.move("归档")
    assert stage(hand) == "归档"


def test_a_task_supervised_until_done(hand: Hand) -> None:
    set_up(hand)
    register(hand, "2-1", {"month": "2024年6月", "all_reported": True}, name="区财政局（预算科）", code="")
    assert hand.page.presenter.view.case.kind == "督办"
    hand.move("下达督办", opinion="请于月底前报送执行进度。")
    hand.sit_down("李二")
    assert not move(hand, "办结").permitted, "no progress was reported yet"
    hand.sit_down("王一")
    hand.move("登记进展", opinion="六月累计执行 48.2%。")
    hand.sit_down("李二")
    hand.move("办结", opinion="达到序时进度。")
    hand.sit_down("王一")
    hand.move("归档")
    assert stage(hand) == "归档"
    record = hand.page.guide.record
    hand.type(record.search, "登记进展")
    record._fill()
    assert [event.officer_name for event in record.chosen()] == ["王一"]


def move(hand: Hand, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in hand.page.presenter.view.moves if one.label == label)
