"""The walk of an ordinary day on an office of some thousand cases; how long it pauses is measured in tests/benchmarks."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.benchmarks.made_cases import NOW, make_office
from tests.e2e.heartbeat import Heartbeat
from tests.e2e.ordinary_use import walk
from ui.navigation import SCREENS

CASES = 3_000
# Loaded when it is first needed: not worth every start.
SELDOM: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "数据"
    make_office(folder, CASES).close()
    return folder


@pytest.mark.skipif(
    not os.environ.get("BINHUI_TEST_PAUSES"),
    reason="in one process with hundreds of other windows Qt's wrappers of gone widgets are found again: set BINHUI_TEST_PAUSES=1",
)
def test_an_ordinary_day_is_walked_through_and_listened_to(qapp: object, office_folder: Path) -> None:
    heart = Heartbeat()
    steps = walk(office_folder, NOW, heart)
    assert heart.loaded_late <= SELDOM, "ui/warm_up.py does not name these"
    assert {f"open {entry.name}" for entry in SCREENS} <= set(steps)
    assert set(steps) <= set(heart.longest_ms), "every step was listened to"


def test_a_pause_is_told_with_its_place(qapp: object) -> None:
    heart = Heartbeat(limit_ms=50)
    heart.start()
    heart.at("a slow step")
    _sleep_too_long()
    heart.at("a quick step")
    heart.stop()
    slow = [pause for pause in heart.pauses if pause.step == "a slow step"]
    assert len(slow) == 1 and slow[0].duration_ms > 50
    assert "_sleep_too_long" in slow[0].where
    assert not [pause for pause in heart.pauses if pause.step == "a quick step"]


def _sleep_too_long() -> None:
    time.sleep(0.2)
