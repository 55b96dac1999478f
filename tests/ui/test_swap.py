"""The focus stays with the page that is shown, and never wanders to the header of the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.swap import Swap, empty_page


class Page(QWidget):
    """A header, a search field, and below it a table that gives way to the words of an empty list."""

    def __init__(self) -> None:
        super().__init__()
        self.header, self.search, self.table = QPushButton("王一"), QLineEdit(), QTableView()
        self.button = QPushButton("清除条件")
        self.swap = Swap(
            self.table, empty_page(QLabel("还没有。"), self.button), empty_page(QLabel("没有。"))
        )
        screen = QWidget()
        inside = QVBoxLayout(screen)
        inside.addWidget(self.search)
        inside.addWidget(self.swap)
        layout = QVBoxLayout(self)
        layout.addWidget(self.header)
        layout.addWidget(screen)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.table.setFocus()
    return made


def test_focus_goes_to_what_comes(page: Page) -> None:
    page.swap.turn_to(1)
    assert page.button.hasFocus()
    page.swap.turn_to(0)
    assert page.table.hasFocus()


def test_focus_goes_beside_a_page_of_words_alone(page: Page) -> None:
    page.swap.turn_to(2)
    assert page.search.hasFocus()


def test_focus_elsewhere_stays(page: Page) -> None:
    page.search.setFocus()
    page.swap.turn_to(1)
    assert page.search.hasFocus()
