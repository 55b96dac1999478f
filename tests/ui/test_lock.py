"""The lock as an officer meets it: at the start, after idle minutes, over open dialogs, and slower with each wrong try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from models.errors import UserError
from tests.e2e.hand import COMPANY, Hand, new_case, set_up
from tests.services.test_pdf_limits import DRAWING, one_page
from ui import messages
from ui.dialogs.letter_dialog import LetterDialog

PIN = "2468"


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "滨惠办 数据")
    set_up(made)
    desk = made.window.desk
    desk.read(
        lambda: desk.office.officers.set_pin(desk.officer.id, PIN, actor=desk.officer), lambda done: None
    )
    made.settle()
    yield made
    made.leave()


class Watch:
    """A clock of idle time that the test sets."""

    def __init__(self) -> None:
        self.ms = 0

    def isValid(self) -> bool:
        return True

    def elapsed(self) -> int:
        return self.ms

    def restart(self) -> int:
        was, self.ms = self.ms, 0
        return was


def idle_after(hand: Hand, minutes: int) -> Watch:
    lock, watch = hand.window.lock, Watch()
    lock.form = replace(lock.form, idle_minutes=minutes)
    lock._idle = watch
    return watch


def unlock(hand: Hand, pin: str = PIN) -> None:
    dialog = hand.window.lock.dialog
    dialog.pin.setText(pin)
    dialog._go()
    hand.settle()


def seen_words(widget: QWidget) -> str:
    """Every word that a window shows now."""
    parts = [one for one in widget.findChildren(QWidget) if one.isVisible() and hasattr(one, "text")]
    # The zoom follows the room beside a scroll bar that comes and goes.
    return "".join(part.text() for part in parts if not part.text().endswith("%"))


def test_idle_minutes_lock_even_over_a_letter_and_bring_it_back(hand: Hand) -> None:
    new_case(hand)
    pdf = one_page(DRAWING)
    letter = LetterDialog(hand.window.desk, pdf, title=COMPANY, draft=True, parent=hand.window)
    letter.open()
    hand.settle()
    words = seen_words(letter)
    assert "打印" in words
    watch = idle_after(hand, 5)
    watch.ms = 5 * 60_000 - 1
    hand.window.lock.look()
    assert not hand.window.lock.locked
    watch.ms = 5 * 60_000
    hand.window.lock.look()
    hand.settle()
    lock = hand.window.lock
    assert lock.locked and QApplication.activeModalWidget() is lock.dialog
    assert letter.isVisible(), "hidden it would be answered"
    assert letter.windowTitle() == "滨惠办"
    assert not any(part.isVisible() for part in letter.findChildren(QWidget)) and seen_words(letter) == ""
    assert not hand.window.centralWidget().isVisible()
    unlock(hand)
    assert not lock.locked and letter.windowTitle() == COMPANY and seen_words(letter) == words
    letter.reject()


@pytest.mark.parametrize("kind", ["key", "mouse"])
def test_keys_and_mouse_put_the_lock_off(hand: Hand, kind: str) -> None:
    watch = idle_after(hand, 1)
    watch.ms = 59_999
    handle = hand.window.windowHandle()
    if kind == "key":
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        hand.app.sendEvent(handle, pressed)
    else:
        place = QPointF(5, 5)
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
        hand.app.sendEvent(handle, move)
    assert watch.ms == 0


def test_what_comes_up_while_locked_stays_beneath(hand: Hand) -> None:
    """A backup that failed, a list that was read: answers come when they come."""
    hand.window.lock.lock()
    hand.settle()
    late = QDialog(hand.window)
    box = messages.problem_box(hand.window, UserError(f"{COMPANY}没有导入", "", "请再试"))
    for one in (late, box):
        one.open()
        hand.settle()
    lock = hand.window.lock
    assert QApplication.activeModalWidget() is lock.dialog
    assert COMPANY not in seen_words(box) and box.isVisible()
    unlock(hand)
    assert not lock.locked and COMPANY in seen_words(box)
    box.accept()
    late.reject()


def test_wrong_tries_slow_down_and_a_restart_does_not_help(hand: Hand) -> None:
    folder = hand.window.desk.office.folder
    hand.window.lock.lock()
    hand.settle()
    waits = []
    for _ in range(8):
        unlock(hand, "0000")
        words = hand.window.lock.dialog.fault.text()
        waits.append(int(words.partition("请等待 ")[2].partition(" 秒")[0] or 0))
        hand.clock.moment += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 5, 15, 30, 60, 300, 900]
    unlock(hand, "0000")
    hand.leave()
    again = Hand(folder, hand.clock)
    again.window.lock.lock()
    again.settle()
    hand.clock.moment += timedelta(seconds=899)
    unlock(again)
    assert again.window.lock.locked and "请等待 1 秒" in again.window.lock.dialog.fault.text()
    hand.clock.moment += timedelta(seconds=1)
    unlock(again)
    assert not again.window.lock.locked
    hand.window, hand.windows = again.window, again.windows


def test_a_clock_set_forward_or_back_keeps_nobody_out_for_ever(hand: Hand) -> None:
    hand.window.lock.lock()
    hand.settle()
    for _ in range(5):
        hand.clock.moment += timedelta(seconds=15)
        unlock(hand, "0000")
    hand.clock.moment -= timedelta(days=30)
    unlock(hand)
    assert "请等待 30 秒" in hand.window.lock.dialog.fault.text(), "setting the clock back spares no waiting"
    hand.clock.moment += timedelta(seconds=29)
    unlock(hand)
    assert "请等待 1 秒" in hand.window.lock.dialog.fault.text(), "and begins it once, not at every try"
    hand.clock.moment += timedelta(seconds=1)
    unlock(hand)
    assert not hand.window.lock.locked, "nor does it last until the former time comes round again"


def test_the_way_out_leads_past_nothing(hand: Hand) -> None:
    """Esc, closing the box and the keys of the window do nothing; leaving ends the program."""
    hand.window.lock.lock()
    hand.settle()
    dialog: Any = hand.window.lock.dialog
    hand.press(Qt.Key.Key_Escape, dialog)
    dialog.close()
    hand.settle()
    assert hand.window.lock.locked and not hand.window.centralWidget().isVisible()
    hand.press(Qt.Key.Key_K, dialog, Qt.KeyboardModifier.ControlModifier)
    hand.press(Qt.Key.Key_N, dialog, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert QApplication.activeModalWidget() is dialog and dialog.isVisible()
    dialog._leave()
    hand.settle()
    assert not hand.window.isVisible()
