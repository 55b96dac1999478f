"""Damage met in the middle of the work: told, noted for the next start, which checks everything and offers a good state."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

import resources
from models.clock import FixedClock
from models.errors import DamagedData, UserError
from models.services import recovery
from models.services.office import open_office
from models.services.recovery import DamagedOffice
from models.services.views import CaseFilter
from models.storage import session
from tests.faults.test_damage import office_of
from tests.services.casework import Casework

MARK = session.DAMAGE_MARK


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder closed in order, with a backup."""
    folder = tmp_path_factory.mktemp("met") / "数据"
    clock = FixedClock(datetime(2024, 6, 5, 9))
    with open_office(folder, clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()
        office.backups.automatic()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "数据"))


def spoil(folder: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    path = folder / "binhui.db"
    db = sqlite3.connect(path)
    page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def next_start_offers_and_restores(folder: Path) -> None:
    with pytest.raises(DamagedOffice) as told, office_of(folder, single=True):
        pass
    problem = told.value
    assert problem.offers[0].cases == 1 and "malformed" not in problem.message
    problem.restore(problem.offers[0])
    assert not (folder / MARK).exists()
    with office_of(folder, single=True) as office:
        assert office.start_notices == () and office.verify() == []


def test_damage_met_by_a_page_is_offered_mending_at_the_next_start(folder: Path) -> None:
    spoil(folder, "cases")
    with office_of(folder, single=True) as office, pytest.raises(DamagedData):
        office.cases.rows(CaseFilter())
    assert (folder / MARK).exists() and not (folder / session.MARK).exists(), "closed in order all the same"
    next_start_offers_and_restores(folder)


@pytest.mark.parametrize("how", ["looked over", "verified", "backed up"])
def test_damage_that_no_page_met_is_found(folder: Path, how: str) -> None:
    spoil(folder, "determinations")
    with office_of(folder, single=True) as office:
        if how == "looked over":
            office.look_over(lambda: False)
            assert not (folder / MARK).exists(), "told to stop, it says nothing"
            with pytest.raises(DamagedData):
                office.look_over(lambda: True)
        elif how == "verified":
            assert {one.kind for one in office.verify()} == {"数据库"}
        else:
            with pytest.raises(UserError, match="备份没有完成"):
                office.backups.write_to(folder.parent / "别处")
    assert (folder / MARK).exists()
    next_start_offers_and_restores(folder)


def test_a_whole_database_is_looked_over_in_silence(folder: Path) -> None:
    with office_of(folder, single=True) as office:
        office.look_over(lambda: True)
    assert not (folder / MARK).exists()


def test_damage_met_while_the_office_opens_is_offered_at_once(folder: Path) -> None:
    spoil(folder, "events")
    next_start_offers_and_restores(folder)


def test_damage_met_by_the_first_page_is_offered_at_once(folder: Path) -> None:
    spoil(folder, "officers")
    office = open_office(
        folder, clock=FixedClock(datetime(2024, 6, 6)), resources=resources.path(), single=True
    )
    with pytest.raises(DamagedOffice) as told, recovery.first_look(office):
        office.officers.list()
    assert told.value.offers and told.value.restore(told.value.offers[0]).kept, (
        "closed, so it can be replaced"
    )


def test_a_cell_that_no_check_of_the_structure_sees_is_told_once(folder: Path) -> None:
    path = folder / "binhui.db"
    path.write_bytes(
        path.read_bytes().replace(
            "杭州市滨江区科学技术局".encode(), "杭州市滨江区科学技术".encode() + b"\xff\xff\xff"
        )
    )
    with office_of(folder, single=True) as office:
        name = office._desk.db.value("SELECT name FROM applicants LIMIT 1")
    path.write_bytes(path.read_bytes().replace(name.encode(), b"\xff" * len(name.encode())))
    with office_of(folder, single=True) as office, pytest.raises(DamagedData):
        office.applicants.find("")
        office.cases.rows(CaseFilter())
    with office_of(folder, single=True) as office:
        assert any("核验" in notice and "备份" in notice for notice in office.start_notices)
    with office_of(folder, single=True) as office:
        assert office.start_notices == ()


def test_a_column_by_another_name_is_damage(folder: Path) -> None:
    """A bit flipped in a table's definition leaves a database that SQLite calls sound."""
    path = folder / "binhui.db"
    content = path.read_bytes()
    at = content.index(b"event_date", content.index(b"CREATE TABLE"))
    path.write_bytes(content[:at] + b"f" + content[at + 1 :])
    with office_of(folder, single=True) as office:
        assert any("定义已损坏" in one.what for one in office.verify())
    next_start_offers_and_restores(folder)


def test_the_second_place_is_known_when_the_database_is_not(folder: Path) -> None:
    second = folder.parent / "第二"
    with office_of(folder) as office:
        officer = office.officers.list()[0]
        office.backups.set_second_place(second, actor=officer)
        office.backups.automatic(closing=True)
    shutil.rmtree(folder / "backups")
    (folder / "binhui.db").write_bytes(b"x" * 5000)
    with pytest.raises(DamagedOffice) as told, office_of(folder):
        pass
    assert told.value.offers[0].path.parent == second and str(second) in told.value.remedy


def test_what_a_restore_put_aside_can_be_looked_at_and_brought_back(folder: Path) -> None:
    with office_of(folder) as office:
        before = office.cases.count(CaseFilter())
    newest = recovery.offers(folder)[0]
    kept = recovery.restore(newest.path, folder, clock=FixedClock(datetime(2024, 6, 7))).kept
    assert kept is not None
    shown = recovery.inspect(kept / "binhui.db")
    assert shown.cases == before and shown.unit == newest.unit
    before_looking: Callable[[], set[str]] = lambda: {path.name for path in kept.iterdir()}  # noqa: E731
    names = before_looking()
    recovery.inspect(kept / "binhui.db")
    assert before_looking() == names, "looking leaves nothing behind"
    recovery.restore(kept / "binhui.db", folder, clock=FixedClock(datetime(2024, 6, 8)))
    with office_of(folder) as office:
        assert office.cases.count(CaseFilter()) == before and office.verify() == []


def test_a_bare_database_that_is_damaged_or_foreign_is_refused_before_it_is_shown(folder: Path) -> None:
    spoil(folder, "cases")
    with pytest.raises(UserError) as told:
        recovery.inspect(folder / "binhui.db")
    assert told.value.why
    foreign = folder.parent / "foreign.db"
    sqlite3.connect(foreign).execute("CREATE TABLE a (b)").connection.close()
    with pytest.raises(UserError, match="不是滨惠办"):
        recovery.inspect(foreign)
