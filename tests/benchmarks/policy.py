"""How long the pack takes to load and check beside reading its files, and how long an assessment takes.

Run by hand: python tests/benchmarks/policy.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import resources
from models.awards import assess, parse_facts
from models.policy.loader import load_pack

FOLDER = resources.path("policy", "bz-2024-12")
ROUNDS = 15


def median_ms(work: Callable[[], object]) -> float:
    """Median of several runs in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    reading = median_ms(lambda: [path.read_bytes() for path in FOLDER.rglob("*.toml")])
    loading = median_ms(lambda: load_pack(FOLDER))
    pack = load_pack(FOLDER)
    work = [(matter, example) for matter in pack.matters for example in matter.example]

    def assess_all() -> None:
        for matter, example in work:
            assess(pack, matter, parse_facts(matter, dict(example.facts)), settings=example.settings)

    each = median_ms(assess_all) / len(work)
    print(f"{'':34}{'ms':>8}  goal")
    print(f"{'read the files':34}{reading:8.1f}")
    print(f"{'load and check the pack':34}{loading:8.1f}  ≤ read + 50 ({reading + 50:.1f})")
    print(f"{'one assessment':34}{each:8.3f}  ≤ 1")
    print(f"{'1,000 assessments':34}{each * 1000:8.1f}  ≤ 1,000")


if __name__ == "__main__":
    main()
