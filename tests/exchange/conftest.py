"""A fresh office for each test, and the shipped policy for tests of reading alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "services"))

from casework import Casework

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.policy.loader import load_pack
from models.policy.pack import Pack
from models.services.office import Office, open_office


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(resources.path("policy", "bz-2024-12"))


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(resources.path())


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2024, 7, 5, 9, 30))


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, press: Press) -> Iterator[Office]:
    opened = open_office(tmp_path / "数据", clock=clock, resources=resources.path(), press=press)
    yield opened
    opened.close()


@pytest.fixture
def work(office: Office, clock: FixedClock) -> Casework:
    return Casework(office, clock)
