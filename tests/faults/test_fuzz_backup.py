"""Backup files changed in every way: read in full or refused in words, never anything else."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.services import recovery
from models.services.office import open_office
from tests.services.casework import Casework

# Thousands by hand: BINHUI_FUZZ=5000 pytest tests/faults/test_fuzz_backup.py
EXAMPLES = int(os.environ.get("BINHUI_FUZZ", "150"))
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["overwrite", "cut", "insert", "repeat", "tail"]),
        st.floats(0, 1, allow_nan=False),
        st.binary(min_size=1, max_size=60),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fuzz")
    clock = FixedClock(datetime(2024, 6, 5, 9))
    with open_office(place / "数据", clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()
        return office.backups.write_to(place).path


def changed(content: bytes, how: str, share: float, piece: bytes) -> bytes:
    # The directory and the manifest at the end decide most; "tail" goes there.
    at = int(len(content) * (0.97 + share * 0.03 if how == "tail" else share))
    if how in ("overwrite", "tail"):
        return content[:at] + piece + content[at + len(piece) :]
    if how == "cut":
        return content[:at] + content[at + len(piece) * 20 :]
    return content[:at] + (piece if how == "insert" else content[at // 2 : at]) + content[at:]


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES)
def test_a_changed_backup_is_read_in_full_or_refused_in_words(
    good: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, float, bytes]]
) -> None:
    content = good.read_bytes()
    for change in changes:
        content = changed(content, *change)
    path = tmp_path_factory.getbasetemp() / "fuzzed.bhbak"
    path.write_bytes(content)
    try:
        found = recovery.inspect(path)
    except UserError as error:
        assert error.what and error.remedy
    else:
        assert (found.cases, found.applicants) == (1, 1), "only what no content depends on was changed"


def test_the_good_one_is_good(good: Path) -> None:
    assert recovery.inspect(good).cases == 1
