"""The room of the pages: a page that can be squeezed is squeezed, and is scrolled only below what every page needs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from ui.widgets.page_room import PAGE_NEEDS, page_room
from ui.widgets.parts import column, label


@pytest.mark.parametrize(("less", "scrolled"), [(0, 0), (40, 40)])
def test_a_page_is_scrolled_only_below_its_needs(qapp: object, less: int, scrolled: int) -> None:
    inside = column()
    inside.addWidget(label("字" * 400, wrap=True))
    for _ in range(4):
        inside.addWidget(QPlainTextEdit())
    page = QWidget()
    page.setLayout(inside)
    # Words that wrap make the layout ask for the height it would like; it can do with less.
    wished, least = inside.totalHeightForWidth(PAGE_NEEDS[0]), inside.totalMinimumSize().height()
    assert least < PAGE_NEEDS[1] < wished
    pages = QStackedWidget()
    pages.addWidget(page)
    area = page_room(pages)
    area.resize(PAGE_NEEDS[0] + 20, PAGE_NEEDS[1] - less)
    area.show()
    qapp.processEvents()  # type: ignore[attr-defined]
    assert area.verticalScrollBar().maximum() == scrolled
    assert pages.height() == PAGE_NEEDS[1]
    area.close()
