"""75 simulated power cuts with synchronous=FULL, and as many with NORMAL for comparison: python tests/benchmarks/power_cuts.py."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import power_cuts


def main() -> int:
    """Cut, compare, print a line for each setting; 1 when FULL lost or broke anything."""
    status = 0
    for synchronous in ("FULL", "NORMAL"):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as scratch:
            looked, saves, losing, broken = power_cuts.summary(
                Path(scratch), range(15), saves=60, cuts=6, synchronous=synchronous
            )
        seconds = time.monotonic() - began
        print(
            f"{synchronous}: {looked} cuts, {saves} acknowledged saves before them, {losing} lost some, {broken} broken, {seconds:.0f} s"
        )
        if synchronous == "FULL" and (losing or broken):
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
