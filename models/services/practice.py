"""The training office beside the real one: made in a folder of its own, marked as practice, thrown away as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from models.clock import Clock
from models.errors import EnvironmentProblem, UserError, system_reason

if TYPE_CHECKING:
    from models.services.press import LetterPress

SUFFIX = "-练习"
# The mark also tells where the real office lies.
MARK = "practice.txt"


def folder_beside(data: Path) -> Path:
    """Return the folder of the training office that belongs to a data folder; it need not exist."""
    return data.with_name(data.name + SUFFIX)


def is_practice(folder: Path) -> bool:
    """Tell whether a data folder holds a training office."""
    return (folder / MARK).is_file()


def home_of(folder: Path) -> Path:
    """Return the data folder that a training office was made beside."""
    return Path((folder / MARK).read_text(encoding="utf-8").strip())


def make(data: Path, *, clock: Clock, resources: Path, press: LetterPress | None = None) -> Path:
    """Make the training office beside a data folder and return its folder; one that is there is kept as it is.

    Raises EnvironmentProblem where the folder cannot be written or holds something else.
    """
    from models.services import demo
    from models.services.office import open_office

    folder = folder_beside(data)
    if is_practice(folder):
        return folder
    if folder.exists() and any(folder.iterdir()):
        raise EnvironmentProblem("不能建立练习单位", f"{folder} 已有其他内容", "请先移走这个文件夹")
    try:
        with open_office(folder, clock=clock, resources=resources, press=press) as office:
            demo.fill(office)
        (folder / MARK).write_text(str(data), encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def discard(folder: Path) -> None:
    """Throw a training office away; raises UserError for a folder that is none, so that real data are never deleted."""
    if not is_practice(folder):
        raise UserError("这不是练习单位", f"{folder} 没有练习标记", "正式数据不能这样删除")
    try:
        mark = (folder / MARK).read_text(encoding="utf-8")
        for item in folder.iterdir():
            if item.name != MARK:
                shutil.rmtree(item) if item.is_dir() else item.unlink()
        (folder / MARK).unlink()
        folder.rmdir()
    except OSError as error:
        # Still marked, so that it can be tried again.
        if folder.is_dir():
            (folder / MARK).write_text(mark, encoding="utf-8")
        raise EnvironmentProblem(
            "练习数据没有删完", f"“{folder}”：{system_reason(error)}", "请关闭占用的程序后再试"
        ) from error
