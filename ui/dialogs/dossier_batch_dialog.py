"""Dossiers of several cases into a folder, one PDF a case, with progress, a stop and the result of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.services.dossier_files import DossierFile
from models.services.views import CaseRow
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.itemmodels.board_table_model import BoardColumn
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, frame, label, line
from ui.widgets.run_bar import RunBar


@dataclass(frozen=True)
class _Line:
    row: CaseRow
    made: DossierFile | None = None

    @property
    def state(self) -> str:
        if self.made is None:
            return "未合成"
        return "已合成" if self.made.path else "没有合成"

    @property
    def words(self) -> str:
        if self.made is None:
            return ""
        left = f"{self.made.left_out} 份文件没有合并，原因见目录" if self.made.left_out else ""
        return self.made.fault or left


TONES = {"未合成": "quiet", "已合成": "ok", "没有合成": "bad"}
COLUMNS: tuple[BoardColumn, ...] = (
    BoardColumn(
        "办件", 240, lambda one: f"{one.row.applicant_name}\n{one.row.case_no}", "two_lines", stretch=True
    ),
    BoardColumn("结果", 84, lambda one: one.state, "state", extra=lambda one: TONES[one.state]),
    BoardColumn("说明", 220, lambda one: one.words, stretch=True),
)


class DossierBatchDialog(QDialog):
    """Choose a folder, then it begins."""

    def __init__(self, desk: Desk, rows: tuple[CaseRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._rows = desk, rows
        self.folder: Path | None = None
        self.setWindowTitle("合成案卷")
        fit_to(self, 760, 520)
        self.table = BoardTable(COLUMNS, desk.theme, "合成案卷的办件", row_height=46)
        self.run = RunBar(desk)
        self.summary = label(
            f"{len(rows)} 件，每件一个 PDF：目录、办件单、文书、材料。", "secondary", wrap=True
        )
        self.begin_button = button(
            "选择文件夹并合成(&B)…", self.choose, kind="primary", name="选择文件夹并合成"
        )
        self.folder_button = button("打开文件夹(&O)", self.open_folder, name="打开文件夹")
        self.folder_button.setEnabled(False)
        inner = column(spacing=12, margins=(24, 20, 24, 12))
        inner.addWidget(label("合成案卷", "title"))
        inner.addWidget(self.summary)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.run)
        foot = line(spacing=8, margins=(16, 12, 16, 12))
        foot.addStretch(1)
        for made in (button("关闭", self.reject), self.folder_button, self.begin_button):
            foot.addWidget(made)
        layout = column(spacing=0)
        layout.addLayout(inner, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)
        self.table.show_lines([_Line(row) for row in rows])
        self.run.running_changed.connect(lambda running: self.begin_button.setEnabled(not running))

    def choose(self) -> None:
        """Ask for the folder and begin."""
        chosen = QFileDialog.getExistingDirectory(self, "案卷存到哪个文件夹")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write the dossiers into a folder."""
        dossiers, actor = self._desk.office.dossiers, self._desk.officer
        ids = tuple(row.id for row in self._rows)
        self.folder = folder
        self.run.run(
            "正在合成",
            lambda proceed: dossiers.write_files(ids, folder, actor=actor, proceed=proceed),
            self._on_written,
            owner=self,
        )

    def open_folder(self) -> None:
        """Show the folder written to."""
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def reject(self) -> None:
        """Close; while it runs this only asks it to stop, so that what was written is shown."""
        if self.run.running:
            self.run.stop()
            return
        super().reject()

    def _on_written(self, files: tuple[DossierFile, ...]) -> None:
        found = {one.case_id: one for one in files}
        self.table.show_lines([_Line(row, found.get(row.id)) for row in self._rows])
        done = sum(1 for one in files if one.path)
        stopped = "，已按要求停止" if len(files) < len(self._rows) else ""
        self.summary.setText(
            f"已合成 {done} 件，没有合成 {len(self._rows) - done} 件{stopped}。存在 {self.folder}"
        )
        self.folder_button.setEnabled(done > 0)
