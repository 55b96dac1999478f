"""Backup files changed in every way: read in full or refused in words, never anything else."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.services import recovery
from models.services.office import open_office
from models.services.views import CaseFilter
from tests.faults.fuzzing import CHANGES, Change, changed, changed_part, fuzzed
from tests.services.casework import Casework


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fuzz")
    clock = FixedClock(datetime(2024, 6, 5, 9))
    with open_office(place / "数据", clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()
        return office.backups.write_to(place).path


@fuzzed(200)
@given(changes=CHANGES)
def test_a_changed_backup_is_read_in_full_or_refused_in_words(
    good: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[Change]
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.bhbak"
    path.write_bytes(changed(good.read_bytes(), changes))
    read_or_refused(path)


@fuzzed(200)
# The manifest is the last part.
@given(place=st.sampled_from([-1, -1, 0, 1, 40]), changes=CHANGES)
def test_fuzz_a_part_of_a_backup(
    good: Path, tmp_path_factory: pytest.TempPathFactory, place: int, changes: list[Change]
) -> None:
    path = tmp_path_factory.getbasetemp() / "part.bhbak"
    path.write_bytes(changed_part(good.read_bytes(), place, changes))
    read_or_refused(path)


def read_or_refused(path: Path) -> None:
    try:
        found = recovery.inspect(path)
    except UserError as error:
        assert error.what and error.remedy
    else:
        assert (found.cases, found.applicants) == (1, 1), "only what no content depends on was changed"


def test_the_good_one_is_good(good: Path) -> None:
    assert recovery.inspect(good).cases == 1


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose data must survive every refused restore."""
    folder = tmp_path_factory.mktemp("present") / "数据"
    clock = FixedClock(datetime(2024, 6, 5, 9))
    with open_office(folder, clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()
    return folder


# A whole restore each, with everything it syncs.
@fuzzed(40, share=0.1)
@given(changes=CHANGES)
@example(changes=[("flip", 0.30090737765522807, b"\x00")])  # a column by another name
@example(changes=[("tail", 0.625, b"\x80")])  # a table's definition that is no text any more
def test_fuzz_restoring_a_bare_database(
    present: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[Change]
) -> None:
    """No manifest speaks for a kept database: what SQLite and the schema say of it decides."""
    base = tmp_path_factory.getbasetemp()
    folder = base / "恢复"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(present, folder)
    source = base / "fuzzed.db"
    source.write_bytes(changed((present / "binhui.db").read_bytes(), changes))
    before = (folder / "binhui.db").read_bytes()
    clock = FixedClock(datetime(2024, 6, 6, 9))
    try:
        recovery.restore(source, folder, clock=clock)
    except UserError as error:
        assert error.what
        assert (folder / "binhui.db").read_bytes() == before
        assert not (folder / "restore.incoming").exists()
        return
    try:
        with open_office(folder, clock=clock, resources=resources.path()) as office:
            office.verify()
            for row in office.cases.rows(CaseFilter()):
                office.cases.view(row.id)
    except UserError as error:
        assert error.what
