"""A data folder that is no longer where it was: found again or pointed to, never replaced by an empty office."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

import resources
from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.services import places, practice
from models.services.office import open_office
from ui import messages
from ui.application import build_window

CLOCK = FixedClock(datetime(2024, 6, 20, 9, 30))


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office in a chosen folder, as remembered by an earlier start."""
    pointer = tmp_path / "config" / "data-folder.txt"
    monkeypatch.setattr(places, "pointer_file", lambda: pointer)
    folder = tmp_path / "盘" / "工作" / "滨惠办数据"
    open_office(folder, clock=CLOCK, resources=resources.path()).close()
    places.remember(folder)
    return folder


def missing(folder: Path) -> places.MissingFolder:
    with pytest.raises(places.MissingFolder) as told:
        places.require_present(folder)
    assert not folder.exists() and str(folder) in told.value.why and told.value.remedy
    return told.value


@pytest.mark.parametrize("to", ["改了名", "../滨惠办数据", "../别处/滨惠办数据"])
def test_a_folder_renamed_or_moved_nearby_is_found(chosen: Path, to: str) -> None:
    target = (chosen.parent / to).resolve()
    target.parent.mkdir(exist_ok=True)
    chosen.rename(target)
    found = missing(chosen).found
    if to == "../滨惠办数据":
        assert found is None, "further away the officer points to it"
    else:
        assert found == target


def test_of_two_the_officer_chooses_and_a_training_office_is_none(chosen: Path) -> None:
    practice.make(chosen, clock=CLOCK, resources=resources.path())
    moved = chosen.rename(chosen.with_name("甲"))
    assert missing(chosen).found == moved
    open_office(chosen.with_name("乙"), clock=CLOCK, resources=resources.path()).close()
    assert missing(chosen).found is None


def test_where_there_are_no_data_nothing_is_remembered(chosen: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    with pytest.raises(EnvironmentProblem, match="没有滨惠办的数据"):
        places.moved_to(empty)
    assert places.chosen() == chosen and list(empty.iterdir()) == []


def window_ends(opener: Callable[[], Any]) -> Any:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = build_window(app, opener)
    window.show()
    window.repaint()
    end = time.monotonic() + 20
    while window.isVisible() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)
    window.close_office()
    window.deleteLater()
    return window


@pytest.mark.parametrize("way", ["found", "pointed", "pointed elsewhere", "no data there", "refused"])
def test_the_window_goes_on_where_the_data_are(
    qapp: object, chosen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    target = tmp_path / "远" / "处" / "数据"
    if way == "found":
        target = chosen.with_name("改了名")
    if way == "pointed elsewhere":
        open_office(chosen.with_name("旧的"), clock=CLOCK, resources=resources.path()).close()
    target.parent.mkdir(parents=True, exist_ok=True)
    chosen.rename(target)
    asked: list[str] = []
    told: list[UserError] = []

    def choose(
        parent: object, question: str, consequence: str, *, actions: tuple[str, ...], keep: str
    ) -> int | None:
        asked.append(question + consequence)
        return {"refused": None, "pointed elsewhere": 1}.get(way, 0)

    monkeypatch.setattr(messages, "choose", choose)
    monkeypatch.setattr(messages, "show_problem", lambda parent, problem: told.append(problem))
    picked = tmp_path if way == "no data there" else target
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(picked))
    window = window_ends(lambda: places.require_present(chosen))
    assert not window.isVisible() and len(asked) == 1 and str(chosen) in asked[0]
    went_on = way in ("found", "pointed", "pointed elsewhere")
    assert window.next_folder == (target if went_on else None)
    assert places.start_folder() == (target if went_on else chosen)
    assert bool(told) is (way == "no data there") and not chosen.exists()
