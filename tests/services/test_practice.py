"""The training office and the choice of the data folder: real data are never touched, refusals say why."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

import resources
from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.services import places, practice
from models.services.office import open_office
from models.storage import folder as storage_folder

CLOCK = FixedClock(datetime(2024, 6, 20, 9, 30))


def test_practice_lies_beside_the_data_and_goes_as_a_whole(tmp_path: Path) -> None:
    data = tmp_path / "数据"
    folder = practice.make(data, clock=CLOCK, resources=resources.path())
    assert folder == tmp_path / "数据-练习" and not data.exists()
    assert practice.is_practice(folder) and practice.home_of(folder) == data
    with open_office(folder, clock=CLOCK, resources=resources.path()) as office:
        assert "练习" in office.profile().unit  # type: ignore[union-attr]
        before = office.profile()
    assert practice.make(data, clock=CLOCK, resources=resources.path()) == folder, "what is there is kept"
    with open_office(folder, clock=CLOCK, resources=resources.path()) as office:
        assert office.profile() == before
    practice.discard(folder)
    assert not folder.exists()


def test_real_data_are_never_thrown_away(tmp_path: Path) -> None:
    open_office(tmp_path, clock=CLOCK, resources=resources.path()).close()
    with pytest.raises(UserError, match="不是练习单位"):
        practice.discard(tmp_path)
    assert (tmp_path / "binhui.db").exists()


def test_practice_does_not_fill_a_folder_of_something_else(tmp_path: Path) -> None:
    beside = practice.folder_beside(tmp_path / "数据")
    beside.mkdir()
    (beside / "我的文件.txt").write_text("重要", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="不能建立练习单位"):
        practice.make(tmp_path / "数据", clock=CLOCK, resources=resources.path())
    assert (beside / "我的文件.txt").exists()


@pytest.fixture
def pointer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config" / "data-folder.txt"
    monkeypatch.setattr(places, "pointer_file", lambda: file)
    return file


def test_the_choice_is_remembered_and_a_lost_folder_is_told(tmp_path: Path, pointer: Path) -> None:
    assert places.start_folder() == storage_folder.default_data_folder()
    picked = places.usable(tmp_path / "新盘")
    places.remember(picked)
    assert places.start_folder() == picked
    places.require_present(picked)
    for item in (*picked.iterdir(), picked):
        item.rmdir()
    with pytest.raises(EnvironmentProblem, match="找不到数据文件夹"):
        places.require_present(picked)
    assert not picked.exists(), "no empty office in place of the lost one"


def test_data_do_not_mix_with_other_files(tmp_path: Path, pointer: Path) -> None:
    (tmp_path / "工作").mkdir()
    (tmp_path / "工作" / "表.xlsx").write_bytes(b"x")
    assert places.usable(tmp_path / "工作") == tmp_path / "工作" / places.OWN_FOLDER
    open_office(tmp_path / "旧数据", clock=CLOCK, resources=resources.path()).close()
    assert places.usable(tmp_path / "旧数据") == tmp_path / "旧数据", "an office that is there is taken"


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_folder, "is_remote", lambda path: True)
    with pytest.raises(EnvironmentProblem, match="网络盘"):
        places.usable(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that cannot be written")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentProblem, match="不能写入"):
        places.usable(tmp_path / "里面")
