"""The walk of an ordinary day on an office of some thousand cases; how long it pauses is measured in tests/benchmarks."""

from __future__ import annotations

import time
import weakref
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


class Thing:
    """Something that a slow step holds."""


def test_listening_keeps_nothing_alive(qapp: object) -> None:
    heart = Heartbeat(limit_ms=20)
    heart.start()
    held = _hold_for_long()
    assert held() is None
    heart.at("")
    heart.stop()
    assert "_hold_for_long" in heart.pauses[0].where


def _hold_for_long() -> weakref.ref[Thing]:
    thing = Thing()
    time.sleep(0.2)
    return weakref.ref(thing)


def _sleep_too_long() -> None:
    time.sleep(0.2)
