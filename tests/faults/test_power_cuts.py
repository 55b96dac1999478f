"""Power cuts on a simulated disk: with synchronous=FULL nothing acknowledged is lost; NORMAL shows that the disk forgets."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("apsw", reason="the simulated disk needs apsw")

from tests.faults import power_cuts


def test_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    looked, acknowledged, losing, broken = power_cuts.summary(tmp_path, range(1), saves=40, cuts=8)
    assert looked >= 4 and acknowledged > 20
    assert (losing, broken) == (0, 0)


def test_the_simulated_disk_does_forget(tmp_path: Path) -> None:
    found = power_cuts.summary(tmp_path, range(1), saves=40, cuts=8, synchronous="NORMAL")
    assert found[2] > 0
