"""A writing process is killed at random moments: what it acknowledged is there, and the store is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import kills, writer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("kills") / "滨惠办 数据"
    writer.set_up(made)
    return made


@pytest.mark.parametrize("seed", range(12))
def test_a_kill_loses_nothing_acknowledged(folder: Path, seed: int) -> None:
    kill = kills.kill_once(folder, seed)
    assert kill.lost == () and kill.faults == ()
    assert any("没有正常关闭" in notice and "完好" in notice for notice in kill.notices)


def test_the_comparison_sees_a_loss(folder: Path) -> None:
    """The test above can fail: a line that was never saved is reported as lost."""
    from tests.faults.test_damage import office_of

    with office_of(folder) as office:
        lines = ["case\tBJ-NONE", "draft\tnone\t5", "paper\t1\t999999"]
        assert len(writer.check(folder, lines, office)) == 3
