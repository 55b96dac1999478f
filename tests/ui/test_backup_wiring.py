"""Backups as the window makes them: when it closes, daily while it is open, told where they fail, warned of when old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from tests.e2e.hand import Hand, new_case, set_up
from ui import backup_keeper, messages


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "滨惠办 数据")
    set_up(made)
    yield made
    made.leave()


def register(hand: Hand) -> None:
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*.bhbak"))


def again(hand: Hand, folder: Path) -> None:
    """Leave, and come back at the same clock."""
    hand.leave()
    fresh = Hand(folder, hand.clock)
    hand.window, hand.windows = fresh.window, fresh.windows


def test_closing_backs_up_what_changed_and_nothing_else(hand: Hand) -> None:
    folder = hand.window.desk.office.folder
    assert backups(folder) == []
    again(hand, folder)
    assert len(backups(folder)) == 1
    again(hand, folder)
    assert len(backups(folder)) == 1, "nothing changed"
    hand.clock.moment += timedelta(minutes=5)
    register(hand)
    again(hand, folder)
    assert len(backups(folder)) == 2


def test_a_window_that_stays_open_backs_up_daily(hand: Hand) -> None:
    window, folder = hand.window, hand.window.desk.office.folder
    assert window._keeper._timer.isActive() and window._keeper._timer.interval() == 3_600_000
    assert 0 < backup_keeper.FIRST_DELAY_MS <= 60_000
    window._keeper.run()
    hand.settle()
    assert len(backups(folder)) == 1
    register(hand)
    window._keeper.run()
    hand.settle()
    assert len(backups(folder)) == 1, "one a day while the window is open"
    hand.clock.moment += timedelta(days=1)
    for _ in range(2):
        window._keeper.run()
        hand.settle()
    assert len(backups(folder)) == 2


def test_an_old_backup_is_told_on_the_first_page_until_there_is_a_new_one(hand: Hand) -> None:
    window = hand.window
    window._keeper.run()
    hand.settle()
    register(hand)
    window.open_screen("workbench")
    hand.settle()
    assert hand.page._warning_box.isHidden()
    hand.clock.moment += timedelta(days=5)
    window.open_screen("workbench")
    hand.settle()
    page = hand.page
    assert page._warning_box.isVisible() and "5 天没有更新" in page.warning.text()
    page.go_to_backup.click()
    hand.settle()
    assert "5 天前" in hand.page.page._age.text()
    window.open_screen("workbench")
    hand.settle()
    window._keeper.run()
    hand.settle()
    assert page._warning_box.isHidden()


def test_who_cannot_back_up_is_not_warned(hand: Hand) -> None:
    register(hand)
    hand.window.open_screen("workbench")
    hand.settle()
    assert hand.page._warning_box.isVisible(), "there is none yet"
    reader = hand.window.desk.officer.__class__(99, "看客", frozenset({"只读"}))
    hand.window.desk.sit_down(reader)
    hand.settle()
    assert hand.page._warning_box.isHidden()


def test_a_second_place_that_is_gone_is_told_and_the_first_is_written(hand: Hand, tmp_path: Path) -> None:
    window, folder = hand.window, hand.window.desk.office.folder
    second = tmp_path / "移动盘"
    desk, said = window.desk, []
    desk.write(lambda: (None, desk.office.backups.set_second_place(second, actor=desk.officer)))
    hand.settle()
    second.rmdir()
    second.write_text("不再是文件夹")
    desk.said.connect(said.append)
    window._keeper.run()
    hand.settle()
    assert len(backups(folder)) == 1
    assert any("备份没有完成" in words for words in said), said
    # The disk is there again; else closing would tell it once more, and wait for an answer.
    second.unlink()


def test_a_backup_that_fails_on_closing_is_told_and_the_window_closes(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[UserError] = []
    monkeypatch.setattr(messages, "show_problem", lambda parent, problem: told.append(problem))
    office: Any = hand.window.desk.office

    def fail(*, closing: bool = False) -> Any:
        raise UserError("备份没有完成", "磁盘已满", "请清理磁盘")

    monkeypatch.setattr(office.backups, "automatic", fail)
    folder = office.folder
    again(hand, folder)
    assert [one.what for one in told] == ["备份没有完成"]
    assert hand.window.desk.office is not None
