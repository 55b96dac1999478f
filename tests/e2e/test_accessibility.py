"""Every control has a name that a screen reader can say, and the keyboard reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.e2e.hand import Hand, new_case, set_up
from tests.e2e.spoken import shared_keys, unreached, unspoken


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    yield made
    made.leave()


def check(hand: Hand, page: str) -> None:
    hand.settle()
    assert unspoken(hand.window) == [], page


def test_every_control_has_a_name(hand: Hand) -> None:
    check(hand, "set-up")
    set_up(hand)
    for name in ("workbench", "cases"):
        hand.window.open_screen(name)
        check(hand, name)
    hand.window.new_case()
    check(hand, "choosing a matter")
    new_case(hand)
    check(hand, "new case")
    hand.page.register_button.click()
    hand.settle()
    for step in range(6):
        hand.page.guide.go_to(step)
        check(hand, f"step {step + 1}")
    hand.page._change_facts()
    hand.settle()
    assert unspoken(hand.page._dialog) == []
    hand.page._dialog.reject()


def test_the_tab_key_reaches_the_checklist_and_the_moves(hand: Hand) -> None:
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    first = hand.app.focusWidget()
    reached = set()
    for _ in range(60):
        hand.press(Qt.Key.Key_Tab)
        reached.add(hand.app.focusWidget())
        if hand.app.focusWidget() is first:
            break
    rows = [row for row in hand.page.guide.checks.rows.values() if row is not first]
    assert set(rows) <= reached
    assert hand.page.guide.facts.change_button in reached
    assert any(widget.parent() is hand.page.moves for widget in reached if widget is not None)


def test_alt_and_digits_turn_the_screens(hand: Hand) -> None:
    set_up(hand)
    hand.press(Qt.Key.Key_2, hand.window, Qt.KeyboardModifier.AltModifier)
    hand.settle()
    assert type(hand.page).__name__ == "CasesScreen"
    hand.press(Qt.Key.Key_1, hand.window, Qt.KeyboardModifier.AltModifier)
    hand.settle()
    assert type(hand.page).__name__ == "WorkbenchScreen"
    hand.press(Qt.Key.Key_N, hand.window, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert type(hand.page).__name__ == "NewCaseScreen"
    assert hand.app.focusWidget() is hand.page.matter_panel.search


def test_an_answer_is_told_with_the_question(hand: Hand) -> None:
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    row = hand.page.guide.checks.rows[hand.page.guide.checks.current_id]
    told = QAccessible.queryAccessibleInterface(row)
    assert told.role() == QAccessible.Role.Grouping
    assert told.text(QAccessible.Text.Name).startswith(f"{row.line.title}：未答")
    hand.press(Qt.Key.Key_3, row)
    assert told.text(QAccessible.Text.Name).startswith(f"{row.line.title}：待补")
    states = [QAccessible.queryAccessibleInterface(one).state() for one in row._buttons]
    assert [state.checked for state in states] == [0, 0, 1] and all(state.checkable for state in states)


def test_ctrl_enter_in_a_note_writes_the_note_and_makes_no_move(hand: Hand) -> None:
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    page = hand.page
    stage = page.presenter.view.case.stage
    for number in (1, 2):
        page.guide.go_to(7)
        hand.type(page.guide.notes.area, f"已电话核实{number}")
        hand.press(Qt.Key.Key_Return, page.guide.notes.area, Qt.KeyboardModifier.ControlModifier)
        hand.settle()
    assert [note.text for note in page.presenter.view.notes] == ["已电话核实2", "已电话核实1"]
    assert page.presenter.view.case.stage == stage


def test_the_finders_find(qtbot: QtBot) -> None:
    """What the gallery reports for every state would be seen if it were there."""
    root = QWidget()
    qtbot.addWidget(root)
    nameless, bare = QLineEdit(root), QFrame(root)
    bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bare.setAccessibleName("一行")
    for words in ("保存(&S)", "送达(&S)"):
        QPushButton(words, root)
    for _ in range(2):
        QShortcut("Ctrl+S", root)
    lost = QPushButton("到不了", root)
    lost.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    lost.setAccessibleName("到不了")
    QLabel("x", root)
    root.show()
    qtbot.waitExposed(root)
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    assert [fault.split(":")[-1].strip() for fault in unspoken(root)] == [
        "no name",
        "takes the focus as a bare Border",
    ]
    assert {fault.split(":")[0] for fault in shared_keys(root)} == {"Alt+S", "Ctrl+S"}
    assert unreached(root) == []
    nameless.installEventFilter(trap := _Trap(root))
    assert any("Tab" in fault for fault in unreached(root)), trap


class _Trap(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress
