"""Goals P1, P2, P3, P5 and P6 at 10,000, 100,000 and 1,000,000 cases: python tests/benchmarks/run.py [SIZES].

The offices are made once (a million cases take some minutes) and kept in the temporary folder for later runs.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.benchmarks import list as case_list
from tests.benchmarks import search
from tests.benchmarks.table import render


def main(sizes: list[int]) -> int:
    """Print one table a size; 1 when a goal was missed."""
    missed = 0
    for count in sizes:
        lines = [*search.measure(count), *case_list.measure(count)]
        lines.sort(key=lambda line: line.goal)
        print(render(f"{count:,} cases", lines), flush=True)
        missed += sum(line.verdict == "MISSED" for line in lines)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]] or list(search.SIZES)))
