"""Damage as the window meets it: asked once, opened again at a word; and what the page of the first start restores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

import resources
from models.clock import FixedClock
from models.errors import DamagedData, EnvironmentProblem, UserError
from models.services import places, recovery
from models.services.office import open_office
from tests.e2e.hand import MORNING, Hand
from tests.services.casework import Casework
from ui import messages
from ui.recovery import offer_restore, offer_way_out, restore_chosen

DAMAGE = DamagedData("数据文件有损坏", "读取 binhui.db 时发现内容损坏", "请重新打开")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "滨惠办 数据"
    clock = FixedClock(MORNING)
    with open_office(made, clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()
    return made


class Asked:
    """Answers each question with the next of the answers, and keeps what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: int | None) -> None:
        self.words: list[str] = []
        self.problems: list[UserError] = []
        left = list(answers)

        def choose(_parent: object, question: str, consequence: str, **more: Any) -> int | None:
            self.words.append(f"{question}|{consequence}|{'、'.join(more['actions'])}")
            return left.pop(0)

        monkeypatch.setattr(messages, "choose", choose)
        monkeypatch.setattr(messages, "show_problem", lambda _parent, problem: self.problems.append(problem))


@pytest.fixture
def hand(qapp: object, folder: Path) -> Iterator[Hand]:
    made = Hand(folder)
    yield made
    made.leave()


@pytest.mark.parametrize("answer", [None, 0])
def test_the_officer_is_asked_once(hand: Hand, monkeypatch: pytest.MonkeyPatch, answer: int | None) -> None:
    asked = Asked(monkeypatch, answer)
    for _ in range(3):
        hand.window.desk.show_problem(DAMAGE)
    assert len(asked.words) == 1 and "重新打开并检查" in asked.words[0] and "草稿" in asked.words[0]
    assert hand.window.isVisible() is (answer is None)
    assert hand.window.next_folder == (None if answer is None else hand.window.desk.office.folder)


def test_damage_found_by_looking_is_told(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch, None)
    keeper = hand.window._keeper

    def damaged(proceed: object) -> None:
        raise DAMAGE

    monkeypatch.setattr(hand.window.desk.office, "look_over", damaged)
    keeper.look_over()
    hand.wait(lambda: asked.words)


def test_looking_over_ends_with_the_window(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    def forever(proceed: Any) -> None:
        while proceed():
            time.sleep(0.01)

    monkeypatch.setattr(hand.window.desk.office, "look_over", forever)
    keeper = hand.window._keeper
    keeper.look_over()
    keeper.stop()
    assert keeper._looking is not None and not keeper._looking.is_alive()


def damaged_office(folder: Path) -> recovery.DamagedOffice:
    return recovery.DamagedOffice(DAMAGE, folder, FixedClock(MORNING), recovery.offers(folder))


def test_a_backup_lying_elsewhere_can_be_chosen(
    qapp: object, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any backup at hand; a file that is none is refused and the question comes again."""
    with open_office(folder, clock=FixedClock(MORNING), resources=resources.path()) as office:
        whole = office.backups.write_to(tmp_path / "移动磁盘").path
    (folder / "binhui.db").write_bytes(b"x" * 9999)
    none = tmp_path / "不是.bhbak"
    none.write_bytes(b"PK")
    picked = iter([(str(none), ""), ("", ""), (str(whole), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: next(picked))
    asked = Asked(monkeypatch, 0, 0, 0, 0)
    opened: list[bool] = []
    assert offer_restore(None, damaged_office(folder), lambda: opened.append(True))  # type: ignore[arg-type]
    assert opened == [True] and [one.what for one in asked.problems] == ["备份文件不能使用"]
    assert "没有可用的备份" in asked.words[0] and "办件 1 件" in asked.words[-1]
    with open_office(folder, clock=FixedClock(MORNING), resources=resources.path()) as office:
        assert office.verify() == []


def test_a_file_held_by_another_program_can_be_tried_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = EnvironmentProblem("数据文件正被占用", "另一程序正在使用", "请稍候再试")
    tries: list[bool] = []
    asked = Asked(monkeypatch, 0, None)
    assert offer_way_out(hand.window, hand.window.desk, problem, lambda: tries.append(True))
    assert not offer_way_out(hand.window, hand.window.desk, problem, lambda: tries.append(True))
    assert tries == [True] and "再试一次" in asked.words[0]


def test_for_a_folder_that_cannot_be_used_another_one_can_be_chosen(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "pointer_file", lambda: tmp_path / "config" / "data-folder.txt")
    (tmp_path / "空").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path / "空"))
    Asked(monkeypatch, 1)
    problem = places.UnusableFolder("数据文件夹不能写入", "没有权限", "请另选文件夹")
    assert not offer_way_out(hand.window, hand.window.desk, problem, lambda: None)
    assert hand.window.next_folder == tmp_path / "空" == places.chosen()


def test_a_new_machine_begins_with_a_backup(
    qapp: object, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_office(folder, clock=FixedClock(MORNING), resources=resources.path()) as office:
        unit, whole = office.profile(), office.backups.write_to(tmp_path / "移动磁盘").path
    new = tmp_path / "新电脑"
    hand = Hand(new)
    page = hand.page
    none = tmp_path / "不是.bhbak"
    none.write_bytes(b"PK")
    picked = iter([("", ""), (str(none), ""), (str(whole), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: next(picked))
    page.restore_button.click()
    hand.settle()
    assert page.restore_button.isEnabled()
    page.restore_button.click()
    hand.settle()
    assert "备份文件不能使用" in page.place._fault.text() and page.begin_button.isEnabled()
    page.restore_button.click()
    hand.settle()
    assert "办件 1 件" in page.box.informativeText()
    hand.go_on_if_asked()
    assert not hand.window.isVisible() and hand.window.next_folder == new
    backup = hand.window.restore_from
    hand.leave()
    monkeypatch.setattr(messages, "show_notice", lambda _parent, text: None)
    assert backup == whole and restore_chosen(backup, new, FixedClock(MORNING))
    hand = Hand(new)
    assert hand.window.desk.profile == unit
    hand.leave()
