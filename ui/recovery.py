"""Data that cannot be opened: says what happened, shows what the newest good backup holds, restores it if the officer wants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from models.clock import Clock
from models.errors import UserError
from models.services import places, recovery
from ui import messages
from ui.desk import Desk


def offer_way_out(parent: QWidget, desk: Desk, error: Exception, again: Callable[[], Any]) -> bool:
    """Tell why the office did not open; for damaged data offer a backup, for moved ones their place. Tells whether the window goes on."""
    if isinstance(error, recovery.DamagedOffice):
        return offer_restore(parent, error, again)
    if isinstance(error, places.MissingFolder):
        window: Any = parent
        window.next_folder = offer_moved(parent, error)
        return False
    desk.show_problem(error)
    return False


def offer_restore(parent: QWidget, problem: recovery.DamagedOffice, again: Callable[[], Any]) -> bool:
    """Offer the newest good backup; after a restore `again` opens the office. Tells whether the window goes on."""
    if not problem.offers:
        messages.show_problem(parent, problem)
        return False
    best = problem.offers[0]
    consequence = (
        f"{problem.why}\n\n可以恢复：{best.summary}\n位置：{best.path}\n\n"
        "现有的文件会原样保留在数据文件夹的“恢复前”子文件夹中。不恢复则关闭程序，什么都不改动。"
    )
    if not messages.confirm(parent, problem.what, consequence, action="恢复这份备份"):
        return False
    try:
        done = problem.restore(best)
    except UserError as error:
        messages.show_problem(parent, error)
        return False
    if done.missing_files:
        missing = f"有 {done.missing_files} 个附件在备份中没有内容"
        messages.show_problem(parent, UserError("已恢复，但不完整", missing, "请在“核验”中查看是哪些"))
    again()
    return True


def offer_moved(parent: QWidget, problem: places.MissingFolder) -> Path | None:
    """Offer the place where the data folder seems to lie now, else ask for it; returns it once it is remembered."""
    if problem.found is not None:
        words = f"{problem.why}。\n\n这里有滨惠办的数据：{problem.found}\n以后从这里打开。不使用则关闭程序，什么都不改动。"
        if not messages.confirm(parent, "数据文件夹移动过了吗？", words, action="使用这里的数据"):
            return None
        return _moved_to(parent, problem.found)
    words = f"{problem.why}。\n\n{problem.remedy}。不指明则关闭程序，什么都不改动。"
    if not messages.confirm(parent, problem.what, words, action="指明现在的位置…"):
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
        done = recovery.restore(backup, folder, clock=clock)
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
