"""A 13-1 case from Ctrl+N to the issued letter by keyboard alone, every keystroke counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.e2e.hand import CODE, COMPANY, Hand, set_up

CTRL, ALT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
# With the office's usual chain: 初审, 审批, 公示. The figures typed are part of the count.
MOST_KEYS = 110


class Keyboard:
    """Presses keys where the focus is, never calls the window; a chord is one keystroke."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.strokes = 0
        self.parts: dict[str, int] = {}

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        menu = QApplication.activePopupWidget()
        dialog = QApplication.activeModalWidget()
        focus = QApplication.focusWidget()
        inside = dialog is None or (focus is not None and dialog.isAncestorOf(focus))
        target = menu or (focus if inside and focus is not None else dialog or self.hand.window)
        QTest.keyClick(target, key, modifier)
        self.strokes += 1
        self.hand.settle()
        self.hand.settle()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, (QLineEdit, QPlainTextEdit)), f"typing {text} into {focus}"
        if text.isascii():
            QTest.keyClicks(focus, text)
        else:  # as an input method commits it; each character counts as one key
            focus.insert(text) if isinstance(focus, QLineEdit) else focus.insertPlainText(text)
            if isinstance(focus, QLineEdit):
                focus.textEdited.emit(focus.text())
        self.strokes += len(text)

    def part(self, name: str) -> None:
        self.parts[name] = self.strokes - sum(self.parts.values())

    def go_on(self, opinion: bool = False) -> None:
        """Take the next move; an opinion is one of the usual phrases."""
        self.key(Qt.Key.Key_Return, CTRL)
        if opinion:
            self.dialog()
            self.key(Qt.Key.Key_1, ALT)
            self.key(Qt.Key.Key_Return, CTRL)
            self.hand.wait(lambda: QApplication.activeModalWidget() is None)
            self.back()

    def confirm(self) -> None:
        """Take a move that nothing takes back: Ctrl+Enter again answers the question, Enter alone would leave it."""
        self.key(Qt.Key.Key_Return, CTRL)
        box = self.dialog()
        QTest.keyClick(box, Qt.Key.Key_Return, CTRL)
        self.strokes += 1
        # A window manager makes the window active before the office has answered.
        self.back()

    def dialog(self) -> QWidget:
        """Wait for a dialog; offscreen no window manager gives it the focus."""
        self.hand.wait(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        dialog.activateWindow()
        self.hand.wait(dialog.isActiveWindow)
        return dialog

    def back(self) -> None:
        self.hand.window.activateWindow()
        self.hand.wait(self.hand.window.isActiveWindow)
        self.hand.settle()

    def change_officer(self, digit: Qt.Key) -> None:
        self.key(Qt.Key.Key_U, CTRL)
        self.key(digit)


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def register(keys: Keyboard) -> None:
    keys.key(Qt.Key.Key_N, CTRL)
    keys.type("13-1")
    keys.key(Qt.Key.Key_Return)
    keys.part("choose the matter")
    keys.type(COMPANY)
    keys.key(Qt.Key.Key_Return)
    keys.type(CODE)
    for _ in range(3):  # contact and telephone stay empty
        keys.key(Qt.Key.Key_Return)
    keys.part("a company the office does not know yet")
    keys.type("6-18")
    keys.key(Qt.Key.Key_Return)
    keys.key(Qt.Key.Key_Space)
    keys.key(Qt.Key.Key_Tab)
    keys.type("530万")
    keys.key(Qt.Key.Key_Return)
    keys.type("300万")
    keys.key(Qt.Key.Key_Return, CTRL)
    keys.part("facts, register")


def answer(keys: Keyboard) -> None:
    """1 until nothing is open: the focus goes from the questions to the papers by itself."""
    guide = keys.hand.page.guide
    for _ in range(40):
        rows = [*guide.checks.rows.values(), *guide.materials.rows.values()]
        if all(row.line.answer or row.line.automatic for row in rows):
            break
        keys.key(Qt.Key.Key_1)
    keys.part("questions and papers")


def test_from_ctrl_n_to_the_issued_letter(hand: Hand) -> None:
    keys = Keyboard(hand)
    register(keys)
    page = hand.page
    assert type(page).__name__ == "CaseScreen"
    answer(keys)
    for opinion in (False, False, True):  # 受理, 开始审查, 审查通过
        keys.go_on(opinion)
    keys.part("to the determination")
    assert page.presenter.view.case.stage == "核定"
    keys.type("11.5万")
    keys.key(Qt.Key.Key_Return)
    keys.key(Qt.Key.Key_Q, ALT)
    keys.key(Qt.Key.Key_S, CTRL)
    keys.part("determine")
    assert page.presenter.view.determination.amount_fen == 115_000_00
    keys.go_on(opinion=True)  # 提交初审
    keys.change_officer(Qt.Key.Key_2)
    assert hand.window.desk.officer.name == "李二"
    keys.go_on(opinion=True)
    keys.change_officer(Qt.Key.Key_3)
    keys.go_on(opinion=True)
    keys.change_officer(Qt.Key.Key_1)
    keys.part("three officers")
    keys.confirm()  # 开始公示
    hand.clock.moment += timedelta(days=14)
    page.presenter.refresh()
    hand.settle()
    keys.confirm()  # 公示期满
    keys.part("public notice")
    assert page.presenter.view.case.stage == "批复", [
        move.label for move in page.presenter.view.moves if move.permitted
    ]
    keys.key(Qt.Key.Key_Space)
    dialog = keys.dialog()
    hand.wait(dialog.go_button.isEnabled)  # type: ignore[attr-defined]
    keys.key(Qt.Key.Key_Return, CTRL)
    hand.wait(lambda: bool(page.presenter.view.letters))
    keys.part("issue the letter")
    assert page.presenter.view.letters[0].kind == "approval"
    print(keys.strokes, keys.parts)  # noqa: T201
    assert keys.strokes <= MOST_KEYS, keys.parts
    page._dialog.reject()
