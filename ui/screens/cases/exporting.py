"""Hands the case list out as Excel or CSV, with the columns and the order on screen, with progress and a stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu

from models.errors import UserError, system_reason
from models.services.views import CaseFilter
from ui.desk import Desk
from ui.itemmodels.case_columns import export_keys
from ui.printing import Printable
from ui.widgets.parts import button
from ui.widgets.run_bar import Proceed, RunBar

if TYPE_CHECKING:
    from ui.screens.cases.view import CasesScreen

KINDS = "Excel 工作簿 (*.xlsx);;CSV 文件 (*.csv)"


class CaseExports:
    """The button with its menu, and the progress."""

    def __init__(self, desk: Desk, screen: CasesScreen) -> None:
        self._desk, self._screen = desk, screen
        self.run = RunBar(desk)
        self.button = button("导出　", name="导出列表")
        menu = QMenu(self.button)
        menu.addAction("导出列表为 Excel 或 CSV…", lambda: self.ask(screen.filter))
        self.button.setMenu(menu)

    def export_chosen(self, case_ids: tuple[int, ...]) -> None:
        """Export the chosen cases alone."""
        self.ask(CaseFilter(ids=case_ids))

    def printable(self) -> Printable | None:
        """Return the list as it stands on screen, to be printed."""
        screen = self._screen
        if not screen.model.rowCount():
            return None
        chosen, order = screen.filter, screen.table.order
        columns = export_keys(screen.table.columns_in_order)
        return Printable(
            "办件表",
            lambda office, officer, proceed: office.prints.case_list(
                chosen, order, columns, actor=officer, proceed=proceed
            ),
        )

    def ask(self, chosen: CaseFilter) -> None:
        """Ask for the place and export there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = self._desk.office.clock.today().isoformat()
        name, _ = QFileDialog.getSaveFileName(
            self._screen, "导出办件列表", str(Path(folder) / f"办件表{day}.xlsx"), KINDS
        )
        if name:
            self.export(chosen, Path(name) if Path(name).suffix else Path(f"{name}.xlsx"))

    def export(self, chosen: CaseFilter, file: Path) -> None:
        """Make the file on the worker and write it."""
        office, order = self._desk.office, self._screen.table.order
        columns = export_keys(self._screen.table.columns_in_order)
        kind = "csv" if file.suffix.lower() == ".csv" else "xlsx"

        def call(proceed: Proceed) -> Path:
            data = office.browse.file(chosen, order, columns, kind, proceed=proceed)
            try:
                file.write_bytes(data)
            except OSError as error:
                raise UserError(
                    f"没有导出“{file.name}”",
                    system_reason(error),
                    "请换一个文件夹，或关闭正在使用该文件的程序",
                ) from None
            return file

        self.run.run("正在导出", call, lambda done: self._desk.say(f"已导出到 {done}"), owner=self._screen)
