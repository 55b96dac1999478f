"""Ctrl+Z on the case page writes the former value as a new entry; what somebody changed since is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.e2e.hand import Hand, new_case, set_up

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(qapp: Any, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    new_case(made)
    made.page.register_button.click()
    made.wait(lambda: type(made.page).__name__ == "CaseScreen" and made.page.presenter.view is not None)
    made.settle()
    yield made
    made.leave()


def open_check(hand: Hand) -> Any:
    return next(one for one in hand.page.presenter.view.checks if not one.automatic)


def saved(hand: Hand, check_id: str) -> tuple[str, str]:
    check = next(one for one in hand.page.presenter.view.checks if one.id == check_id)
    return check.verdict, check.remark


def undo(hand: Hand) -> None:
    hand.press(Qt.Key.Key_Z, hand.page, CTRL)
    hand.settle()


def test_answers_are_taken_back_one_by_one_and_stay_in_the_record(hand: Hand) -> None:
    check = open_check(hand)
    row = hand.page.guide.checks.rows[check.id]
    row._give(0)
    row._give(1)
    hand.settle()
    bar = hand.page.moves.undo_bar
    assert bar.isVisible() and bar.words._whole == f"已改为 不符合：{check.question}"
    before = len(hand.page.presenter.view.events)
    undo(hand)
    assert saved(hand, check.id) == ("符合", "") and row.line.answer == "符合"
    bar.undo_button.click()
    hand.settle()
    assert saved(hand, check.id) == ("", "")
    events = hand.page.presenter.view.events
    assert len(events) == before + 2, "taking back is recorded, nothing is removed"
    assert hand.window.desk.office.verify() == []
    undo(hand)
    assert len(hand.page.presenter.view.events) == before + 2


def test_remarks_and_papers_come_back(hand: Hand) -> None:
    page, check = hand.page, open_check(hand)
    page.presenter.answer(check.id, "待补", "缺盖章")
    page.presenter.answer(check.id, "待补", "缺盖章和日期")
    item = page.presenter.view.materials[0]
    page.presenter.receive(item.id, "已收", "")
    hand.settle()
    undo(hand)
    assert page.presenter.view.materials[0].state == ""
    undo(hand)
    assert saved(hand, check.id) == ("待补", "缺盖章")


def test_what_somebody_changed_since_is_left_alone(hand: Hand) -> None:
    page, check = hand.page, open_check(hand)
    page.presenter.answer(check.id, "符合", "")
    hand.settle()
    office, officer = hand.window.desk.office, hand.window.desk.officers[0]
    done: list[Any] = []
    hand.window.desk.tasks.run(
        lambda: office.cases.answer(page.presenter.case_id, check.id, "不符合", "另有依据", actor=officer),
        then=done.append,
    )
    hand.settle()
    page.presenter.refresh()
    hand.settle()
    undo(hand)
    assert done and saved(hand, check.id) == ("不符合", "另有依据")
    assert "又有改动" in page.moves.undo_bar.words._whole


def test_facts_come_back(hand: Hand) -> None:
    page = hand.page
    case = page.presenter.view.case
    facts = {**case.facts_raw, "rd_current": "6300000.00", "event_date": case.event_date.isoformat()}
    page.presenter.save_facts(facts, case.applied_fen)
    hand.settle()
    assert page.presenter.view.case.facts_raw != case.facts_raw
    undo(hand)
    assert page.presenter.view.case.facts_raw == case.facts_raw
    assert page.presenter.view.case.ceiling_fen == case.ceiling_fen


def test_a_changed_amount_comes_back_with_its_reason(hand: Hand) -> None:
    page = hand.page
    for check in page.presenter.view.checks:
        if not check.automatic:
            page.presenter.answer(check.id, "符合", "")
    for item in page.presenter.view.materials:
        page.presenter.receive(item.id, "已收", "")
    hand.settle()
    for name in ("受理", "开始审查", "审查通过"):
        move = next((one for one in page.presenter.view.moves if one.label == name), None)
        if move is not None:
            hand.move(name, "符合")
    assert page.presenter.view.case.stage == "核定"
    for amount, reason in ((10_000_000, ""), (9_000_000, "按评审意见")):
        page.presenter.determine(amount, "专项审计", reason, lambda: None, lambda error: None)
        hand.settle()
    assert page.presenter.view.case.determined_fen == 9_000_000
    undo(hand)
    view = page.presenter.view
    assert view.case.determined_fen == 10_000_000 and view.determination.reason == "撤销刚才的修改"
    assert len(view.determinations) == 3


def test_another_case_or_officer_forgets(hand: Hand) -> None:
    page, check = hand.page, open_check(hand)
    page.presenter.answer(check.id, "符合", "")
    hand.settle()
    hand.sit_down("李二")
    undo(hand)
    assert saved(hand, check.id) == ("符合", "") and not page.moves.undo_bar.isVisible()
