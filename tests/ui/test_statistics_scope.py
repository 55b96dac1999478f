"""A report is never made of another time than was typed: a day that cannot be read leaves the last report standing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from casework import Casework

import resources
from models.clock import FixedClock
from models.services.office import open_office
from tests.e2e.hand import Hand


@pytest.fixture
def hand(qapp: Any, tmp_path: Path) -> Iterator[Hand]:
    folder, clock = tmp_path / "数据", FixedClock(datetime(2024, 6, 5, 9, 30))
    with closing(open_office(folder, clock=clock, resources=resources.path())) as office:
        Casework(office, clock).register()
    made = Hand(folder, clock)
    made.window.open_screen("statistics")
    made.settle()
    yield made
    made.leave()


def typed(hand: Hand, field: Any, text: str) -> None:
    field.set_text(text)
    field.left.emit()
    hand.settle()


def test_days_that_cannot_be_meant_make_no_report(hand: Hand) -> None:
    page = hand.page
    assert len(page.model.report.rows) == 1
    typed(hand, page.first_day, "2024-7-1")
    assert page.model.report.rows == () and "2024-07-01" in page.model.report.subtitle
    for first, last, words in (("2024-13-1", "", "没有这一天"), ("2024-7-1", "2024-6-1", "早于")):
        page.last_day.set_text(last)
        typed(hand, page.first_day, first)
        assert page.model.report.rows == () and "2024-07-01" in page.model.report.subtitle
        assert words in page.first_day.below.text() + page.last_day.below.text()
        page._export_all()
        assert not hasattr(page, "dialog") and hand.app.activeModalWidget() is None
    page.last_day.set_text("2024-6-30")
    typed(hand, page.first_day, "2024-6-1")
    assert len(page.model.report.rows) == 1 and "早于" not in page.last_day.below.text()
    page.last_day.set_text("2024-5-30")
    typed(hand, page.first_day, "2024-6-1")
    assert "早于" in page.last_day.below.text()
    typed(hand, page.first_day, "2024-4-1")
    assert page.model.report.rows == () and "5月30日" in page.last_day.below.text()
