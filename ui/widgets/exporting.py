"""Hands out a file made by the office: asks where to, makes and writes it on the worker, says where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError, system_reason
from ui.desk import Desk
from ui.dialogs.run_dialog import RunDialog
from ui.widgets.run_bar import Proceed

KINDS = {
    ".xlsx": "Excel 工作簿 (*.xlsx)",
    ".pdf": "PDF 文件 (*.pdf)",
    ".json": "清单文件 (*.json)",
    ".csv": "CSV 表格 (*.csv)",
}


Then = Callable[[Path], None]


def ask_and_export(
    desk: Desk,
    owner: QWidget,
    name: str,
    suffix: str,
    make: Callable[[], bytes] = bytes,
    then: Then | None = None,
    *,
    counted: Callable[[Proceed], bytes] | None = None,
) -> None:
    """Ask for the place and export there; `name` is proposed without its suffix, `then` gets the file written.

    What takes long is made by `counted` instead, which tells its progress and can be stopped.
    """
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    proposed = str(Path(folder) / f"{safe_name(name)}{suffix}")
    chosen, _ = QFileDialog.getSaveFileName(owner, "导出", proposed, KINDS[suffix])
    if chosen:
        file = Path(chosen)
        named = file if file.suffix.lower() == suffix else file.with_name(file.name + suffix)
        export_to(desk, owner, named, make, then, counted=counted)


def export_to(
    desk: Desk,
    owner: QWidget,
    file: Path,
    make: Callable[[], bytes] = bytes,
    then: Then | None = None,
    *,
    counted: Callable[[Proceed], bytes] | None = None,
) -> None:
    """Make the file and write it, both on the worker; a folder that cannot be written to is told."""

    def call(proceed: Proceed | None = None) -> Path:
        data = counted(proceed) if counted is not None and proceed is not None else make()
        try:
            file.write_bytes(data)
        except OSError as error:
            raise UserError(
                f"没有导出“{file.name}”",
                system_reason(error),
                "请换一个文件夹，或关闭正在使用该文件的程序",
            ) from None
        return file

    tell = then or (lambda done: desk.say(f"已导出到 {done}"))
    if counted is None:
        desk.read(call, tell, owner=owner)
    else:
        RunDialog(desk, f"导出“{file.name}”", owner.window()).begin("正在导出", call, tell)


def safe_name(name: str) -> str:
    """Return a name that Windows takes for a file."""
    return "".join("_" if character in '\\/:*?"<>|' else character for character in name)
