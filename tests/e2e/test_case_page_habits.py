"""Habits of the case page: the question asked stays in view, the keyboard comes back, the date tells its doubts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from models.clock import FixedClock
from tests.e2e.hand import Hand, set_up
from tests.e2e.journey import answer_all, register

FACTS: dict[str, object] = {
    "event_date": "2024-6-18",
    "sme_scale": True,
    "rd_current": "5,300,000.00",
    "rd_previous": "3,000,000.00",
}


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def is_in_view(hand: Hand) -> bool:
    """Whether the whole row that has the focus is seen."""
    listed = hand.page.guide.checks
    row = listed.rows[listed.current_id]
    port = listed._area.viewport()
    top = row.mapTo(port, QPoint(0, 0)).y()
    return bool(top >= 0 and top + row.height() <= port.height())


def test_the_open_question_stays_in_view_when_the_page_is_laid_out_anew(hand: Hand) -> None:
    register(hand, "13-1", FACTS)
    hand.window.resize(960, 540)
    hand.settle()
    listed = hand.page.guide.checks
    for _ in range(20):
        hand.live(30)
        assert is_in_view(hand), listed.current_id
        if not any(not row.line.answer and not row.line.automatic for row in listed.rows.values()):
            break
        # A remark and the warning above make rows and list change their heights.
        hand.press(Qt.Key.Key_1, listed.rows[listed.current_id])
        hand.page.warnings.setMinimumHeight(40 if hand.page.warnings.minimumHeight() == 0 else 0)
        hand.settle()
    hand.window.resize(960, 700)
    hand.window.resize(960, 540)
    hand.live(50)
    assert is_in_view(hand)


def test_a_list_scrolled_by_wheel_is_left_alone(hand: Hand) -> None:
    register(hand, "13-1", FACTS)
    hand.window.resize(960, 540)
    hand.settle()
    hand.page.guide.determination.amount.edit.setFocus()
    hand.page.moves.setFocus()
    listed = hand.page.guide.checks
    hand.window.header.search.setFocus()
    bar = listed._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    kept = bar.value()
    hand.window.resize(960, 541)
    hand.live(50)
    assert bar.value() >= kept - 2


def test_the_keyboard_comes_back_after_changing_officers(hand: Hand) -> None:
    register(hand, "13-1", FACTS)
    listed = hand.page.guide.checks
    row = listed.rows[listed.current_id]
    assert QApplication.focusWidget() is row
    for name in ("李二", "王一"):
        header = hand.window.header
        header.officer_button.setFocus()
        header._fill_menu()
        next(one for one in header.officer_button.menu().actions() if name in one.text()).trigger()
        hand.settle()
        assert hand.window.desk.officer.name == name
        hand.wait(lambda: QApplication.focusWidget() is row)
    hand.press(Qt.Key.Key_1)
    hand.settle()
    assert row.line.answer == "符合"


def test_the_amount_in_force_stands_first_and_the_quote_is_a_sentence(hand: Hand) -> None:
    register(hand, "13-1", FACTS)
    answer_all(hand)
    for move, opinion in (("受理", ""), ("开始审查", ""), ("审查通过", "符合条件")):
        hand.move(move, opinion)
    page = hand.page.guide.determination
    hand.type(page.amount, "11.5万")
    page.quote_button.pressed.emit()
    quoted = page.basis.toPlainText()
    assert (
        quoted.startswith("依据《")
        and "（滨政〔2024〕12号）第（十三）条“" in quoted
        and quoted.endswith("。")
    )
    assert "2,300,000.00 × 5%" in quoted and "政策上限为115,000.00元" in quoted and "，，" not in quoted
    hand.press(Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    hand.wait(lambda: hand.page.presenter.view.determination is not None)
    hand.settle()
    assert not page._in_force_rule.isHidden() and page._former_rule.isHidden()
    shown = page._in_force.itemAt(0).widget()
    assert shown.text().startswith("现行　115,000.00 元")
    assert shown.mapTo(page, QPoint(0, 0)).y() < page.amount.mapTo(page, QPoint(0, 0)).y()


def test_the_button_that_saves_the_amount_is_in_sight_with_an_amount_in_force(hand: Hand) -> None:
    register(hand, "13-1", FACTS)
    answer_all(hand)
    for move, opinion in (("受理", ""), ("开始审查", ""), ("审查通过", "符合条件")):
        hand.move(move, opinion)
    page = hand.page.guide.determination
    hand.type(page.amount, "11.5万")
    page.quote_button.pressed.emit()
    page.save()
    hand.wait(lambda: hand.page.presenter.view.determination is not None)
    hand.window.resize(1366, 728)
    hand.settle()
    bottom = page.save_button.mapTo(page, QPoint(0, page.save_button.height())).y()
    assert bottom <= page.height()
    assert not hand.page.side.figures.isHidden()


def test_a_matter_without_amount_leaves_no_empty_card(hand: Hand) -> None:
    register(hand, "4-1", {"event_date": "2024-6-18", "project_name": "量子产业园", "major": True,
                           "land_request": "新增建设用地 20 亩"})  # fmt: skip
    side = hand.page.side
    assert side.figures.isHidden() and side.clause.height() > side.height() // 2


def test_a_due_date_in_a_year_without_holidays_says_so_beside_the_date(qapp: object, tmp_path: Path) -> None:
    hand = Hand(tmp_path / "年末", FixedClock(datetime(2026, 12, 28, 9, 0)))
    set_up(hand)
    register(hand, "13-1", FACTS)
    assert hand.page.head.calendar_hint.isHidden()
    answer_all(hand)
    hand.move("受理")
    head = hand.page.head
    view = hand.page.presenter.view
    assert view.clock is not None and view.clock.due_on.year == 2027
    assert not head.calendar_hint.isHidden() and "2027" in head.calendar_hint.toolTip()
    hand.leave()
