"""Beside the list of cases: the record newest first, each entry with its moment and its officer told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.e2e.hand import Hand, new_case, set_up


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def test_the_record_is_told_newest_first_and_once(hand: Hand) -> None:
    new_case(hand)
    hand.page.register_button.click()
    hand.wait(lambda: type(hand.page).__name__ == "CaseScreen" and hand.page.presenter.view is not None)
    checks = hand.page.guide.checks
    hand.press("1", checks.rows[checks.current_id])
    hand.settle()
    hand.window.open_screen("cases")
    hand.settle()
    hand.page.preview_button.click()
    preview = hand.page.preview
    told: list[str] = []

    def known() -> bool:
        told[:] = [part.text() for part in preview.findChildren(QLabel) if "王一　" in part.text()]
        return len(told) > 1

    hand.wait(known)
    assert "登记办件" in told[-1] and "符合" in told[0]
    assert all(words.count("王一") == 1 and words.count(":") == 1 for words in told)
