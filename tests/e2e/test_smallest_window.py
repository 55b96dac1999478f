"""At 960 × 540 (a screen of 1920 × 1080 at 200 %) every page of a case can be used and nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.e2e.clipping import clipped
from tests.e2e.hand import Hand, new_case, set_up


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    made.window.resize(960, 540)
    made.settle()
    yield made
    made.leave()


def check(hand: Hand, page: str) -> None:
    hand.settle()
    # A busy machine lays out a restored page over several turns of the loop.
    for _ in range(20):
        if not clipped(hand.window):
            break
        hand.live(50)
    assert (hand.window.width(), hand.window.height()) == (960, 540), page
    assert clipped(hand.window) == [], page


def test_nothing_is_cut_off_in_the_smallest_window(hand: Hand) -> None:
    check(hand, "set-up")
    hand.page.begin_button.click()
    check(hand, "set-up with faults")
    set_up(hand)
    hand.window.new_case()
    check(hand, "choosing a matter")
    new_case(hand)
    check(hand, "new case")
    hand.window.open_screen("workbench")
    hand.window.new_case()
    check(hand, "restored draft")
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    for step in range(8):
        hand.page.guide.go_to(step)
        check(hand, f"step {step + 1}")


def test_the_question_in_focus_is_in_view(hand: Hand) -> None:
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    checks = hand.page.guide.checks
    for _ in range(len(checks.rows)):
        hand.press(Qt.Key.Key_Down)
        hand.settle()
    row = checks.rows[checks.current_id]
    assert not row.visibleRegion().isEmpty()


def test_the_navigation_gives_its_room(hand: Hand) -> None:
    set_up(hand)
    assert hand.window.navigation.width() == 48
    hand.window.resize(1366, 728)
    hand.settle()
    assert hand.window.navigation.width() == 128


def test_on_a_screen_of_1366_at_200_percent_the_last_button_comes_into_view(hand: Hand) -> None:
    set_up(hand)
    hand.window.resize(683, 344)
    hand.settle()
    assert (hand.window.width(), hand.window.height()) == (683, 344)
    new_case(hand)
    page = hand.page
    assert page.register_button.visibleRegion().isEmpty(), "else this proves nothing"
    page.register_button.setFocus(Qt.FocusReason.TabFocusReason)
    hand.settle()
    assert not page.register_button.visibleRegion().isEmpty()


def test_only_a_window_smaller_than_the_pages_scrolls(hand: Hand) -> None:
    set_up(hand)
    bars = hand.window.pages.parentWidget().parentWidget().parentWidget()
    hand.window.open_at("settings", "exchange")
    for size, scrolls in (((1366, 728), False), ((960, 540), False), ((683, 344), True)):
        hand.window.resize(*size)
        hand.settle()
        assert bars.verticalScrollBar().isVisible() is scrolls, size
        assert bars.horizontalScrollBar().isVisible() is scrolls, size


def test_every_name_of_the_navigation_stands_in_a_low_window(hand: Hand) -> None:
    set_up(hand)
    hand.window.resize(683, 344)
    hand.settle()
    buttons = list(hand.window.navigation._buttons.values())
    assert all(made.visibleRegion().boundingRect() == made.rect() for made in buttons)
    ends = [made.geometry().bottom() for made in buttons]
    assert all(end < after.geometry().top() for end, after in zip(ends, buttons[1:], strict=False))
