"""Where the data lie: shown, and chosen anew before anything is written there; a refusal is told beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from ui.widgets.parts import ElidedLabel, button, column, label, line


class PlaceField(QWidget):
    """Announces the folder that the officer picked; whether it can be used is for the presenter to find out."""

    picked = Signal(object)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._shown = ElidedLabel(folder)
        self._shown.setToolTip(folder)
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        self.change_button = button("换一个文件夹(&D)…", self._ask, kind="small", name="更换数据文件夹")
        row = line(spacing=12)
        row.addWidget(self._shown, 1)
        row.addWidget(self.change_button)
        layout = column(spacing=4)
        layout.addWidget(label("数据只保存在本机的这个文件夹", "field"))
        layout.addLayout(row)
        layout.addWidget(self._fault)
        self.setLayout(layout)

    def show_fault(self, error: UserError | None) -> None:
        """Tell why the folder cannot be used, or take it away."""
        self._fault.setText(error.message if error else "")
        self._fault.setVisible(error is not None)

    def _ask(self) -> None:
        found = QFileDialog.getExistingDirectory(
            self, "选择数据文件夹", str(Path(self._shown.accessibleName()))
        )
        if found:
            self.picked.emit(Path(found))
