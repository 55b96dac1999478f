"""A walk through what an officer does on an ordinary day, with a heartbeat that listens for pauses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.clock import FixedClock
from tests.e2e.hand import Hand
from tests.e2e.heartbeat import Heartbeat
from tests.e2e.journey import answer_all, register
from ui.navigation import SCREENS

CTRL = Qt.KeyboardModifier.ControlModifier
FACTS = {"sme_scale": True, "rd_current": "530万", "rd_previous": "300万"}


class UnhurriedHand(Hand):
    """Types a key at a time: nobody types a name between two turns of the event loop."""

    def type(self, widget: Any, text: str) -> None:
        for character in text:
            super().type(widget, character)
            self.live(0)

    def press(self, key: Any, widget: QWidget | None = None, modifier: Any = None) -> None:
        super().press(key, widget, modifier)
        self.live(0)


def walk(folder: Path, now: datetime, heart: Heartbeat) -> list[str]:
    """Open the window on an office and walk through it; returns the steps taken."""
    steps: list[str] = []
    heart.start()

    def step(name: str) -> None:
        steps.append(name)
        heart.at(name)

    step("start")
    # The hand's own listening to every event would be measured with them.
    hand = UnhurriedHand(folder, FixedClock(now), note_strays=False)
    try:
        hand.wait(lambda: hand.window.desk.profile is not None)
        hand.settle()
        step("loading beside the first page")
        hand.wait(lambda: hand.window.housekeeping.done, 120_000)
        loaded = set(sys.modules)
        for part in (_screens, _list, _new_case, _decide, _letter, _palette, _screens, _long_work):
            part(hand, step)
        heart.loaded_late = {name for name in set(sys.modules) - loaded if name.startswith("ui.")}
        step("close")
    finally:
        heart.at("after the walk")
        heart.stop()
        hand.leave()
    return steps


def _screens(hand: Hand, step: Callable[[str], None]) -> None:
    again = " again" if "policy" in hand.window._screens else ""
    for entry in SCREENS:
        step(f"open {entry.name}{again}")
        hand.window.open_screen(entry.name)
        hand.settle()
        hand.settle()


def _list(hand: Hand, step: Callable[[str], None]) -> None:
    step("open cases")
    hand.window.open_screen("cases")
    hand.settle()
    page = hand.page
    step("type a search")
    for text in ("杭州", "hzkj", "0099", "有限公司"):
        for end in range(1, len(text) + 1):
            page.search.setText(text[:end])
            hand.live(60)
        hand.settle()
    page.search.clear()
    hand.settle()
    step("scroll and jump")
    bar = page.table.verticalScrollBar()
    for place in (*range(0, 400, 10), *range(0, bar.maximum(), max(bar.maximum() // 20, 1))):
        bar.setValue(place)
        hand.live(15)
    for _ in range(15):
        hand.press(Qt.Key.Key_PageUp, page.table)
        hand.live(15)
    hand.settle()
    step("filter and sort")
    page.go_to("stages:审查")
    hand.settle()
    page.go_to("")
    for column in (1, 0):
        page.table.horizontalHeader().sectionClicked.emit(column)
        hand.settle()
    step("open a case")
    hand.press(Qt.Key.Key_Return, page.table)
    hand.settle()
    step("open another case")
    hand.press(Qt.Key.Key_Escape)
    hand.settle()
    hand.press(Qt.Key.Key_Down, page.table)
    hand.press(Qt.Key.Key_Return, page.table)
    hand.settle()


def _new_case(hand: Hand, step: Callable[[str], None]) -> None:
    step("new case")
    register(hand, "13-1", dict(FACTS))
    step("answer and save")
    answer_all(hand)


def _decide(hand: Hand, step: Callable[[str], None]) -> None:
    step("moves")
    hand.move("受理")
    hand.move("开始审查")
    hand.move("审查通过", opinion="材料齐全，符合条款条件。")
    step("determine")
    page = hand.page.guide.determination
    hand.page.guide.go_to(2)
    hand.type(page.amount, "11.5万")
    page.quote_button.click()
    page.save()
    hand.settle()


def _letter(hand: Hand, step: Callable[[str], None]) -> None:
    step("preview a letter")
    page = hand.page
    offers: list[object] = []
    page.presenter.fetch_letters(offers.extend)
    hand.settle()
    offer = next(one for one in offers if one.permitted)  # type: ignore[attr-defined]
    page.guide.letters.draft_asked.emit(offer.kind, offer.label)  # type: ignore[attr-defined]
    hand.settle()
    hand.settle()
    _close_dialogs(hand)
    step("issue a letter")
    letters: list[object] = []
    page.presenter.issue_letter(offer.kind, letters.append)  # type: ignore[attr-defined]
    hand.wait(lambda: bool(letters))
    hand.settle()
    _close_dialogs(hand)


def _palette(hand: Hand, step: Callable[[str], None]) -> None:
    step("Ctrl+K")
    hand.window.ask_where()
    hand.settle()
    dialog = hand.window.going
    field = dialog.findChild(QLineEdit)
    assert field is not None
    for key in "hzkj":
        QTest.keyClicks(field, key)
        hand.live(60)
    hand.settle()
    dialog.reject()
    hand.settle()


def _long_work(hand: Hand, step: Callable[[str], None]) -> None:
    """What takes seconds or minutes: told with its progress, while the window goes on living."""
    settings = _settings(hand)
    step("verify everything")
    settings.go_to("about")
    hand.settle()
    settings.page.verify()
    _told(hand, settings.page.run)
    step("back up")
    settings.go_to("backup")
    hand.settle()
    settings.page.back_up()
    _told(hand, settings.page.run)
    step("check a backup")
    settings.page.ask_restore(settings.page.table.board.line(0).path)
    _told(hand, settings.page.run)
    _close_dialogs(hand)
    step("make every report")
    hand.window.open_screen("statistics")
    hand.settle()
    reports = hand.page.list
    for place in range(reports.model().rowCount()):
        reports.setCurrentIndex(reports.model().index(place, 0))
        hand.settle()
    step("export the list, and stop")
    hand.window.open_screen("cases")
    # All are more than one workbook takes.
    hand.page.go_to("stages:审查")
    hand.settle()
    exports = hand.page.exports
    file = hand.window.desk.office.folder / "办件表.xlsx"
    exports.export(hand.page.filter, file)
    hand.wait(lambda: not exports.run.running or "/" in exports.run.words.text(), 60_000)
    exports.run.stop_button.click()
    hand.settle()
    assert not exports.run.running


def _settings(hand: Hand) -> Any:
    hand.window.open_screen("settings")
    hand.settle()
    return hand.page


def _told(hand: Hand, run: Any) -> None:
    """Wait for long work; it must have said how far it was, and could have been stopped."""
    assert run.running and run.isVisible() and run.stop_button.isEnabled()
    told: set[str] = set()

    def ended() -> bool:
        told.add(run.words.text())
        return not run.running

    hand.wait(ended, 120_000)
    assert any(" / " in words for words in told), told
    hand.settle()


def _close_dialogs(hand: Hand) -> None:
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()
        hand.settle()
    hand.window.activateWindow()
    hand.settle()
