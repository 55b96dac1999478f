"""Before a restore: what comes back beside what is there now, and where the present data will lie."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from models.services.recovery import BackupView
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, frame, label, line


class RestoreDialog(QDialog):
    """Accepted means restore."""

    def __init__(self, desk: Desk, backup: BackupView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复备份")
        self.setMinimumWidth(640)
        self._now = [label("…", "strong", wrap=True, selectable=True) for _ in _lines(backup)]
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(f"恢复到 {backup.made_at:%Y-%m-%d %H:%M:%S} 的数据？", "title", wrap=True))
        layout.addWidget(label("备份已逐字节核对，可以使用。", "secondary"))
        layout.addWidget(frame("card", self._table(backup)))
        words = (
            "备份之后登记、办理和出具的内容，恢复后不在其中。现在的数据不会删除，原样保留在数据文件夹的“恢复前”子文件夹中，"
            "恢复完成后会告诉您位置。恢复时窗口会重新打开。"
        )
        layout.addWidget(label(words, wrap=True))
        foot = line(spacing=8)
        foot.addStretch(1)
        keep = button("不恢复", self.reject)
        keep.setDefault(True)
        self.go_button = button("恢复这份备份", self.accept, kind="danger")
        foot.addWidget(keep)
        foot.addWidget(self.go_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        keep.setFocus()
        desk.read(desk.office.backups.present, self._show, owner=self)

    def _show(self, present: BackupView) -> None:
        for told, (_, words) in zip(self._now, _lines(present), strict=True):
            told.setText(words)

    def _table(self, backup: BackupView) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, title in enumerate(("", "备份里", "现在")):
            grid.addWidget(label(title, "caption"), 0, place)
        for place, (title, words) in enumerate(_lines(backup), 1):
            grid.addWidget(label(title, "field"), place, 0)
            grid.addWidget(label(words, "strong", wrap=True, selectable=True), place, 1)
            grid.addWidget(self._now[place - 1], place, 2)
        return grid


def _lines(held: BackupView) -> tuple[tuple[str, str], ...]:
    return (
        ("单位", held.unit or "尚未设置"),
        ("办件", f"{held.cases:,} 件"),
        ("文书", f"{held.letters:,} 份"),
        ("主体", f"{held.applicants:,} 个"),
        ("附件", f"{held.files:,} 个"),
        ("最后一条记录", held.last_event_at.replace("T", " ") or "无"),
    )
