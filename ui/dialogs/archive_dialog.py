"""The whole register as open formats: what goes into the archive, where to, progress, what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from models.cases.officers import action_obstacle
from models.services.archive import ArchivedFile
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.itemmodels.board_table_model import BoardColumn
from ui.widgets.board_table import BoardTable
from ui.widgets.exporting import safe_name
from ui.widgets.parts import button, column, frame, label, line
from ui.widgets.run_bar import RunBar

COLUMNS: tuple[BoardColumn, ...] = (
    BoardColumn("文件", 260, lambda one: one.name, stretch=True),
    BoardColumn("行数", 80, lambda one: f"{one.rows:,}", "amount"),
    BoardColumn("SHA-256", 140, lambda one: f"{one.sha256[:16]}…", "quiet", tip=lambda one: one.sha256),
)
TOLD = "全部办件、主体、核定、文书登记、拨付和办理记录写成一个压缩文件，每表一份 CSV 和一份 JSON，不用本程序也能打开。"


class ArchiveDialog(QDialog):
    """Numbers of people are hidden unless an officer who may back up asks for them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.file: Path | None = None
        self.setWindowTitle("登记簿归档")
        fit_to(self, 720, 540)
        self.masked = QCheckBox("隐去个人身份证号、电话和账号的中间各位")
        self.masked.setChecked(True)
        self.with_letters = QCheckBox("附上全部已出具文书的 PDF")
        why = action_obstacle(desk.officer, "backup")
        for box in (self.masked, self.with_letters):
            box.setEnabled(not why)
            box.setToolTip(why)
        self.table = BoardTable(COLUMNS, desk.theme, "归档文件的内容")
        self.table.hide()
        self.run = RunBar(desk)
        self.summary = label("", "heading", wrap=True)
        self._lay_out(why)
        self.run.running_changed.connect(lambda running: self.begin_button.setEnabled(not running))

    def choose(self) -> None:
        """Ask for the place and write there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{self._desk.profile.unit}登记簿 {self._desk.office.clock.today().isoformat()}.zip"
        proposed = str(Path(folder) / safe_name(name))
        chosen, _ = QFileDialog.getSaveFileName(self, "归档文件存到", proposed, "压缩文件 (*.zip)")
        if chosen:
            file = Path(chosen)
            self.write_to(file if file.suffix else file.with_suffix(".zip"))

    def write_to(self, file: Path) -> None:
        """Write the archive."""
        archives, actor = self._desk.office.archives, self._desk.officer
        masked, letters = self.masked.isChecked(), self.with_letters.isChecked()
        self.file = file
        self.run.run(
            "正在写归档文件",
            lambda proceed: archives.write(
                file, actor=actor, masked=masked, with_letters=letters, proceed=proceed
            ),
            self._on_written,
            owner=self,
        )

    def open_folder(self) -> None:
        """Show the folder written to."""
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.parent)))

    def reject(self) -> None:
        """Close; while it runs this asks it to stop, which leaves no file."""
        if self.run.running:
            self.run.stop()
            return
        super().reject()

    def _lay_out(self, why: str) -> None:
        self.begin_button = button("选择位置并写出(&B)…", self.choose, kind="primary", name="选择位置并写出")
        self.folder_button = button("打开文件夹(&O)", self.open_folder, name="打开文件夹")
        self.folder_button.setEnabled(False)
        inner = column(spacing=12, margins=(24, 20, 24, 12))
        inner.addWidget(label("登记簿归档", "title"))
        inner.addWidget(label(TOLD, "secondary", wrap=True))
        inner.addWidget(self.masked)
        inner.addWidget(self.with_letters)
        if why:
            inner.addWidget(label(f"不能更改：{why}", "caption", wrap=True))
        inner.addWidget(self.summary)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.run)
        inner.addStretch(0)
        foot = line(spacing=8, margins=(16, 12, 16, 12))
        foot.addStretch(1)
        for made in (button("关闭", self.reject), self.folder_button, self.begin_button):
            foot.addWidget(made)
        layout = column(spacing=0)
        layout.addLayout(inner, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)

    def _on_written(self, files: tuple[ArchivedFile, ...]) -> None:
        rows = sum(one.rows for one in files if one.name.startswith("json/"))
        assert self.file is not None
        self.summary.setText(f"已写出 {len(files)} 个文件，{rows:,} 行：{self.file.name}")
        self.table.show_lines(list(files))
        self.table.show()
        self.folder_button.setEnabled(True)
