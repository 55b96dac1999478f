"""Files held by a virus scanner, packages half written, and what the log keeps of a day's work."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import resources
from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.letters.press import Press
from models.services.office import open_office
from models.storage import disk, files
from tests.services.casework import Casework


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Casework]:
    clock = FixedClock(datetime(2024, 6, 5, 9))
    press = Press(resources.path())
    with open_office(tmp_path / "数据", clock=clock, resources=resources.path(), press=press) as office:
        yield Casework(office, clock)


class Scanner:
    """Holds every file that is to be renamed, a given number of times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.left, self.held = times, 0
        real = Path.replace

        def replace(path: Path, target: Path) -> Path:
            if self.left:
                self.left -= 1
                self.held += 1
                raise PermissionError(13, "held", str(target))
            return real(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(disk, "_FIRST_DELAY_S", 0.0)


def test_a_file_held_for_a_moment_is_written_all_the_same(
    work: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "报告.pdf"
    paper.write_bytes(b"%PDF-1.7")
    case = work.register()
    scanner = Scanner(monkeypatch, 3)
    kept, _ = work.office.files.add(paper, case_id=case.id, actor=work.handler)
    assert scanner.held == 3 and work.office.files.read(kept.id)[1] == b"%PDF-1.7"
    scanner.left = 3
    assert work.office.backups.write_to(tmp_path / "备份").path.exists()
    assert work.office.verify() == []


def test_a_file_held_for_good_is_told_and_nothing_half_written_stays(
    work: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "报告.pdf"
    paper.write_bytes(b"%PDF-1.7")
    case = work.register()
    Scanner(monkeypatch, 10_000)
    with pytest.raises(EnvironmentProblem, match="占用"):
        work.office.files.add(paper, case_id=case.id, actor=work.handler)
    with pytest.raises(EnvironmentProblem, match="占用"):
        work.office.backups.write_to(tmp_path / "备份")
    with pytest.raises(UserError, match="占用"):
        work.office.exchange.export(tmp_path / "1.bhpkg", (case.id,), actor=work.handler)
    monkeypatch.undo()
    assert list(tmp_path.rglob("*.part")) == [] and not (tmp_path / "1.bhpkg").exists()
    assert list((tmp_path / "备份").glob("*.bhbak")) == []
    assert work.view(case.id).files == () and work.office.verify() == []


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere an open file can be replaced")
def test_a_file_really_held_open_is_waited_for(tmp_path: Path) -> None:
    sha256 = files.keep(tmp_path, b"x")
    path = files.path_of(tmp_path, sha256)
    path.write_bytes(b"damaged")
    holder = path.open("rb")
    threading.Timer(0.3, holder.close).start()
    assert files.keep(tmp_path, b"x") == sha256 and path.read_bytes() == b"x"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_half_written_package_changes_nothing(work: Casework, tmp_path: Path, share: float) -> None:
    case = work.register()
    whole = tmp_path / "1.bhpkg"
    work.office.exchange.export(whole, (case.id,), actor=work.handler)
    half = tmp_path / "2.bhpkg"
    half.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(UserError) as told:
        work.office.exchange.take(half, actor=work.handler)
    assert "没有改变" in told.value.message and told.value.remedy
    assert work.office.verify() == []


def test_a_day_of_work_leaves_no_personal_word_in_any_log(tmp_path: Path) -> None:
    """The training office is worked through, with an unexpected error; then every log is searched for what it knows."""
    from models.services.demo import fill
    from ui.crash import CrashHandler
    from ui.program_log import FOLDER, ProgramLog

    folder = tmp_path / "数据"
    log = ProgramLog(folder)
    log.started()
    clock = FixedClock(datetime(2024, 6, 5, 9))
    press = Press(resources.path())
    with open_office(folder, clock=clock, resources=resources.path(), press=press) as office:
        fill(office)
        db = office._desk.db
        columns = ("name", "code", "contact", "phone", "bank", "account")
        secrets = {
            str(value)
            for row in db.all(f"SELECT {', '.join(columns)} FROM applicants")
            for value in row
            if value
        }
        secrets |= {row["name"] for row in db.all("SELECT name FROM officers")}
        handler = CrashHandler(lambda: None, log.note)
        handler._showing = True  # no dialog in this test
        for secret in sorted(secrets):
            try:
                raise RuntimeError(secret)
            except RuntimeError as error:
                handler.handle(type(error), error, error.__traceback__)
    log.ended(0)
    texts = [path.read_text(encoding="utf-8") for path in (folder / FOLDER).iterdir()]
    assert len(secrets) > 20 and sum(text.count("RuntimeError") for text in texts) == len(secrets)
    assert [secret for secret in secrets if len(secret) > 1 and any(secret in text for text in texts)] == []
    others = [
        path
        for path in folder.rglob("*")
        if path.is_file() and ".log" in path.name and path.parent.name != FOLDER
    ]
    assert others == []
