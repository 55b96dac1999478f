"""Damage of every kind to a data folder: the program starts or says in Chinese what is wrong, and offers a good state."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

import resources
from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.services import recovery
from models.services.office import Office, open_office
from models.services.recovery import DamagedOffice
from models.services.views import CaseFilter
from tests.faults import kills, writer

LATER = writer.MORNING + timedelta(days=40)


@contextmanager
def office_of(folder: Path, moment: object = LATER, **more: bool) -> Iterator[Office]:
    office = open_office(folder, clock=FixedClock(moment), resources=resources.path(), **more)  # type: ignore[arg-type]
    try:
        yield office
    finally:
        office.close()


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a killed program leaves it: a backup, then more saves, some of them in the log only."""
    folder = tmp_path_factory.mktemp("left") / "滨惠办 数据"
    writer.set_up(folder)
    kills.start(folder, 1, "--most", "30").communicate(timeout=60)
    with office_of(folder) as office:
        office.backups.automatic()
    child = kills.start(folder, 2)
    assert child.stdout is not None
    for _ in range(60):
        child.stdout.readline()
    child.kill()
    child.communicate(timeout=60)
    assert (folder / "binhui.db-wal").stat().st_size > 0
    return folder


@pytest.fixture
def folder(left: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(left, tmp_path / "数据"))


def damaged_then_restored(folder: Path) -> str:
    """The program refuses the data in words, offers the backup, and after the restore the office is whole."""
    before = {path.name: path.read_bytes() for path in folder.glob("binhui.db*")}
    with pytest.raises(DamagedOffice) as told, office_of(folder, single=True):
        pass
    problem = told.value
    assert problem.what and problem.why and "可以恢复" in problem.remedy
    assert (folder / "binhui.db").read_bytes() == before["binhui.db"] if "binhui.db" in before else True
    best = problem.offers[0]
    assert best.cases >= 1 and best.path.exists()
    done = recovery.restore(best.path, folder, clock=FixedClock(LATER))
    assert done.kept is not None or not before
    with office_of(folder, single=True) as office:
        assert office.verify() == []
        assert office.cases.count(CaseFilter()) == best.cases
    return problem.message


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.7])
def test_a_truncated_database(folder: Path, share: float) -> None:
    path = folder / "binhui.db"
    # Without the log nothing can mend it: SQLite takes every page that the log has from there.
    (folder / "binhui.db-wal").unlink()
    with path.open("rb+") as file:
        file.truncate(int(path.stat().st_size * share))
    assert "损坏" in damaged_then_restored(folder)


def test_a_database_that_is_gone(folder: Path) -> None:
    for path in folder.glob("binhui.db*"):
        path.unlink()
    assert "不见了" in damaged_then_restored(folder)


def test_a_database_overwritten_with_something_else(folder: Path) -> None:
    (folder / "binhui.db").write_bytes(os.urandom(40_000))
    assert "损坏" in damaged_then_restored(folder)


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_are_told_wherever_they_lie(folder: Path, seed: int) -> None:
    """At the start, at the next backup or at verification; a backup of damaged data never takes a good one's place."""
    with office_of(folder):
        pass  # the log is folded in
    chance = random.Random(seed)
    path = folder / "binhui.db"
    content = bytearray(path.read_bytes())
    at = chance.randrange(0, len(content) - 64)
    was = bytes(content[at : at + 64])
    content[at : at + 64] = bytes(byte ^ 0xFF for byte in was)
    path.write_bytes(content)
    known = {one.path for one in office_backups(folder)}
    try:
        with office_of(folder, single=True) as office:
            faults = office.verify()
            try:
                done = office.backups.automatic(closing=True)
                told = bool(faults) or bool(done.problems)
            except UserError:
                told = True
    except UserError as error:
        told = True
        assert error.what and error.remedy
    # Bytes of a free page or behind the last cell of a page belong to nothing: nothing to tell, nothing lost.
    if not told:
        with office_of(folder) as office:
            assert office.cases.count(CaseFilter()) > 1 and office.verify() == []
    assert known <= {one.path for one in office_backups(folder)}
    assert recovery.offers(folder)[0].cases >= 1


def office_backups(folder: Path) -> tuple[recovery.BackupView, ...]:
    return recovery.offers(folder)


def test_a_missing_log_is_told(folder: Path) -> None:
    (folder / "binhui.db-wal").unlink()
    with office_of(folder, single=True) as office:
        assert any("日志文件" in notice and "可能缺失" in notice for notice in office.start_notices)
        assert office.verify() == []
    with office_of(folder, single=True) as office:
        assert office.start_notices == ()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_log_cut_short_gives_a_whole_earlier_state(folder: Path, share: float) -> None:
    log = folder / "binhui.db-wal"
    with log.open("rb+") as file:
        file.truncate(int(log.stat().st_size * share))
    with office_of(folder, single=True) as office:
        assert office.verify() == []


def test_data_older_than_a_backup_are_told_and_the_backup_offered(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    writer.set_up(old)
    for path in folder.glob("binhui.db*"):
        path.unlink()
    shutil.copy(old / "binhui.db", folder / "binhui.db")
    with office_of(folder, single=True) as office:
        assert any("比备份旧" in notice for notice in office.start_notices)


@pytest.mark.parametrize(("hours", "told"), [(0, False), (-1, True)])
def test_a_clock_set_back_is_told(folder: Path, hours: int, told: bool) -> None:
    with office_of(folder) as office:
        last = office._desk.db.value("SELECT max(at) FROM events")
    from datetime import datetime

    moment = datetime.fromisoformat(last) + timedelta(hours=hours)
    with office_of(folder, moment) as office:
        assert any("时钟" in notice for notice in office.start_notices) is told
        made = office.backups.automatic(closing=True)
        assert made.problems == () and made.thinned == 0


def test_a_half_written_backup_is_never_offered(folder: Path) -> None:
    good = recovery.offers(folder)[0].path
    half = good.with_name("自动备份-20991231-000000.bhbak")
    half.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    good.with_name("自动备份-20991231-000001.bhbak.123.part").write_bytes(b"PK")
    assert [one.path for one in recovery.offers(folder)] == [good]


def test_a_database_held_by_another_program_is_not_called_damaged(folder: Path) -> None:
    other = sqlite3.connect(folder / "binhui.db", isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    import models.storage.database as database

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database, "BUSY_TIMEOUT_MS", 50)
            with pytest.raises(EnvironmentProblem) as told, office_of(folder):
                pass
        assert "损坏" not in told.value.message and "稍候再试" in told.value.remedy
    finally:
        other.close()
    with office_of(folder) as office:
        assert office.verify() == []


def refused(folder: Path, acknowledged: list[str], words: Callable[[str], bool]) -> None:
    """The last line is a refusal in words, and everything before it is there."""
    lines = [line for line in acknowledged if line]
    assert lines[-1].startswith("refused\t"), lines[-1:]
    assert words(lines[-1]), lines[-1]
    with office_of(folder) as office:
        assert writer.check(folder, lines[1:-1], office) == []
        assert office.verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes to set")
def test_a_file_that_cannot_grow_refuses_the_save_and_loses_nothing(folder: Path) -> None:
    limit = (folder / "binhui.db-wal").stat().st_size + 60_000
    child = kills.start(folder, 3, "--file-limit", str(limit))
    told, err = child.communicate(timeout=120)
    assert child.returncode == 3, err
    refused(folder, told.split("\n"), lambda line: "请" in line)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "小盘"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_full_disk_refuses_the_save_says_so_and_loses_nothing(small_disk: Path) -> None:
    folder = small_disk / "数据"
    writer.set_up(folder)
    child = kills.start(folder, 4)
    told, err = child.communicate(timeout=120)
    assert child.returncode == 3, err
    lines = told.split("\n")
    assert "磁盘" in [line for line in lines if line][-1]
    moved = small_disk.parent / "有空的盘"
    shutil.copytree(folder, moved)
    refused(moved, ["ready", *lines], lambda line: "磁盘" in line)


def test_a_backup_to_a_full_disk_says_so_and_leaves_nothing(folder: Path, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(4_000_000))
    with office_of(folder) as office:
        with pytest.raises(EnvironmentProblem, match="磁盘") as told:
            office.backups.write_to(small_disk / "备份")
        assert told.value.remedy
        assert [path for path in small_disk.rglob("*") if path.is_file()] == [small_disk / "filler"]
        assert office.verify() == []


def test_a_disk_that_fills_while_a_backup_is_written_says_so(
    folder: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Free room was promised, but somebody else was faster."""
    (small_disk / "filler").write_bytes(bytes(4_000_000))
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with office_of(folder) as office:
        with pytest.raises(EnvironmentProblem, match="磁盘已满") as told:
            office.backups.write_to(small_disk / "备份")
        assert "清理磁盘" in told.value.remedy
    assert [path for path in small_disk.rglob("*") if path.is_file()] == [small_disk / "filler"]


@pytest.mark.parametrize("table", ["cases", "applicants"])
def test_damage_met_in_the_middle_of_the_work_is_told(folder: Path, table: str) -> None:
    with office_of(folder) as office:
        db = office._desk.db
        page = db.value("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
        size = db.value("PRAGMA page_size")
    with (folder / "binhui.db").open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(EnvironmentProblem, match="损坏") as told, office_of(folder) as office:
        office.cases.rows(CaseFilter())
        office.applicants.find("")
    assert "备份" in told.value.remedy


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="rights of folders are tested on POSIX")
def test_a_folder_without_right_to_write_is_told(left: Path, tmp_path: Path) -> None:
    """Run as somebody without rights even where the tests run as root."""
    folder = Path(shutil.copytree(left, tmp_path / "只读"))
    program = (
        "import os, sys; from pathlib import Path\n"
        "from datetime import datetime\n"
        "import resources\n"
        "from models.clock import FixedClock; from models.errors import UserError\n"
        "from models.services.office import open_office\n"
        "import models.storage.migrations.runner, models.storage.folder\n"
        "os.geteuid() == 0 and os.setuid(65534)\n"
        "for folder in sys.argv[1:]:\n"
        "    try: open_office(Path(folder), clock=FixedClock(datetime(2024, 7, 1)), resources=resources.path())\n"
        "    except UserError as error: print(error.message)\n"
    )
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    other = Path(shutil.copytree(left, tmp_path / "只读文件"))
    for path in (other, *other.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (other / "binhui.db").chmod(0o444)
    for parent in list(folder.parents)[:-2]:
        if os.geteuid() == 0:
            parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), str(other)],
        cwd=kills.ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "不能写入" in done.stdout and "权限" in done.stdout, done.stdout + done.stderr
    assert "write-test" not in done.stdout
    assert "数据文件是只读的" in done.stdout, "a file alone that cannot be written is told at the start too"
