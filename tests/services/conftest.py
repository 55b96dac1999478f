"""A fresh office on real SQLite with the shipped policy and letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from casework import Casework

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services.office import Office, open_office


@pytest.fixture(scope="session")
def press() -> Press:
    """The fonts are read once for all tests."""
    return Press(resources.path())


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2024, 6, 5, 9, 30))


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, press: Press) -> Iterator[Office]:
    opened = open_office(tmp_path / "数据", clock=clock, resources=resources.path(), press=press)
    yield opened
    opened.close()


@pytest.fixture
def work(office: Office, clock: FixedClock) -> Casework:
    return Casework(office, clock)
