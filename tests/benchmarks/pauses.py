"""Pauses of the window's event loop during ordinary use of 100,000 cases: python tests/benchmarks/pauses.py [CASES].

Limit: none longer than 50 ms (P9 asks the same while a backup is made). Beside the elapsed time stands what the window's own
thread worked, and the elapsed time without standing in line for a processor that other processes had. Each pause is told
with the stack it was seen at.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.made_cases import NOW, copied
from tests.benchmarks.table import Line, render
from tests.e2e.heartbeat import Heartbeat
from tests.e2e.ordinary_use import walk
from ui.application import build_application

LIMIT_MS = 50


def main(count: int) -> int:
    """Print the longest pause of each step and the places of the longer ones; returns 1 when the limit is exceeded."""
    app = build_application([])
    heart = Heartbeat(LIMIT_MS)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        steps = walk(copied(count, Path(name) / "data"), NOW, heart)
    app.processEvents()
    print(render(f"Ordinary use, {count:,} cases", [_line(heart, step) for step in dict.fromkeys(steps)]))
    for pause in heart.pauses:
        print(
            f"{pause.duration_ms:6.0f} ms (worked {pause.own_ms:.0f}, in line {pause.queued_ms:.0f})  "
            f"{pause.step}\n           {pause.where}"
        )
    return 1 if any(pause.duration_ms > LIMIT_MS for pause in heart.pauses) else 0


def _line(heart: Heartbeat, step: str) -> Line:
    longest, own = heart.longest_ms.get(step, 0), heart.longest_own_ms.get(step, 0)
    alone = heart.longest_without_queue_ms.get(step, 0)
    told = f"{longest:.0f} ms (worked {own:.0f} ms; {alone:.0f} ms without standing in line)"
    return Line("pauses", step, told, f"≤ {LIMIT_MS} ms", longest <= LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
