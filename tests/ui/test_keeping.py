"""What the window does to keep the office: backup on closing, recovery, the second start, the log."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.services import recovery
from models.services.office import open_office
from tests.e2e.hand import MORNING, Hand
from tests.services.casework import Casework
from ui import doorbell, main_window, messages
from ui.backup_keeper import close_with_backup
from ui.doorbell import Doorbell
from ui.program_log import FILE, FOLDER, KEPT, MAX_BYTES, ProgramLog

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "滨惠办 数据"
    clock = FixedClock(MORNING)
    with open_office(made, clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()
    return made


def test_closing_the_window_backs_up(qapp: object, folder: Path) -> None:
    Hand(folder).leave()
    backups = list((folder / "backups").glob("自动备份-*.bhbak"))
    assert len(backups) == 1 and recovery.inspect(backups[0]).cases == 1
    Hand(folder).leave()
    assert list((folder / "backups").glob("*.bhbak")) == backups, "nothing changed"


def test_an_office_that_was_never_set_up_is_not_backed_up(tmp_path: Path) -> None:
    office = open_office(tmp_path, clock=FixedClock(MORNING), resources=resources.path())
    assert close_with_backup(office) == ()
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_that_fails_is_told_and_the_office_is_closed_all_the_same(folder: Path) -> None:
    office = open_office(folder, clock=FixedClock(MORNING), resources=resources.path(), single=True)
    office.backups.set_second_place(folder.parent / "第二", actor=office.officers.list()[0])
    (folder.parent / "第二").rmdir()
    (folder.parent / "第二").write_text("in the way")
    problems = close_with_backup(office)
    assert len(problems) == 1 and problems[0].remedy
    open_office(folder, clock=FixedClock(MORNING), resources=resources.path(), single=True).close()


@pytest.mark.parametrize("agreed", [True, False])
def test_damaged_data_are_told_and_restored_only_if_the_officer_wants(
    qapp: object, folder: Path, monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    Hand(folder).leave()
    (folder / "binhui.db").write_bytes(b"damaged" * 999)
    asked: list[str] = []

    def choose(
        _parent: object, question: str, consequence: str, *, actions: tuple[str, ...], keep: str
    ) -> int | None:
        asked.append(question + consequence + actions[0])
        return 0 if agreed else None

    monkeypatch.setattr(messages, "choose", choose)
    if agreed:
        hand = Hand(folder)
        assert hand.window.desk.profile is not None
        hand.leave()
        assert list(folder.glob("恢复前-*/binhui.db"))
    else:
        with pytest.raises(AssertionError, match="did not get there"):
            monkeypatch.setattr(Hand, "wait", _short_wait)
            Hand(folder)
        assert (folder / "binhui.db").read_bytes() == b"damaged" * 999
    assert len(asked) == 1 and "损坏" in asked[0] and "办件 1 件" in asked[0] and "恢复这份备份" in asked[0]


def _short_wait(_self: Hand, condition: object, timeout_ms: int = 0) -> None:
    for _ in range(60):
        if condition():  # type: ignore[operator]
            return
        QTest.qWait(10)
    raise AssertionError("the window did not get there in time")


def test_what_happened_is_told_at_the_start(
    qapp: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "binhui.open").write_text("")
    (folder / "binhui.db-wal").write_bytes(b"")
    told: list[str] = []
    monkeypatch.setattr(messages, "show_notice", lambda _parent, text: told.append(text))
    from functools import partial

    monkeypatch.setattr("tests.e2e.hand.open_office", partial(open_office, single=True))
    Hand(folder).leave()
    assert len(told) == 1 and "没有正常关闭" in told[0]


def test_the_bell_is_heard_and_answered(qtbot: object, tmp_path: Path) -> None:
    heard: list[Path | None] = []
    package = tmp_path / "交换 包.bhpkg"
    bell = Doorbell(tmp_path, lambda asked: heard.append(asked))
    answers: list[bool] = []
    ringing = threading.Thread(target=lambda: answers.append(doorbell.ring(tmp_path, package)))
    ringing.start()
    while ringing.is_alive():
        QTest.qWait(10)
    assert heard == [package] and answers == [True]
    assert sorted(tmp_path.iterdir()) == [tmp_path / "bell"] and list((tmp_path / "bell").iterdir()) == []
    bell.deleteLater()


def test_a_bell_that_nobody_hears_is_told_to_the_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "_ANSWER_S", 0.1)
    assert doorbell.ring(tmp_path) is False
    assert list((tmp_path / "bell").iterdir()) == []


def test_a_second_start_ends_and_the_first_window_comes_forward(qapp: object, folder: Path) -> None:
    """Two real processes of the program on one folder."""
    program = (
        "import sys; from pathlib import Path; import resources; from models.clock import SystemClock\n"
        "from ui import application, main_window\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def come(self, asked=None):\n"
        "    print('forward', asked, flush=True); QApplication.exit(5)\n"
        "main_window.MainWindow.come_forward = come\n"
        "from PySide6.QtCore import QTimer\n"
        "build = application.build_window\n"
        "def built(*a, **k):\n"
        "    window = build(*a, **k)\n"
        "    window.opened.connect(lambda: QTimer.singleShot(200, lambda: print('open', flush=True)))\n"
        "    return window\n"
        "application.build_window = built\n"
        "asked = Path(sys.argv[2]) if sys.argv[2:] else None\n"
        "sys.exit(application.run_window(data=Path(sys.argv[1]), resources=resources.path(), clock=SystemClock(),\n"
        "    asked=asked))\n"
    )
    command = [sys.executable, "-c", program, str(folder)]
    first = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None and first.stdout.readline() == "open\n"
    double_clicked = [*command, str(folder / "package.bhpkg")]
    second = subprocess.run(double_clicked, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (second.returncode, second.stdout) == (0, ""), second.stderr
    told, _ = first.communicate(timeout=60)
    assert told == f"forward {folder / 'package.bhpkg'}\n" and first.returncode == 5
    log = (folder / FOLDER / FILE).read_text(encoding="utf-8")
    assert "started" in log and "ended 5" in log


def test_the_log_rotates_and_never_grows_beyond_its_limit(tmp_path: Path) -> None:
    log = ProgramLog(tmp_path)
    for number in range(400):
        log.note(f"{number} " + "x" * 5000)
    log.ended(0)
    files = list((tmp_path / FOLDER).iterdir())
    assert len(files) == KEPT + 1
    assert sum(path.stat().st_size for path in files) <= (KEPT + 1) * (MAX_BYTES + 6000)


def test_the_log_holds_no_personal_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ui.crash import CrashHandler

    log = ProgramLog(tmp_path)
    handler = CrashHandler(lambda: None, log.note)
    handler._showing = True  # no dialog in this test
    try:
        raise ValueError("张三 330108199001011234 13800138000")
    except ValueError as error:
        handler.handle(type(error), error, error.__traceback__)
    log.ended(0)
    text = (tmp_path / FOLDER / FILE).read_text(encoding="utf-8")
    assert "builtins.ValueError" in text and "test_keeping.py" in text
    for secret in ("张三", "330108", "13800138000"):
        assert secret not in text and secret not in capsys.readouterr().err


def test_a_log_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    log = ProgramLog(tmp_path)
    log.started()
    log.ended(0)


def test_problems_of_the_last_backup_are_shown(
    monkeypatch: pytest.MonkeyPatch, qapp: object, folder: Path
) -> None:
    shown: list[UserError] = []
    monkeypatch.setattr(messages, "show_problem", lambda _parent, problem: shown.append(problem))

    def failing(office: object) -> tuple[UserError, ...]:
        office.close()  # type: ignore[attr-defined]
        return (UserError("备份没有完成", "磁盘已满", "请清理磁盘"),)

    monkeypatch.setattr(main_window, "close_with_backup", failing)
    Hand(folder).leave()
    assert [one.what for one in shown] == ["备份没有完成"]


def test_a_pause_has_what_was_saved_indexed(qapp: object, folder: Path) -> None:
    hand = Hand(folder)
    desk = hand.window.desk

    def waiting() -> list[int]:
        """Asked on the worker's thread, where the office lives."""
        told: list[int] = []
        desk.read(lambda: desk.office._desk.db.value("SELECT count(*) FROM search_dirty"), told.append)
        hand.wait(lambda: bool(told))
        return told

    assert waiting() == [1], "what the last end left"
    hand.wait(lambda: waiting() == [0])
    applicant = desk.office.applicants.find("", limit=1)[0]
    form = desk.office.applicants.get(applicant.id)
    desk.write(
        lambda: desk.office.applicants.save(
            replace(form, contact="新联系人"), actor=desk.officer, expected_version=form.version
        )
    )
    hand.settle()
    assert waiting() == [1]
    hand.wait(lambda: waiting() == [0])
    hand.leave()
