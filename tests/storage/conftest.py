"""A fresh database with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.clock import FixedClock
from models.storage.database import Database
from models.storage.opening import open_database


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2024, 6, 5, 9, 30))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "数据 文件夹" / "binhui.db"


@pytest.fixture
def db(path: Path, clock: FixedClock) -> Iterator[Database]:
    path.parent.mkdir()
    database = open_database(path, clock=clock)
    yield database
    database.close()
