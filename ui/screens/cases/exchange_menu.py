"""The menu 交换 of the case list: the chosen cases into a package, a package into the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from models.services.views import CaseRow
from ui.desk import Desk
from ui.widgets.parts import button

if TYPE_CHECKING:
    from ui.screens.cases.selection_bar import SelectionBar

MOST = 20_000
NAMED = 3


class ExchangeMenu:
    """Two buttons with the same menu: in the head of the list, and beside the chosen cases."""

    def __init__(
        self, desk: Desk, owner: QWidget, selection: SelectionBar, show: Callable[[QDialog], None]
    ) -> None:
        self._desk, self._owner, self._selection, self._show = desk, owner, selection, show
        self.button = self._make("交换　", "单位之间交换", "")
        selection.add_tool(self._make("交换　", "与其他单位交换所选办件", "small"))

    def _make(self, words: str, name: str, kind: str) -> QPushButton:
        made = button(words, kind=kind, name=name)
        menu = QMenu(made)
        self.export_action = menu.addAction("", self.ask_export)
        menu.addAction("导入交换包…", self.ask_import)
        menu.addSeparator()
        menu.addAction("往来单位和交换记录", lambda: self._window.open_at("settings", "exchange"))
        action = self.export_action

        def about_to_show() -> None:
            count = self._selection.count
            action.setText(f"导出交换包（所选 {count:,} 件）…" if count else "导出交换包（先选择办件）…")
            action.setEnabled(count > 0)

        menu.aboutToShow.connect(about_to_show)
        made.setMenu(menu)
        return made

    @property
    def _window(self):  # type: ignore[no-untyped-def]
        return self._desk.window

    def ask_export(self) -> None:
        """Open the dialog for the chosen cases."""
        from ui.dialogs.package_export_dialog import PackageExportDialog

        def then(rows: tuple[CaseRow, ...]) -> None:
            if not rows:
                return
            names = "、".join(row.case_no for row in rows[:NAMED])
            subject = f"{names}……共 {len(rows):,} 件" if len(rows) > NAMED else f"{names}　共 {len(rows)} 件"
            ids = tuple(row.id for row in rows)
            self._show(PackageExportDialog(self._desk, ids, subject, self._owner.window()))

        self._selection.with_rows(then, most=MOST)

    def ask_import(self) -> None:
        """Open the dialog that takes a package in."""
        self._window.packages.open_dialog()
