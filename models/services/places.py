"""Where the data are: the officer's choice of a data folder at the first start, remembered for the next starts."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from models.errors import EnvironmentProblem, system_reason
from models.storage.folder import DATABASE, default_data_folder, open_folder

_POINTER = "data-folder.txt"
# Among other things of the officer the data get a folder of their own.
OWN_FOLDER = "滨惠办数据"


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


def require_present(folder: Path) -> None:
    """Raise EnvironmentProblem when the chosen folder is gone: a new empty office there would look like lost data."""
    if folder == chosen() and not folder.is_dir():
        raise EnvironmentProblem(
            "找不到数据文件夹",
            f"{folder} 不存在，可能是磁盘没有接上或文件夹被移走",
            f"请接上磁盘或移回后再启动；如要重新选择，请先删除 {pointer_file()}",
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
