"""Backup and restore of a whole office: what is in it comes back, what is damaged is refused, nothing present is lost."""

from __future__ import annotations

import contextlib
import copy
import errno
import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import resources
from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.services import recovery
from models.services.office import Office, open_office
from models.storage import backup, container, disk, restore
from models.storage.folder import FolderInUse, open_folder
from tests.services.casework import Casework

PAPER = b"%PDF-1.7 " + bytes(range(256)) * 40


def opened(folder: Path, clock: FixedClock, **more: bool) -> Office:
    return open_office(folder, clock=clock, resources=resources.path(), **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "滨惠办 数据"


@pytest.fixture
def work(folder: Path, clock: FixedClock, tmp_path: Path) -> Iterator[Casework]:
    office = opened(folder, clock)
    work = Casework(office, clock)
    case = work.register()
    paper = tmp_path / "营业执照.pdf"
    paper.write_bytes(PAPER)
    office.files.add(paper, case_id=case.id, actor=work.handler)
    yield work
    office.close()


def add_case(work: Casework) -> str:
    work.clock.moment += timedelta(minutes=5)
    return work.register().case_no


def numbers(office: Office) -> list[str]:
    from models.services.views import CaseFilter

    return [row.case_no for row in office.cases.rows(CaseFilter())]


def test_a_whole_backup_moves_the_office_to_another_machine(
    work: Casework, clock: FixedClock, tmp_path: Path
) -> None:
    before = numbers(work.office)
    (work.office.folder / "policy" / "更多").mkdir(parents=True)
    (work.office.folder / "policy" / "更多" / "说明.txt").write_text("本单位", encoding="utf-8")
    made = work.office.backups.write_to(tmp_path / "移动 硬盘")
    assert made.path.parent == tmp_path / "移动 硬盘" and made.complete
    assert (made.cases, made.files, made.unit) == (1, 1, "杭州市滨江区科学技术局")
    other = tmp_path / "另一台电脑"
    moved = shutil.move(made.path, tmp_path / "带走的.bhbak")
    done = recovery.restore(Path(moved), other, clock=clock)
    assert done.kept is None and done.missing_files == 0
    with opened(other, clock) as office:
        assert numbers(office) == before
        assert office.verify() == []
        assert (other / "policy" / "更多" / "说明.txt").read_text(encoding="utf-8") == "本单位"
        digest = hashlib.sha256(PAPER).hexdigest()
        assert (other / "files" / digest[:2] / digest).read_bytes() == PAPER


def test_a_backup_onto_another_disk(
    work: Casework, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = work.office.backups.write_to(tmp_path / "here")
    monkeypatch.setattr(backup, "_same_disk", lambda folder, into: False)
    there = work.office.backups.write_to(tmp_path / "there")
    assert there.path.read_bytes() == here.path.read_bytes()
    real = shutil.copyfile

    def worn_out(source: Path, target: Path) -> None:
        real(source, target)
        flip(target, 0.5)

    monkeypatch.setattr(shutil, "copyfile", worn_out)
    with pytest.raises(EnvironmentProblem, match="读回后与原文不符"):
        work.office.backups.write_to(tmp_path / "worn")
    assert list((tmp_path / "worn").iterdir()) == []
    assert not [path for path in work.office.folder.rglob("*") if ".copy" in path.name]


def test_a_copy_that_does_not_reach_the_disk_is_no_backup(
    work: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path) -> None:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(backup, "sync", failing)
    with pytest.raises(EnvironmentProblem, match="备份没有完成"):
        work.office.backups.write_to(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_half_made_stays_beside_a_backup(work: Casework, tmp_path: Path) -> None:
    work.office.backups.write_to(tmp_path / "out")
    work.office.backups.automatic()
    leftovers = [path.name for path in tmp_path.rglob("*") if ".part" in path.name or ".copy" in path.name]
    assert leftovers == []


def test_automatic_backups_are_made_daily_and_on_closing_when_something_changed(work: Casework) -> None:
    run = work.office.backups.automatic
    assert len(run().written) == 1
    assert run().written == () and run(closing=True).written == (), "nothing changed"
    add_case(work)
    assert run().written == (), "one of today is there"
    assert len(run(closing=True).written) == 1
    work.clock.moment += timedelta(days=1)
    assert run().written == (), "a new day, but nothing changed"
    add_case(work)
    assert len(run().written) == 1


def test_files_lie_once_beside_automatic_backups_and_come_back(
    work: Casework, folder: Path, clock: FixedClock
) -> None:
    work.office.backups.automatic()
    add_case(work)
    work.office.backups.automatic(closing=True)
    kept = [path for path in (folder / "backups" / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1 and kept[0].read_bytes() == PAPER
    newest = work.office.backups.list()[0]
    work.office.close()
    shutil.rmtree(folder / "files")
    (folder / "files").mkdir()
    recovery.restore(newest.path, folder, clock=clock)
    with opened(folder, clock) as office:
        assert office.verify() == []


def test_the_second_place_gets_its_own_and_its_failure_is_told_without_losing_the_first(
    work: Casework, tmp_path: Path
) -> None:
    second = tmp_path / "移动硬盘"
    work.office.backups.set_second_place(second, actor=work.handler)
    assert {one.path.parent for one in work.office.backups.automatic().written} == {
        work.office.folder / "backups",
        second,
    }
    shutil.rmtree(second)
    second.write_text("the disk is gone, something else has its name")
    add_case(work)
    done = work.office.backups.automatic(closing=True)
    assert len(done.written) == 1 and len(done.problems) == 1
    assert "备份没有完成" in done.problems[0].message and done.problems[0].remedy


@pytest.mark.parametrize("place", ["backups/more", "..", "."])
def test_the_second_place_is_not_the_first(work: Casework, place: str) -> None:
    with pytest.raises(UserError, match="第二位置"):
        work.office.backups.set_second_place((work.office.folder / place).resolve(), actor=work.handler)


@pytest.mark.parametrize(("days", "warned"), [(3, False), (4, True)])
def test_an_old_backup_is_warned_of(work: Casework, days: int, warned: bool) -> None:
    work.office.backups.automatic()
    work.clock.moment += timedelta(days=days)
    assert work.office.backups.standing().warnings == (), "it holds everything there is"
    work.register()
    standing = work.office.backups.standing()
    assert standing.age_days == days
    assert bool(standing.warnings) is warned
    assert standing.newest is not None and standing.newest.path.parent == standing.folder


def test_the_versions_of_packs_that_cases_rest_on_come_along(
    work: Casework, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    """The other machine may have a later program with a later pack."""
    version = folder / container.VERSIONS / "bz-2024-12@0123456789abcdef"
    (version / "clauses").mkdir(parents=True)
    (version / "clauses" / "13.toml").write_bytes(b"former")
    fresh = tmp_path / "fresh"
    there = fresh / container.VERSIONS
    for made in (work.office.backups.write_to(tmp_path / "out"), work.office.backups.automatic().written[0]):
        recovery.restore(made.path, fresh, clock=clock)
        assert (there / version.name / "clauses" / "13.toml").read_bytes() == b"former"
        assert len(list(there.iterdir())) == 2, "and the one of today"
        (there / version.name / "clauses" / "13.toml").write_bytes(b"there")
        recovery.restore(made.path, fresh, clock=clock)
        assert (there / version.name / "clauses" / "13.toml").read_bytes() == b"there", "what is there stays"
        shutil.rmtree(there)


def test_a_backup_made_while_the_clock_was_ahead_hides_no_age(work: Casework) -> None:
    run, moment = work.office.backups.automatic, work.clock.moment
    run()
    work.clock.moment = moment + timedelta(days=2000)
    add_case(work)
    run(closing=True)
    work.clock.moment = moment + timedelta(days=5)
    add_case(work)
    standing = work.office.backups.standing()
    assert standing.age_days == 5 and "5 天没有更新" in standing.warnings[0]
    assert len(run().written) == 1
    add_case(work)
    assert run().written == (), "one of today is there"
    assert work.office.backups.standing().age_days == 0


def test_a_missing_backup_is_warned_of_once_there_are_cases(work: Casework) -> None:
    assert "还没有" in work.office.backups.standing().warnings[0]


def test_thinning_leaves_whole_unreadable_and_foreign_files_alone(work: Casework) -> None:
    place = work.office.folder / "backups"
    whole = work.office.backups.write_to(place).path
    (place / "自动备份-20200101-000000.bhbak").write_bytes(b"unreadable")
    (place / "笔记.txt").write_text("笔记")
    for _ in range(60):
        work.clock.moment += timedelta(days=1)
        add_case(work)
        work.office.backups.automatic()
    left = [one.path for one in work.office.backups.list()]
    assert whole in left and 10 <= len(left) <= 20
    assert (place / "笔记.txt").exists() and (place / "自动备份-20200101-000000.bhbak").exists()


def test_a_restore_keeps_the_present_data_and_never_gives_a_number_twice(
    work: Casework, folder: Path, clock: FixedClock
) -> None:
    old = work.office.backups.write_to(folder / "backups")
    since = [add_case(work) for _ in range(3)]
    work.office.close()
    done = recovery.restore(old.path, folder, clock=clock)
    assert done.kept is not None and old.path.exists()
    with opened(folder, clock) as office:
        assert len(numbers(office)) == 1 and office.start_notices == ()
        again = Casework.__new__(Casework)
        again.office, again.clock, again._serial = office, clock, 90
        again.handler = office.officers.list()[0]
        assert add_case(again) not in since
        assert office.verify() == []
    recovery.restore(done.kept / "binhui.db", folder, clock=clock)
    with opened(folder, clock) as office:
        assert set(since) <= set(numbers(office)) and office.verify() == []


def test_a_restore_beside_an_open_window_is_refused(work: Casework, folder: Path, clock: FixedClock) -> None:
    made = work.office.backups.write_to(folder / "backups")
    held = open_folder(folder, single=True)
    with pytest.raises(FolderInUse):
        recovery.restore(made.path, folder, clock=clock)
    held.release()


class Stopped(BaseException):
    """Stands for a kill: nothing in the program may catch it and go on."""


@pytest.mark.parametrize("renames", range(12))
def test_a_restore_stopped_anywhere_is_finished_or_never_happened(
    work: Casework, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    old = work.office.backups.write_to(folder / "backups")
    add_case(work)
    work.office.close()
    real, count = disk.replace_patiently, [0]

    def stopping(source: Path, target: Path) -> None:
        if count[0] == renames:
            raise Stopped
        count[0] += 1
        real(source, target)

    monkeypatch.setattr(disk, "replace_patiently", stopping)
    monkeypatch.setattr(shutil, "rmtree", lambda *_args, **_more: None)
    stopped = False
    try:
        recovery.restore(old.path, folder, clock=clock)
    except Stopped:
        stopped = True
    monkeypatch.undo()
    decided = not stopped or (folder / restore.JOURNAL).exists()
    with opened(folder, clock, single=True) as office:
        assert len(numbers(office)) == (1 if decided else 2)
        assert office.verify() == []
        assert bool(office.start_notices) is (stopped and decided)
    assert not (folder / restore.JOURNAL).exists()
    if decided:
        kept = next(folder.glob("恢复前-*"))
        recovery.restore(kept / "binhui.db", folder, clock=clock)
        with opened(folder, clock) as office:
            assert len(numbers(office)) == 2


def flip(path: Path, at: float) -> None:
    content = bytearray(path.read_bytes())
    # A run of bytes: one flipped bit of packed zeros can unpack to the same zeros, which is no damage.
    start = int(len(content) * at)
    content[start : start + 32] = bytes(byte ^ 0xA5 for byte in content[start : start + 32])
    path.write_bytes(content)


def cut(path: Path, at: float) -> None:
    with path.open("rb+") as file:
        file.truncate(int(path.stat().st_size * at))


@pytest.mark.parametrize("harm", [flip, cut])
@pytest.mark.parametrize("at", [0.02, 0.3, 0.6, 0.9])
def test_every_damaged_byte_is_found(
    work: Casework, folder: Path, harm: Callable[[Path, float], None], at: float
) -> None:
    made = work.office.backups.write_to(folder / "backups")
    harm(made.path, at)
    with pytest.raises(EnvironmentProblem, match="备份文件不能使用"):
        recovery.inspect(made.path)


@pytest.mark.parametrize("harm", [flip, cut])
@pytest.mark.parametrize("at", [0.02, 0.3])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    work: Casework, folder: Path, clock: FixedClock, harm: Callable[[Path, float], None], at: float
) -> None:
    made = work.office.backups.write_to(folder / "backups")
    work.office.close()
    before = (folder / "binhui.db").read_bytes()
    harm(made.path, at)
    with pytest.raises(EnvironmentProblem, match="备份文件不能使用"):
        recovery.restore(made.path, folder, clock=clock)
    assert (folder / "binhui.db").read_bytes() == before
    assert not (folder / restore.INCOMING).exists() and not (folder / restore.JOURNAL).exists()


def test_one_damaged_paper_does_not_keep_the_rest_from_coming_back(
    work: Casework, clock: FixedClock, tmp_path: Path
) -> None:
    made = work.office.backups.write_to(tmp_path / "out")
    content = made.path.read_bytes()
    at = content.index(PAPER) + 500
    made.path.write_bytes(content[:at] + b"\x00" + content[at + 1 :])
    done = recovery.restore(made.path, tmp_path / "fresh", clock=clock)
    assert done.missing_files == 1
    with opened(tmp_path / "fresh", clock) as office:
        assert len(numbers(office)) == 1 and [one.what for one in office.verify()] == ["文件缺失"]


def database_of(source: Path) -> bytes:
    with zipfile.ZipFile(source) as file:
        size = json.loads(file.read(container.MANIFEST))["database"]["size"]
    return source.read_bytes()[:size]


def rewritten(source: Path, target: Path, change: Callable[[dict[str, object]], None]) -> Path:
    target.write_bytes(database_of(source))
    with zipfile.ZipFile(source) as old, target.open("rb+") as file:
        file.seek(0, os.SEEK_END)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                if name == container.MANIFEST:
                    manifest = json.loads(data)
                    change(manifest)
                    data = json.dumps(manifest).encode()
                new.writestr(name, data)
            new.writestr("../../escaped.txt", b"out")
            new.writestr("policy/../../escaped.txt", b"out")
    return target


def as_format_1(source: Path, target: Path, database: bytes) -> Path:
    """The file as earlier programs wrote it: everything in the ZIP, the database packed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("binhui.db", database)
        for name in old.namelist():
            data = old.read(name)
            if name == container.MANIFEST:
                data = json.dumps({**json.loads(data), "format": 1}).encode()
            new.writestr(zipfile.ZipInfo(name), data)
    return target


def test_a_backup_of_the_former_format_still_comes_back(
    work: Casework, clock: FixedClock, tmp_path: Path
) -> None:
    made = work.office.backups.write_to(tmp_path / "out")
    before, database = numbers(work.office), database_of(made.path)
    former = as_format_1(made.path, tmp_path / "旧.bhbak", database)
    assert former.stat().st_size < made.size and recovery.inspect(former).cases == 1
    assert recovery.restore(former, tmp_path / "fresh", clock=clock).missing_files == 0
    with opened(tmp_path / "fresh", clock) as office:
        assert numbers(office) == before and office.verify() == []
    flip(former, 0.3)
    with pytest.raises(EnvironmentProblem, match="备份文件不能使用"):
        recovery.inspect(former)


def outside(manifest: dict[str, object]) -> None:
    manifest["policy"] = {"../../escaped.txt": {"size": 3, "sha256": hashlib.sha256(b"out").hexdigest()}}


def no_hash(manifest: dict[str, object]) -> None:
    manifest["files"] = {"../../../../etc/passwd": 3}


def huge(manifest: dict[str, object]) -> None:
    manifest["database"] = {"size": 1 << 50, "sha256": "0" * 64}


def newer(manifest: dict[str, object]) -> None:
    manifest["format"] = 99


def odd(manifest: dict[str, object]) -> None:
    manifest.clear()


def no_moment(manifest: dict[str, object]) -> None:
    manifest["made_at"] = "2024- 6-05T09:00:00"


def moment_of_elsewhere(manifest: dict[str, object]) -> None:
    manifest["made_at"] = "2024-06-05T09:00:00+09:00"


@pytest.mark.parametrize("change", [outside, no_hash, huge, newer, odd, no_moment, moment_of_elsewhere])
def test_a_backup_that_reaches_outside_or_beyond_is_refused(
    work: Casework,
    folder: Path,
    clock: FixedClock,
    tmp_path: Path,
    change: Callable[[dict[str, object]], None],
) -> None:
    made = work.office.backups.write_to(folder / "backups")
    bad = rewritten(made.path, tmp_path / "bad.bhbak", change)
    good = rewritten(made.path, tmp_path / "good.bhbak", lambda manifest: None)
    assert recovery.inspect(good).cases == 1
    with pytest.raises(UserError):
        recovery.restore(bad, tmp_path / "fresh", clock=clock)
    assert list(tmp_path.rglob("escaped.txt")) == []


def test_bytes_exchanged_with_a_fitting_zip_sum_are_found_by_the_hash(
    work: Casework, clock: FixedClock, tmp_path: Path
) -> None:
    made = work.office.backups.write_to(tmp_path / "out")
    old, new = "企业1号".encode(), "企业9号".encode()
    database = database_of(made.path).replace(old, new)
    forged = tmp_path / "forged.bhbak"
    forged.write_bytes(made.path.read_bytes().replace(old, new))
    for one in (forged, as_format_1(made.path, tmp_path / "former.bhbak", database)):
        with pytest.raises(EnvironmentProblem, match="校验值不符"):
            recovery.inspect(one)
        with pytest.raises(EnvironmentProblem, match="校验值不符"):
            recovery.restore(one, tmp_path / "fresh", clock=clock)


def test_entries_that_the_manifest_does_not_name_are_never_unpacked(
    work: Casework, clock: FixedClock, tmp_path: Path
) -> None:
    made = work.office.backups.write_to(tmp_path)
    odd_one = rewritten(made.path, tmp_path / "extra.bhbak", lambda manifest: None)
    recovery.restore(odd_one, tmp_path / "fresh", clock=clock)
    assert list(tmp_path.rglob("escaped.txt")) == []


def test_a_backup_that_unpacks_beyond_measure_or_overlaps_is_refused(
    work: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = work.office.backups.write_to(tmp_path / "out")
    monkeypatch.setattr(container, "FREE_BYTES", 1 << 20)
    assert (
        recovery.inspect(as_format_1(made.path, tmp_path / "good.bhbak", database_of(made.path))).cases == 1
    )
    zeros = bytes(8 << 20)
    bomb = tmp_path / "bomb.bhbak"
    manifest = json.loads(zipfile.ZipFile(made.path).read(container.MANIFEST))
    digest = hashlib.sha256(zeros).hexdigest()
    manifest |= {
        "format": 1,
        "files": {},
        "versions": {},
        "missing": [],
        "database": {"size": len(zeros), "sha256": digest},
    }
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("binhui.db", zeros)
        new.writestr(container.MANIFEST, json.dumps(manifest))
    with pytest.raises(EnvironmentProblem, match="大得异常"):
        recovery.inspect(bomb)
    # The same bytes under many names: the table of contents is rewritten, the content is there once.
    stored = tmp_path / "stored.bhbak"
    many = {f"{number:064x}": len(zeros) for number in range(5)}
    with zipfile.ZipFile(stored, "w") as new:
        new.writestr("binhui.db", zeros)
        new.writestr(container.MANIFEST, json.dumps({**manifest, "complete": True, "files": many}))
        once = new.getinfo("binhui.db")
        for sha256 in many:
            again = copy.copy(once)
            again.filename = again.orig_filename = container.file_entry(sha256)
            new.filelist.append(again)
            new.NameToInfo[again.filename] = again
    with pytest.raises(EnvironmentProblem, match="重叠"):
        recovery.inspect(stored)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"not a zip" * 100])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.bhbak"
    path.write_bytes(content)
    with pytest.raises(EnvironmentProblem):
        recovery.inspect(path)


def test_a_backup_of_damaged_data_is_not_made(work: Casework, folder: Path) -> None:
    work.office.backups.automatic()
    add_case(work)
    db = work.office._desk.db
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("INSERT INTO notes (case_id, text, officer_id, written_at) VALUES (999, '', 1, '')")
    with pytest.raises(EnvironmentProblem, match="数据已有损坏"):
        backup.make_backup(db, folder, folder / "backups", complete=False)
    assert len(work.office.backups.list()) == 1


def test_a_paper_that_is_missing_is_told_and_does_not_stop_the_backup(
    work: Casework, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    digest = hashlib.sha256(PAPER).hexdigest()
    (folder / "files" / digest[:2] / digest).unlink()
    made = work.office.backups.write_to(tmp_path / "out")
    done = recovery.restore(made.path, tmp_path / "fresh", clock=clock)
    assert done.missing_files == 1


def test_no_room_is_told_before_anything_is_written(
    work: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(EnvironmentProblem, match="磁盘空间不足") as told:
        work.office.backups.write_to(tmp_path / "out")
    assert "只剩" in told.value.why and "清理磁盘" in told.value.remedy
    assert list((tmp_path / "out").iterdir()) == []


def test_the_newest_good_backup_is_offered_first_and_a_damaged_one_is_passed_over(
    work: Casework, folder: Path
) -> None:
    work.office.backups.automatic()
    add_case(work)
    work.office.backups.automatic(closing=True)
    newest, older = work.office.backups.list()
    assert recovery.offers(folder)[0].path == newest.path
    flip(newest.path, 0.3)
    assert recovery.offers(folder)[0].path == older.path


def test_a_program_of_another_day_can_read_the_manifest(work: Casework, tmp_path: Path) -> None:
    made = work.office.backups.write_to(tmp_path / "out")
    with zipfile.ZipFile(made.path) as file:
        manifest = json.loads(file.read("manifest.json"))
    assert hashlib.sha256(database_of(made.path)).hexdigest() == manifest["database"]["sha256"]
    (tmp_path / "taken.db").write_bytes(database_of(made.path))
    with contextlib.closing(sqlite3.connect(tmp_path / "taken.db")) as taken:
        assert taken.execute("PRAGMA journal_mode").fetchone() == ("delete",), "it needs no log beside it"
        assert taken.execute("SELECT count(*) FROM cases").fetchone() == (1,)
    assert datetime.fromisoformat(manifest["made_at"]) == work.clock.moment
    assert os.path.getsize(made.path) == made.size


@pytest.mark.parametrize("content", [b"", b"{", b'{"kept": 5}', b"\x00" * 40])
def test_a_journal_that_says_nothing_decides_nothing(
    work: Casework, folder: Path, clock: FixedClock, content: bytes
) -> None:
    work.office.close()
    (folder / restore.JOURNAL).write_bytes(content)
    with opened(folder, clock) as office:
        assert len(numbers(office)) == 1
    assert not (folder / restore.JOURNAL).exists()


@pytest.mark.parametrize(("hours", "swept"), [(23, False), (25, True)])
def test_what_a_killed_backup_left_is_swept_after_a_day(work: Casework, hours: int, swept: bool) -> None:
    place = work.office.folder / "backups"
    half = place / "自动备份-20240601-000000.bhbak.77.part"
    left = [half, half.with_name(f"{half.name}-wal"), place / ".copy-77-1.db"]
    foreign = place / "下载.part"
    moment = (work.clock.moment - timedelta(hours=hours)).timestamp()
    for path in (*left, foreign):
        path.write_bytes(b"half")
        os.utime(path, (moment, moment))
    work.office.backups.automatic()
    assert [path.exists() for path in left] == [not swept] * 3
    assert foreign.exists(), "the second place may be any folder"
