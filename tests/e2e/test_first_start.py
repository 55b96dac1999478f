"""The page of the first start: what it says about the three officers, another data folder, and the training office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from models.services import places, practice
from models.storage import folder as storage_folder
from tests.e2e.hand import Hand
from ui import messages


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "pointer_file", lambda: tmp_path / "config" / "data-folder.txt")
    return tmp_path / "数据"


@pytest.fixture
def hand(qapp: object, folder: Path) -> Iterator[Hand]:
    made = Hand(folder)
    yield made
    made.leave()


def test_the_page_says_what_an_empty_reviewer_means(hand: Hand) -> None:
    page = hand.page
    assert "三个人" in "".join(part.text() for part in page.findChildren(QLabel))
    assert "初审无人可办" in page.reviewer.below.text()
    hand.type(page.reviewer, "李二")
    assert page.reviewer.below.text() == "初审、复审"
    hand.type(page.officer, "李二")
    page.begin_button.click()
    hand.settle()
    assert "审批人" in page.approver.below.text(), "three different officers"


def test_another_data_folder_is_taken_and_remembered(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked = tmp_path / "新盘"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(picked))
    hand.page.place.change_button.click()
    hand.settle()
    assert hand.window.next_folder == picked and not hand.window.isVisible()
    assert places.start_folder() == picked


def test_a_folder_that_cannot_be_used_is_told_beside_it(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_folder, "is_remote", lambda path: True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path / "共享"))
    hand.page.place.change_button.click()
    hand.settle()
    assert hand.window.isVisible() and hand.window.next_folder is None
    assert "网络盘" in hand.page.place._fault.text() and hand.page.place._fault.isVisible()
    assert places.chosen() is None


@pytest.mark.parametrize("throw_away", [True, False])
def test_practice_is_marked_and_can_be_left(
    qapp: object, folder: Path, monkeypatch: pytest.MonkeyPatch, throw_away: bool
) -> None:
    hand = Hand(folder)
    assert hand.page.practice_button.text().startswith("先用")
    hand.page.practice_button.click()
    hand.wait(lambda: hand.window.next_folder is not None, timeout_ms=60_000)
    training = hand.window.next_folder
    hand.leave()

    hand = Hand(training)
    assert hand.window.header.practice_button.isVisible() and "练习" in hand.window.windowTitle()
    monkeypatch.setattr(messages, "confirm", lambda *args, **more: True)
    hand.window.header.practice_left.emit(throw_away)
    assert hand.window.next_folder == folder
    assert hand.window.thrown_away == (training if throw_away else None)
    hand.leave()
    if throw_away:
        practice.discard(training)

    hand = Hand(folder)
    assert not hand.window.header.practice_button.isVisible()
    assert hand.page.practice_button.text().startswith("先用" if throw_away else "继续用")
    hand.leave()
