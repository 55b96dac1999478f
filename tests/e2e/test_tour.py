"""The tour of the case page: once for each officer, by key alone, without a key reaching the page below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from tests.e2e.clipping import clipped
from tests.e2e.hand import Hand, new_case, set_up
from ui.widgets.coach import CoachMarks

Key = Qt.Key


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    made.window.tour.offered = True
    yield made
    made.leave()


@pytest.fixture
def touring(hand: Hand) -> Hand:
    """A first case just registered, with the tour over it."""
    new_case(hand)
    hand.page.register_button.click()
    hand.wait(lambda: hand.window.tour.marks is not None)
    hand.settle()
    return hand


def reopen(hand: Hand) -> None:
    case_id = hand.page.presenter.case_id
    hand.window.open_screen("cases")
    hand.settle()
    hand.window.open_case(case_id)
    hand.settle()
    hand.settle()


def test_enter_leads_through_and_the_next_open_question_is_in_focus_afterwards(touring: Hand) -> None:
    marks, page = touring.window.tour.marks, touring.page
    titles = []
    while touring.window.tour.marks is not None:
        titles.append(marks._title.text())
        touring.press(Key.Key_Return)
        touring.settle()
    assert titles == [
        "一件办件，从左到右",
        "逐项回答",
        "条款原文",
        "算式和余量",
        "核定额由您填写",
        "下一步",
        "随时可以问",
    ]
    assert page.guide.step == 0
    assert touring.app.focusWidget() is page.guide.checks.rows[page.guide.checks.current_id]


def test_it_is_shown_once_and_again_when_asked_for(touring: Hand) -> None:
    touring.press(Key.Key_Right)
    touring.press(Key.Key_Right)
    assert touring.window.tour.marks.place == 2
    touring.press(Key.Key_Left)
    assert touring.window.tour.marks.place == 1
    touring.press(Key.Key_Escape)
    touring.settle()
    assert touring.window.tour.marks is None
    reopen(touring)
    assert touring.window.tour.marks is None
    touring.press(Key.Key_F1, touring.window, Qt.KeyboardModifier.ControlModifier)
    touring.settle()
    assert touring.window.tour.marks is not None
    touring.press(Key.Key_Escape)


def test_each_officer_sees_it_and_asking_elsewhere_brings_it_with_the_next_case(touring: Hand) -> None:
    touring.press(Key.Key_Escape)
    touring.sit_down("李二")
    reopen(touring)
    assert touring.window.tour.marks is not None
    touring.sit_down("王一")
    assert touring.window.tour.marks is None
    case_id = touring.page.presenter.case_id
    touring.window.open_screen("workbench")
    touring.settle()
    touring.window.tour.ask()
    touring.settle()
    assert touring.window.tour.marks is None
    touring.window.open_case(case_id)
    touring.settle()
    touring.settle()
    assert touring.window.tour.marks is not None


def test_no_key_reaches_the_page_below(touring: Hand) -> None:
    page = touring.page
    before = page.presenter.view
    for key in (Key.Key_1, Key.Key_3, Key.Key_R, Key.Key_Down, Key.Key_F2):
        touring.press(key)
    touring.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    page.guide.go_to(0)  # a page that fills late asks for the focus
    touring.settle()
    assert touring.window.tour.marks.isAncestorOf(touring.app.focusWidget())
    assert page.presenter.view.checks == before.checks and page.presenter.view.case == before.case
    for _ in range(4):
        touring.press(Key.Key_Tab)
        assert touring.window.tour.marks.isAncestorOf(touring.app.focusWidget())


def test_a_screen_reader_is_told_each_mark(touring: Hand) -> None:
    marks = touring.window.tour.marks
    for place in range(3):
        told = QAccessible.queryAccessibleInterface(touring.app.focusWidget())
        assert told.text(QAccessible.Text.Name) and told.role() == QAccessible.Role.Button
        spoken = told.text(QAccessible.Text.Description)
        assert f"第{place + 1}步" in spoken and marks._text.text() in spoken
        touring.press(Key.Key_Right)


SIZES = ((1366, 728), (910, 512), (960, 540))


def test_every_mark_can_be_read_and_hides_little_of_what_it_points_at(touring: Hand) -> None:
    """On a screen of 1366 × 768 also at 150 %, and in the smallest window."""
    touring.window.setMinimumSize(0, 0)
    marks = touring.window.tour.marks
    for place in range(len(marks._marks)):
        for size in SIZES:
            touring.window.resize(*size)
            touring.live(250)
            check_mark(marks)
        assert marks.place == place
        touring.press(Key.Key_Right)
        touring.settle()


def check_mark(marks: CoachMarks) -> None:
    card, title = marks._card.geometry(), marks._title.text()
    assert marks.rect().contains(card), title
    for words in marks._card.findChildren(QLabel):
        needed = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
        assert words.isHidden() or words.height() >= needed, words.text()
    assert clipped(marks._card) == [], title
    target = marks._marks[marks.place].target
    assert target.isVisible()
    part = QRect(target.mapTo(marks.parentWidget(), QPoint(0, 0)), target.size())
    assert (
        marks._hole.adjusted(4, 4, -4, -4).intersects(part) and abs(marks._hole.left() - part.left()) <= 6
    ), title
    hidden = part.intersected(card)
    assert hidden.width() * hidden.height() * 2 <= part.width() * part.height(), title


def test_without_an_award_there_is_nothing_about_money(hand: Hand) -> None:
    from tests.e2e.journey import register

    register(hand, "43-1", {})
    hand.settle()
    assert hand.window.tour.marks is not None
    titles = {mark.title for mark in hand.window.tour.marks._marks}
    assert "逐项回答" in titles and "核定额由您填写" not in titles


def test_it_is_not_offered_to_who_runs_the_window_otherwise(hand: Hand) -> None:
    hand.window.tour.offered = False
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    assert type(hand.page).__name__ == "CaseScreen" and hand.window.tour.marks is None
