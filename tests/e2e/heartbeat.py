"""Listens to the window's event loop from another thread and notes where it was whenever it paused."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
LOOK_S = 0.004
MOST_STACKS = 12


@dataclass
class Pause:
    """One pause of the loop: during which step, how long, and what of it was the window's own doing.

    `own_ms` is what the loop's own thread worked, `queued_ms` how long it stood in line for a processor that others had
    (told by Linux alone). The rest it waited for something: the interpreter's lock, a disk.
    """

    step: str
    duration_ms: float
    own_ms: float
    queued_ms: float
    stacks: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """The stack that was seen longest."""
        return max(set(self.stacks), key=self.stacks.count) if self.stacks else "(not caught)"

    @property
    def without_queue_ms(self) -> float:
        """How long it would have been with a processor to itself."""
        return self.duration_ms - self.queued_ms


class Heartbeat(QObject):
    """A timer beats in the loop; a thread looks on, and keeps the loop's stack while the beat is missing."""

    def __init__(self, limit_ms: float = 50, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limit_ms = limit_ms
        self.step = ""
        self.pauses: list[Pause] = []
        self.longest_ms: dict[str, float] = {}
        # The same in what the loop's own thread worked, and without what it stood in line for a processor.
        self.longest_own_ms: dict[str, float] = {}
        self.longest_without_queue_ms: dict[str, float] = {}
        # Modules of the window that were loaded only when a page asked for them.
        self.loaded_late: set[str] = set()
        self._stacks: list[str] = []
        self._last = time.perf_counter()
        self._last_own = time.thread_time()
        self._main = threading.get_ident()
        self._line = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last_queued = self._queued()
        self._stopped = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._watcher = threading.Thread(target=self._watch, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._last = time.perf_counter()
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        """Listen no more."""
        self._timer.stop()
        self._stopped.set()
        self._watcher.join(5)

    def at(self, step: str) -> None:
        """Name what is done from now on."""
        self._beat()
        self.step = step

    def _queued(self) -> float:
        """Milliseconds that the loop's thread stood in line for a processor so far; 0 where nobody tells."""
        try:
            return int(self._line.read_bytes().split()[1]) / 1e6
        except OSError:
            return 0.0

    def _beat(self) -> None:
        now = time.perf_counter()
        paused_ms = (now - self._last) * 1000
        own, queued = time.thread_time(), self._queued()
        own_ms, queued_ms = (own - self._last_own) * 1000, queued - self._last_queued
        stacks, self._stacks = self._stacks, []
        self._last, self._last_own, self._last_queued = now, own, queued
        for longest, value in (
            (self.longest_ms, paused_ms),
            (self.longest_own_ms, own_ms),
            (self.longest_without_queue_ms, paused_ms - queued_ms),
        ):
            longest[self.step] = max(longest.get(self.step, 0.0), value)
        if paused_ms > self.limit_ms or own_ms > self.limit_ms / 2:
            self.pauses.append(Pause(self.step, paused_ms, own_ms, queued_ms, stacks))

    def _watch(self) -> None:
        while not self._stopped.wait(LOOK_S):
            late_ms = (time.perf_counter() - self._last) * 1000
            # From half the limit on, so that the cause is caught and not its end.
            if late_ms > self.limit_ms / 2 and len(self._stacks) < MOST_STACKS:
                self._stacks.append(_told(self._seen()))

    def _seen(self) -> list[tuple[CodeType, int]]:
        """The loop's stack, innermost first.

        A frame held for longer keeps its variables alive, and with them perhaps Python's view of a widget that C++
        is still making: as what it is by then, that widget would be taken ever after.
        """
        frame = sys._current_frames().get(self._main)
        seen = []
        while frame is not None:
            seen.append((frame.f_code, frame.f_lineno))
            frame = frame.f_back
        return seen


def _told(seen: list[tuple[CodeType, int]]) -> str:
    """The innermost lines of a stack, in one line, without those of the walk and of libraries."""
    own = [
        (code, number)
        for code, number in seen
        if "/site-packages/" not in code.co_filename
        and "/e2e/ordinary_use" not in code.co_filename
        and code.co_filename[0] != "<"
    ]
    return " < ".join(
        f"{'/'.join(Path(code.co_filename).parts[-2:])}:{number} {code.co_name}" for code, number in own[:7]
    )
