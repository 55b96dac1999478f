"""Pauses of the window's event loop during ordinary use of 100,000 cases: python tests/benchmarks/pauses.py [CASES].

Limit: none longer than 50 ms (P9 asks the same while a backup is made). Each is told with the stack it was seen at.
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
    """Print the longest pause of each step and the place of those above the limit."""
    app = build_application([])
    heart = Heartbeat(LIMIT_MS)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        steps = walk(copied(count, Path(name) / "data"), NOW, heart)
    app.processEvents()
    lines = [
        Line(
            "pauses",
            step,
            f"{heart.longest_ms.get(step, 0):.0f} ms",
            f"≤ {LIMIT_MS} ms",
            heart.longest_ms.get(step, 0) <= LIMIT_MS,
        )
        for step in dict.fromkeys(steps)
    ]
    print(render(f"Ordinary use, {count:,} cases", lines))
    for pause in heart.pauses:
        print(
            f"{pause.duration_ms:6.0f} ms (own work {pause.own_ms:.0f} ms)  {pause.step}\n           {pause.where}"
        )
    return 1 if heart.pauses else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
