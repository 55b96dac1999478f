"""The guide by keyboard: 1/2/3, arrows, remarks; focus goes on to the next open question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.screens.case.lines import VERDICTS
from ui.widgets.answer_list import AnswerList
from ui.widgets.answer_row import AnswerRow, Line

LINES = tuple(
    Line(id=name, title=f"问题{name}", details=("说明",), answer="", remark="", automatic=automatic)
    for name, automatic in (("a", False), ("b", True), ("c", False), ("d", False))
)


@pytest.fixture
def listed(qtbot: QtBot) -> AnswerList:
    made = AnswerList(VERDICTS)
    qtbot.addWidget(made)
    made.show_lines((LINES[0], replace(LINES[1], answer="符合"), *LINES[2:]))
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.go_to_open()
    return made


def press(listed: AnswerList, key: Qt.Key) -> None:
    QTest.keyClick(listed.rows[listed.current_id], key)


def test_yes_goes_on_to_the_next_open_question(listed: AnswerList) -> None:
    given: list[tuple[str, str]] = []
    listed.answered.connect(lambda key, answer: given.append((key, answer)))
    press(listed, Qt.Key.Key_1)
    assert listed.current_id == "c", "the automatic one is passed over"
    press(listed, Qt.Key.Key_1)
    press(listed, Qt.Key.Key_2)
    assert given == [("a", "符合"), ("c", "符合"), ("d", "不符合")]
    assert listed.current_id == "d", "a no stays, so that the remark can be written"
    assert listed.rows["d"].remark.isVisible()


def test_automatic_rows_take_no_answer(listed: AnswerList) -> None:
    given: list[str] = []
    listed.answered.connect(lambda key, answer: given.append(key))
    listed.go_to("b")
    press(listed, Qt.Key.Key_2)
    assert given == []


def test_the_same_answer_again_takes_it_back(listed: AnswerList) -> None:
    given: list[str] = []
    listed.answered.connect(lambda key, answer: given.append(answer))
    press(listed, Qt.Key.Key_3)
    press(listed, Qt.Key.Key_3)
    assert given == ["待补", ""]


def test_arrows_walk_the_rows(listed: AnswerList) -> None:
    press(listed, Qt.Key.Key_Down)
    assert listed.current_id == "b"
    press(listed, Qt.Key.Key_Up)
    press(listed, Qt.Key.Key_Up)
    assert listed.current_id == "a"


def test_showing_again_keeps_focus_and_the_remark_being_typed(listed: AnswerList) -> None:
    row = listed.rows["a"]
    press(listed, Qt.Key.Key_R)
    QTest.keyClicks(row.remark, "abc")
    listed.show_lines((replace(LINES[0], answer="待补"), *LINES[1:]))
    assert listed.rows["a"] is row
    assert row.remark.hasFocus() and row.remark.text() == "abc"
    assert listed.remarks_typed() == {"a": "abc"}


def test_filling_announces_nothing(listed: AnswerList) -> None:
    said: list[object] = []
    listed.answered.connect(lambda *told: said.append(told))
    listed.remarked.connect(lambda *told: said.append(told))
    listed.typing.connect(lambda: said.append("typing"))
    listed.show_lines(tuple(replace(item, answer="符合", remark="已核") for item in LINES))
    assert said == []


def test_rows_made_before_there_is_a_case_are_not_seen_and_are_the_first_to_be_filled(qtbot: QtBot) -> None:
    made = AnswerList(VERDICTS)
    qtbot.addWidget(made)
    for _ in range(3):
        made.make_ready()
    made.show()
    qtbot.waitExposed(made)
    ready = made.findChildren(AnswerRow)
    assert len(ready) == 3 and not any(row.isVisible() for row in ready)
    made.show_lines(LINES[:2])
    assert list(made.rows.values()) == ready[:2] and all(row.isVisible() for row in ready[:2])
    assert not ready[2].isVisible()
    made.show_lines(LINES)
    assert list(made.rows.values())[:3] == ready, "Tab goes through them in the order they were made in"
    assert len(made.findChildren(AnswerRow)) == 4
    made.show_lines(LINES[3:])
    assert [row.isVisible() for row in ready] == [True, False, False]
