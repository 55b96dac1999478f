"""Kills a writing process at random moments and looks at what is left."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import resources
from models.clock import SystemClock
from models.services.office import open_office
from tests.faults import writer

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Kill:
    """What one kill left: how much was acknowledged before, what of it is lost, and what `verify` finds."""

    acknowledged: int
    lost: tuple[str, ...]
    faults: tuple[str, ...]
    notices: tuple[str, ...]


def start(folder: Path, seed: int, *more: str) -> subprocess.Popen[str]:
    """Start a writing process and wait until it writes."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", str(folder), str(seed), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    if first != "ready\n":
        raise AssertionError(first + child.communicate(timeout=60)[1])
    return child


def kill_once(folder: Path, seed: int, *, longest_s: float = 0.8) -> Kill:
    """Let a process write for a random while, kill it, open the office again and compare."""
    child = start(folder, seed)
    time.sleep(random.Random(seed).uniform(0, longest_s))
    child.kill()
    told, _ = child.communicate(timeout=60)
    # The last line may be cut off in the middle; only a whole line is an acknowledgement.
    lines = [line for line in told.split("\n")[:-1] if line]
    with open_office(folder, clock=SystemClock(), resources=resources.path(), single=True) as office:
        lost = writer.check(folder, lines, office)
        faults = [f"{one.kind} {one.where} {one.what}" for one in office.verify()]
        saved = [line for line in lines if not line.startswith("begin\t")]
        return Kill(len(saved), tuple(lost), tuple(faults), office.start_notices)
