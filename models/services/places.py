"""Where the data are: the officer's choice of a data folder at the first start, remembered for the next starts."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import platformdirs

from models.errors import EnvironmentProblem, system_reason
from models.services import practice
from models.storage.folder import DATABASE, UnusableFolder, default_data_folder, open_folder

__all__ = ["UnusableFolder"]

_POINTER = "data-folder.txt"
# Among other things of the officer the data get a folder of their own.
OWN_FOLDER = "滨惠办数据"
_MOST_LOOKED_AT = 300


def pointer_file() -> Path:
    """Return the file that keeps the choice."""
    return Path(platformdirs.user_config_dir("binhuiban", appauthor=False)) / _POINTER


def chosen() -> Path | None:
    """Return the folder that was chosen, None where the usual one is used."""
    try:
        text = pointer_file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text else None


def start_folder() -> Path:
    """Return the data folder of this start."""
    return chosen() or default_data_folder()


class MissingFolder(EnvironmentProblem):
    """The folder that was chosen is not there; `found` is where an office like it lies now, where one was found."""

    def __init__(self, folder: Path, found: Path | None) -> None:
        self.folder, self.found = folder, found
        super().__init__(
            "找不到数据文件夹",
            f"{folder} 不存在，可能是磁盘没有接上，或文件夹被移走、改名",
            "请接上磁盘后再启动，或指明它现在的位置",
        )


def require_present(folder: Path) -> None:
    """Raise MissingFolder when the chosen folder is gone: a new empty office there would look like lost data."""
    if folder == chosen() and not folder.is_dir():
        raise MissingFolder(folder, _moved(folder))


def _moved(folder: Path) -> Path | None:
    """Look for the folder where it usually went: another drive letter, another name, or beside its former place."""
    below = folder.relative_to(folder.anchor)
    there = [Path(f"{letter}:\\") / below for letter in "DEFGHIJKLMNOPC"] if folder.drive else []
    for near, pattern in ((folder.parent, "*"), (folder.parent.parent, f"*/{folder.name}")):
        with contextlib.suppress(OSError):
            there += itertools.islice(near.glob(pattern), _MOST_LOOKED_AT)
    found = {one for one in there if _is_office(one) and not practice.is_practice(one)}
    # Of several nobody can say which it was; the officer points to it.
    return found.pop() if len(found) == 1 else None


def _is_office(folder: Path) -> bool:
    try:
        return (folder / DATABASE).is_file()
    except OSError:
        return False


def moved_to(picked: Path) -> Path:
    """Remember where the data lie now; raises EnvironmentProblem where there are none or they cannot be used."""
    folder = picked.expanduser().absolute()
    for one in (folder, folder / OWN_FOLDER):
        if _is_office(one):
            remember(open_folder(one).path)
            return one
    raise EnvironmentProblem(
        "这里没有滨惠办的数据", f"{folder} 中没有 {DATABASE}", "请选择含有该文件的文件夹"
    )


def usable(picked: Path) -> Path:
    """Return the folder in which the data would lie; raises EnvironmentProblem telling why it cannot be used."""
    folder = picked.expanduser().absolute()
    if folder.is_dir() and not (folder / DATABASE).exists() and any(folder.iterdir()):
        folder = folder / OWN_FOLDER
    return open_folder(folder).path


def remember(folder: Path) -> None:
    """Use a folder from now on."""
    file = pointer_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(folder), encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(
            "没有记住数据文件夹", f"{file}：{system_reason(error)}", "请用 --data 启动"
        ) from error
