"""Every control has a name that a screen reader can say, and the keyboard reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.e2e.hand import Hand, new_case, set_up

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    yield made
    made.leave()


def nameless(root: QWidget) -> list[str]:
    """Return the shown controls that have no name for a screen reader."""
    found = []
    for control in root.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or not control.isVisible():
            continue
        inside = isinstance(control.parent(), (QComboBox, QAbstractItemView, QLineEdit))
        # A combo box or a field would otherwise be read by its content, which says nothing about what it is for.
        own = control.text() if isinstance(control, QAbstractButton) else ""
        if not inside and not (control.accessibleName() or own).strip():
            found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def check(hand: Hand, page: str) -> None:
    hand.settle()
    assert nameless(hand.window) == [], page


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
    assert nameless(hand.page._dialog) == []
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
