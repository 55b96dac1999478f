"""From the list by keyboard: 导入, a workbook with a fault, the good rows, and the new cases alone in the list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.e2e.hand import Hand, new_case, set_up
from tests.ui import intake_books as books


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    yield made
    made.leave()


def names(page: Any) -> list[str]:
    return [page.model.row(place).applicant_name for place in range(page.model.rowCount())]


def in_front(hand: Hand, window: Any) -> None:
    """No window manager moves the focus offscreen."""
    window.activateWindow()
    hand.wait(window.isActiveWindow)
    hand.settle()


def test_from_the_list_to_the_new_cases(hand: Hand, tmp_path: Path) -> None:
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.window.open_screen("cases")
    hand.settle()
    page = hand.page
    made = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "导入办件")
    actions = [action for action in made.menu().actions() if not action.isSeparator()]
    assert len(actions) == 3
    for action in actions:
        action.trigger()
        hand.settle()
        in_front(hand, page.dialog)
        hand.press(Qt.Key.Key_Escape, page.dialog)
        hand.settle()
    actions[0].trigger()
    hand.settle()
    dialog = page.dialog
    in_front(hand, dialog)
    pack = hand.window.desk.office.editions.current
    dialog.take(books.write_intake(tmp_path, pack, [*books.good_rows(3), *books.faulty_rows()[:1]]))
    hand.settle()
    alt = Qt.KeyboardModifier.AltModifier
    hand.press(Qt.Key.Key_B, dialog, alt)
    hand.wait(lambda: dialog.mode.accept_good)
    hand.press(Qt.Key.Key_I, dialog, alt)
    hand.wait(lambda: dialog.result is not None)
    hand.settle()
    assert len(dialog.result.cases) == 3
    hand.press(Qt.Key.Key_Return)
    hand.settle()
    in_front(hand, hand.window)
    hand.wait(lambda: page.model.rowCount() == 3)
    hand.settle()
    assert sorted(names(page)) == ["杭州1号科技有限公司", "杭州2号科技有限公司", "杭州3号科技有限公司"]
    assert page.count.text() == "共 3 件"
    only = page.filters.only_button
    assert only.isVisible() and only.text().startswith("只看刚登记的 3 件")
    only.click()
    hand.settle()
    hand.wait(lambda: page.model.rowCount() == 4)
    assert not only.isVisible()
