"""One worker for everything that may be slow: calls in order, plain data in and out, results on the window's thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid


class Job:
    """One call on its way: can be cancelled, and tells how far it is."""

    def __init__(self, call: Callable[..., Any], *, key: str, owner: QObject | None) -> None:
        self.call = call
        self.key = key
        self.owner = owner
        self.then: Callable[[Any], None] | None = None
        self.failed: Callable[[Exception], None] | None = None
        self.progressed: Callable[[int, int], None] | None = None
        self.reading = False
        # Where somebody stands waiting, the answer goes here and not through the loop; the lock decides which.
        self.awaited = False
        self.answers: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()
        self.handing = threading.Lock()
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the call to stop; its result is not delivered."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Tell whether somebody asked the call to stop (a long call looks at this between its steps)."""
        return self._cancelled

    @property
    def wanted(self) -> bool:
        """Tell whether the result still has somebody to go to."""
        return not self.cancelled and (self.owner is None or isValid(self.owner))


class Tasks(QObject):
    """Runs calls one after another on one thread; the office's store lives on that thread alone."""

    busy_changed = Signal(bool)
    _finished = Signal(object, object, object)
    _progressed = Signal(object, int, int)

    def __init__(self, on_unexpected: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unexpected = on_unexpected
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._latest: dict[str, Job] = {}
        self._open_jobs = 0
        self._ended = False
        # Emitted on the worker, received here: Qt queues these by itself.
        self._finished.connect(self._deliver)
        self._progressed.connect(self._report)
        self._thread = threading.Thread(target=self._work, args=(self._queue,), name="office", daemon=True)
        self._thread.start()
        # Lists are read beside the work, so that an import does not hold up a search; begun with the first reading.
        self._readings: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None

    @property
    def idle(self) -> bool:
        """Tell whether every call so far has been answered."""
        return self._open_jobs == 0

    def run(
        self,
        call: Callable[[], Any],
        *,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Run a call on the worker; of calls with the same key only the last one's result is delivered."""
        job = Job(call, key=key, owner=owner)
        job.then, job.failed = then, failed
        return self._enqueue(job)

    def run_long(
        self,
        call: Callable[[Callable[[int, int], None], Callable[[], bool]], Any],
        *,
        progressed: Callable[[int, int], None],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run a call that is handed `report(done, total)` and `cancelled()`; the job returned can cancel it."""
        job = Job(lambda: None, key="", owner=owner)
        job.then, job.failed, job.progressed = then, failed, progressed
        job.call = lambda: call(
            lambda done, total: self._progressed.emit(job, done, total), lambda: job.cancelled
        )
        return self._enqueue(job)

    def browse(
        self,
        call: Callable[[Callable[[], bool]], Any],
        *,
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        owner: QObject | None = None,
        wait_ms: float = 0.0,
    ) -> Job:
        """Run a reading beside the work; it is handed `proceed()`, which says no once a later one has the same key.

        With `wait_ms` the window stands still so long for the answer, which then needs no turn of its loop; an answer
        that takes longer comes later, as ever. A few milliseconds, or the window is felt to pause.
        """
        job = Job(lambda: None, key=key, owner=owner)
        job.then, job.failed, job.reading = then, failed, True
        job.awaited = wait_ms > 0
        job.call = lambda: call(lambda: not job.cancelled)
        if self._reader is None:
            self._reader = threading.Thread(
                target=self._work, args=(self._readings,), name="reader", daemon=True
            )
            self._reader.start()
        self._enqueue(job, self._readings)
        if wait_ms > 0:
            self._await(job, wait_ms)
        return job

    def stop_reading(self, timeout_s: float = 10.0) -> bool:
        """End the readings, so that the office can be closed; tells whether they ended in time."""
        if self._reader is None:
            return True
        for job in self._latest.values():
            if job.reading:
                job.cancel()
        self._readings.put(None)
        self._reader.join(timeout_s)
        return not self._reader.is_alive()

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Finish what was asked for and end the worker; tells whether it ended in time."""
        self.stop_reading(timeout_s)
        self._queue.put(None)
        self._thread.join(timeout_s)
        self._ended = True
        return not self._thread.is_alive()

    def _enqueue(self, job: Job, line: queue.SimpleQueue[Job | None] | None = None) -> Job:
        if job.key:
            if earlier := self._latest.get(job.key):
                earlier.cancel()
            self._latest[job.key] = job
        self._open_jobs += 1
        if self._open_jobs == 1:
            self.busy_changed.emit(True)
        (line or self._queue).put(job)
        return job

    def _work(self, line: queue.SimpleQueue[Job | None]) -> None:
        while (job := line.get()) is not None:
            result, error = None, None
            if not (job.key and job.cancelled):
                try:
                    result = job.call()
                except Exception as problem:
                    error = problem
            with job.handing:
                if job.awaited:
                    job.answers.put((result, error))
                    continue
            if isValid(self):
                self._finished.emit(job, result, error)

    def _await(self, job: Job, wait_ms: float) -> None:
        try:
            answer = job.answers.get(timeout=wait_ms / 1000)
        except queue.Empty:
            with job.handing:
                # Unless it came at the last moment, it takes the other way.
                job.awaited = not job.answers.empty()
            if not job.awaited:
                return
            answer = job.answers.get()
        self._deliver(job, *answer)

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: Any, error: Exception | None) -> None:
        self._open_jobs -= 1
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        try:
            self._answer(job, result, error)
        finally:
            if self._open_jobs == 0:
                self.busy_changed.emit(False)

    def _answer(self, job: Job, result: Any, error: Exception | None) -> None:
        # After the end there is no office that a page could show; a fault is still told.
        if not job.wanted or (self._ended and error is None):
            return
        if error is None:
            if job.then:
                job.then(result)
        elif job.failed:
            job.failed(error)
        else:
            self.unexpected(error)

    @Slot(object, int, int)
    def _report(self, job: Job, done: int, total: int) -> None:
        if job.wanted and job.progressed:
            job.progressed(done, total)
