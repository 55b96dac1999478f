"""Circular garbage is collected on the window's thread, whoever made it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import MIDDLE, OLD, YOUNG, Garbage
from ui.tasks import Tasks


class Ring:
    """Garbage that only a collection finds, and that notes the thread it ends on."""

    def __init__(self, ended_on: list[int]) -> None:
        self.itself = self
        self._ended_on = ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.get_ident())


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks(lambda error: None)
    yield made
    made.stop()


@pytest.fixture
def garbage(tasks: Tasks) -> Iterator[Garbage]:
    owner = QObject()
    made = Garbage(tasks, owner)
    yield made
    made.end()


def test_what_the_worker_leaves_is_collected_on_the_window_s_thread(
    qtbot: QtBot, tasks: Tasks, garbage: Garbage
) -> None:
    ended_on: list[int] = []

    def litter() -> None:
        for _ in range(5 * YOUNG):
            Ring(ended_on)

    tasks.run(litter)
    # What was alive while the window looked is older garbage now, and waits for more of its kind.
    qtbot.waitUntil(lambda: tasks.idle and len(ended_on) >= 4 * YOUNG, timeout=60_000)
    assert set(ended_on) == {threading.get_ident()}


def test_the_old_are_left_while_something_is_worked_on(
    qtbot: QtBot, tasks: Tasks, garbage: Garbage, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    go_on = threading.Event()
    tasks.run(lambda: go_on.wait(20))
    for count, expected in (
        ((YOUNG, MIDDLE, OLD), []),
        ((YOUNG + 1, MIDDLE, OLD), [0]),
        ((YOUNG + 1, MIDDLE + 1, OLD + 1), [1]),
    ):
        collected.clear()
        monkeypatch.setattr(gc, "get_count", lambda count=count: count)
        garbage.look()
        assert collected == expected
    go_on.set()
    qtbot.waitUntil(lambda: tasks.idle)
    garbage.look()
    assert collected[-1] == 2


def test_the_program_itself_is_gone_through_once(garbage: Garbage) -> None:
    before = gc.get_freeze_count()
    garbage.set_aside()
    assert gc.get_freeze_count() > before
    garbage.end()
    assert gc.get_freeze_count() == 0 and gc.isenabled()
