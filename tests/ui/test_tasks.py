"""The worker: order, results on the window's thread, superseded calls, errors, progress and cancelling."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.tasks import Tasks


@pytest.fixture
def unexpected() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qapp: object, unexpected: list[Exception]) -> Iterator[Tasks]:
    made = Tasks(unexpected.append)
    yield made
    assert made.stop()


def test_calls_run_in_order_on_one_other_thread(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[int] = []
    answers: list[tuple[int, int]] = []
    for number in range(5):
        tasks.run(
            lambda number=number: (threads.append(threading.get_ident()), number)[1],  # type: ignore[misc]
            then=lambda found: answers.append((found, threading.get_ident())),
        )
    qtbot.waitUntil(lambda: tasks.idle)
    assert [found for found, _ in answers] == [0, 1, 2, 3, 4]
    assert {thread for _, thread in answers} == {threading.get_ident()}
    assert len(set(threads)) == 1 and threading.get_ident() not in threads


def test_only_the_last_call_of_a_key_is_answered(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    found: list[str] = []
    tasks.run(gate.wait)
    for text in ("研", "研发", "研发投入"):
        tasks.run(lambda text=text: text, then=found.append, key="search")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert found == ["研发投入"]


def test_an_answer_to_a_gone_page_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    import shiboken6

    gate = threading.Event()
    found: list[int] = []
    page = QObject()
    tasks.run(lambda: (gate.wait(), 1)[1], then=found.append, owner=page)
    shiboken6.delete(page)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert found == []


def test_errors_go_to_the_caller_or_to_the_crash_handler(
    qtbot: QtBot, tasks: Tasks, unexpected: list[Exception]
) -> None:
    def fail() -> None:
        raise KeyError("x")

    told: list[Exception] = []
    tasks.run(fail, failed=told.append)
    tasks.run(fail)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [type(error) for error in told] == [KeyError]
    assert [type(error) for error in unexpected] == [KeyError]


def test_long_work_tells_progress_and_can_be_cancelled(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[tuple[int, int]] = []
    gate = threading.Event()
    stopped_at: list[int] = []

    def count(report: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        for done in range(1000):
            report(done, 1000)
            if done == 3:
                gate.wait(5)
            if cancelled():
                stopped_at.append(done)
                return

    job = tasks.run_long(count, progressed=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: (3, 1000) in steps)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert stopped_at == [3]


def test_an_answer_after_the_end_is_dropped_but_a_fault_is_told(
    qtbot: QtBot, unexpected: list[Exception]
) -> None:
    made, answers = Tasks(unexpected.append), []

    def fail() -> None:
        raise RuntimeError("late")

    made.run(lambda: 1, then=answers.append)
    made.run(fail)
    assert made.stop()
    qtbot.waitUntil(lambda: made.idle)
    assert answers == [] and [str(error) for error in unexpected] == ["late"]


def test_an_answer_in_time_comes_before_the_call_returns(qtbot: QtBot, tasks: Tasks) -> None:
    got: list[str] = []
    tasks.browse(lambda proceed: "first", then=got.append, key="list")
    qtbot.waitUntil(lambda: got == ["first"])
    # Minutes, so that a busy machine does not matter; the answer is there at once.
    tasks.browse(lambda proceed: "awaited", then=got.append, key="list", wait_ms=60_000)
    assert got == ["first", "awaited"] and tasks.idle
    qtbot.wait(20)
    assert got == ["first", "awaited"], "and does not come again"


def test_a_late_answer_comes_as_ever(qtbot: QtBot, tasks: Tasks) -> None:
    got: list[str] = []
    go_on = threading.Event()

    def call(proceed: Callable[[], bool]) -> str:
        go_on.wait(30)
        return "late"

    tasks.browse(call, then=got.append, key="list", wait_ms=1)
    assert got == [] and not tasks.idle
    go_on.set()
    qtbot.waitUntil(lambda: got == ["late"])
    assert tasks.idle


def test_each_awaited_answer_comes_once_however_late(qtbot: QtBot, tasks: Tasks) -> None:
    got: list[int] = []
    for number in range(300):

        def call(proceed: Callable[[], bool], number: int = number) -> int:
            time.sleep(0.0005 * (number % 5))
            return number

        tasks.browse(call, then=got.append, wait_ms=1)
    qtbot.waitUntil(lambda: tasks.idle, timeout=30_000)
    assert sorted(got) == list(range(300))


def test_an_awaited_fault_is_told(qtbot: QtBot, tasks: Tasks) -> None:
    failed: list[Exception] = []

    def call(proceed: Callable[[], bool]) -> None:
        raise ValueError("x")

    tasks.browse(call, then=lambda nothing: None, failed=failed.append, wait_ms=60_000)
    assert len(failed) == 1
