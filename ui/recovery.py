"""Data that cannot be opened: says what happened, shows what a good backup holds, restores it if the officer wants."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from models.clock import Clock
from models.errors import EnvironmentProblem, UserError
from models.gauge import StoppedWork
from models.services import places, recovery
from ui import messages
from ui.desk import Desk
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.widgets.run_bar import Proceed

BACKUP_FILES = "备份文件 (*.bhbak);;恢复前、升级前保留的数据库 (*.db)"
CLOSE = "关闭程序"
RESTORING = "正在恢复（MB）"


def open_and_read(opener: Callable[[], Any]) -> tuple[Any, Any, tuple[Any, ...], Any]:
    """Open the office and read what the window begins with: profile, officers, who sat here last."""
    office = opener()
    with recovery.first_look(office):
        # The forms are loaded here and not on the window's thread when they are first asked for.
        _ = office.forms
        return office, office.profile(), tuple(office.officers.list()), office.officers.last_at_desk()


def offer_way_out(parent: QWidget, desk: Desk, error: Exception, again: Callable[[], Any]) -> bool:
    """Tell why the office did not open and offer what helps: a backup, the place of moved data, another try.

    Tells whether the window goes on.
    """
    if isinstance(error, recovery.DamagedOffice):
        return offer_restore(parent, error, again)
    window: Any = parent
    if isinstance(error, places.MissingFolder):
        window.next_folder = offer_moved(parent, error)
        return False
    if isinstance(error, places.UnusableFolder):
        return offer_other_folder(window, error, again)
    if isinstance(error, EnvironmentProblem):
        words = "\n\n".join(part for part in (error.why, error.remedy) if part)
        if messages.choose(parent, error.what, words, actions=("再试一次",), keep=CLOSE) is None:
            return False
        again()
        return True
    desk.show_problem(error)
    return False


def offer_restore(parent: QWidget, problem: recovery.DamagedOffice, again: Callable[[], Any]) -> bool:
    """Offer the newest good backup, or one lying elsewhere; after a restore `again` opens the office.

    Tells whether the window goes on.
    """
    best = problem.offers[0] if problem.offers else None
    ways = ("选择备份文件…",) if best is None else ("恢复这份备份", "另选备份文件…")
    while True:
        way = messages.choose(parent, problem.what, _offer_words(problem), actions=ways, keep=CLOSE)
        if way is None:
            return False
        backup = best if way == 0 and best is not None else _picked(parent)
        if backup is not None and _restored(parent, problem, backup):
            again()
            return True


def _offer_words(problem: recovery.DamagedOffice) -> str:
    kept = "现有的文件会原样保留在数据文件夹的“恢复前”子文件夹中。不恢复则关闭程序，什么都不改动。"
    if not problem.offers:
        nothing = (
            "数据文件夹和第二备份位置中没有可用的备份。如在别处（移动磁盘、另一台电脑）存有备份，请选择它。"
        )
        return f"{problem.why}\n\n{nothing}\n\n{kept}"
    best = problem.offers[0]
    return f"{problem.why}\n\n可以恢复：{best.summary}\n位置：{best.path}\n\n{kept}"


def _picked(parent: QWidget) -> recovery.BackupView | None:
    """Return a backup that the officer picked, read in full and wanted after its contents were shown."""
    path = pick_backup(parent)
    if path is None:
        return None
    try:
        backup = run_shown(
            parent, "核对备份", "正在核对（MB）", lambda proceed: recovery.inspect(path, proceed=proceed)
        )
    except StoppedWork:
        return None
    except UserError as error:
        messages.show_problem(parent, error)
        return None
    wanted = messages.confirm(
        parent, "恢复这份备份？", f"{backup.summary}\n位置：{path}", action="恢复这份备份"
    )
    return backup if wanted else None


def pick_backup(parent: QWidget) -> Path | None:
    """Ask for a backup file."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "选择备份文件", "", BACKUP_FILES)
    return Path(chosen) if chosen else None


def _restored(parent: QWidget, problem: recovery.DamagedOffice, backup: recovery.BackupView) -> bool:
    try:
        done = run_shown(parent, "恢复备份", RESTORING, lambda proceed: problem.restore(backup, proceed))
    except StoppedWork:
        return False
    except UserError as error:
        messages.show_problem(parent, error)
        return False
    if done.missing_files:
        missing = f"有 {done.missing_files} 个附件在备份中没有内容"
        messages.show_problem(parent, UserError("已恢复，但不完整", missing, "请到“设置—关于”核验，看是哪些"))
    return True


class _Alone:
    """A worker where no window has one any more, or yet."""

    def __init__(self) -> None:
        self.tasks = Tasks(self.show_problem)

    def say(self, words: str) -> None:
        """There is nowhere to say it."""

    def show_problem(self, error: Exception) -> None:
        """As an unexpected error is told anywhere."""
        sys.excepthook(type(error), error, error.__traceback__)


def run_shown(parent: QWidget | None, title: str, what: str, call: Callable[[Proceed], Any]) -> Any:
    """Run a call beside the window with its progress and a stop, and return what it gives or raise what it raises."""
    from ui.dialogs.run_dialog import RunDialog

    alone = _Alone()
    try:
        return RunDialog(alone, title, parent).wait_for(what, call)
    finally:
        alone.tasks.stop()


def offer_reopening(window: Any, problem: UserError) -> None:
    """Damage was met in the middle of the work: offer to open again, which checks everything and offers a backup."""
    words = (
        f"{problem.why}\n\n重新打开时会检查全部数据；确有损坏，就提供最近的完好备份。"
        "正在填写的内容先存为草稿，现有的文件和备份都保留着。稍后也可以自己关闭再打开。"
    )
    ways = ("重新打开并检查",)
    if messages.choose(window, problem.what, words, actions=ways, keep="稍后") is not None:
        window.go_on_at(window.desk.office.folder)


def offer_other_folder(window: Any, problem: places.UnusableFolder, again: Callable[[], Any]) -> bool:
    """The folder cannot be used: offer another try, or another folder for the data. Tells whether the window goes on."""
    ways = ("再试一次", "换一个数据文件夹…")
    words = f"{problem.why}\n\n{problem.remedy}"
    way = messages.choose(window, problem.what, words, actions=ways, keep=CLOSE)
    if way == 0:
        again()
        return True
    picked = QFileDialog.getExistingDirectory(window, "选择数据文件夹") if way == 1 else ""
    if picked:
        try:
            folder = places.usable(Path(picked))
            places.remember(folder)
            window.next_folder = folder
        except UserError as error:
            messages.show_problem(window, error)
    return False


def offer_moved(parent: QWidget, problem: places.MissingFolder) -> Path | None:
    """Offer the place where the data folder seems to lie now, else ask for it; returns it once it is remembered."""
    if problem.found is not None:
        words = f"{problem.why}。\n\n这里有滨惠办的数据：{problem.found}\n以后从这里打开。不使用则关闭程序，什么都不改动。"
        ways = ("使用这里的数据", "指明另一个位置…")
        way = messages.choose(parent, "数据文件夹移动过了吗？", words, actions=ways, keep=CLOSE)
        if way == 0:
            return _moved_to(parent, problem.found)
    else:
        words = f"{problem.why}。\n\n{problem.remedy}。不指明则关闭程序，什么都不改动。"
        way = messages.choose(parent, problem.what, words, actions=("指明现在的位置…",), keep=CLOSE)
    if way is None:
        return None
    picked = QFileDialog.getExistingDirectory(parent, "数据文件夹现在的位置")
    return _moved_to(parent, Path(picked)) if picked else None


def _moved_to(parent: QWidget, folder: Path) -> Path | None:
    try:
        return places.moved_to(folder)
    except UserError as error:
        messages.show_problem(parent, error)
        return None


def restore_chosen(backup: Path, folder: Path, clock: Clock) -> bool:
    """Put a backup that the officer chose in the place of a closed office's data, and say where those lie now."""
    try:
        done = run_shown(
            None,
            "恢复备份",
            RESTORING,
            lambda proceed: recovery.restore(backup, folder, clock=clock, proceed=proceed),
        )
    except StoppedWork:
        return False
    except UserError as error:
        messages.show_problem(None, error)
        return False
    words = f"已恢复{done.backup.summary}。"
    if done.kept is not None:
        words += f"\n\n恢复前的数据原样保留在：{done.kept}"
    if done.missing_files:
        words += f"\n\n有 {done.missing_files} 个附件在备份中没有内容，请在“设置—关于”中核验，看是哪些。"
    messages.show_notice(None, words)
    return True
