"""200 kills of a writing process: python tests/benchmarks/kills.py [COUNT]."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import kills, writer

# A new office now and then keeps each look at it short.
PER_OFFICE = 20


def main(count: int) -> int:
    """Kill, compare, print a summary; 1 when anything was lost or broken."""
    acknowledged = lost = faults = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(count):
            folder = Path(scratch) / f"{number // PER_OFFICE}" / "数据"
            if number % PER_OFFICE == 0:
                writer.set_up(folder)
            kill = kills.kill_once(folder, number)
            acknowledged += kill.acknowledged
            lost += len(kill.lost)
            faults += len(kill.faults)
            for line in (*kill.lost, *kill.faults):
                print(f"kill {number}: {line}")
    print(
        f"{count} kills, {acknowledged} acknowledged saves, {lost} lost, {faults} faults, {time.monotonic() - began:.0f} s"
    )
    return 1 if lost or faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
