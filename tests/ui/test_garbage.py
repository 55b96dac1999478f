"""Circular garbage is collected on the window's thread, whoever made it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import MIDDLE, OLD, YOUNG, Garbage
from ui.tasks import Tasks

ROOT = Path(__file__).resolve().parents[2]
# In a program of its own: among hundreds of tests other windows look, and set aside, as well.
LITTER = """
import gc, threading, time
from PySide6.QtCore import QCoreApplication
from ui.garbage import YOUNG, Garbage
from ui.tasks import Tasks

ended_on = []

class Ring:
    def __init__(self):
        self.itself = self
    def __del__(self):
        ended_on.append(threading.get_ident())

def litter():
    for _ in range(5 * YOUNG):
        Ring()

app = QCoreApplication([])
tasks = Tasks(lambda error: None)
garbage = Garbage(tasks, app)
tasks.run(litter)
end = time.monotonic() + 60
# What was alive while the window looked is older garbage now, and waits for more of its kind.
while time.monotonic() < end and not (tasks.idle and len(ended_on) >= 4 * YOUNG):
    app.processEvents()
    time.sleep(0.01)
print(len(ended_on) >= 4 * YOUNG, set(ended_on) == {threading.get_ident()})
garbage.end()
tasks.stop()
"""


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


def test_what_the_worker_leaves_is_collected_on_the_window_s_thread() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LITTER], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert told.stdout.split() == ["True", "True"], told


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
