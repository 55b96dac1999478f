"""Choose a file of the applicant's wallet for a paper of a case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from models.services.views import FileView
from ui.desk import Desk
from ui.dialogs.fitting import fit_to, keep_whole
from ui.itemmodels.board_table_model import BoardColumn
from ui.widgets.board_table import BoardTable
from ui.widgets.file_list import size_words, state_of
from ui.widgets.parts import button, column, label, line


class WalletPickDialog(QDialog):
    """Announces the file chosen; an expired or missing one cannot be."""

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, files: tuple[FileView, ...], material: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从材料夹引用")
        fit_to(self, 640, 420)
        self._today = desk.office.clock.today()
        self.table = BoardTable(self._columns(), desk.theme, "材料夹", row_height=44)
        self._why_not = label("", "error")
        self.go_button = button("引用(&U)", self._finish, kind="primary", name="引用")
        self.go_button.setDefault(True)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("从材料夹引用", "title"))
        layout.addWidget(label(f"用于：{material}", "secondary", wrap=True))
        if files:
            layout.addWidget(self.table, 1)
        else:
            words = "该主体的材料夹还是空的。可在“主体”页面的“材料夹”里添加常用材料。"
            layout.addWidget(label(words, "secondary", wrap=True))
            layout.addStretch(1)
        foot = line()
        foot.addWidget(self._why_not, 1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        self.table.turned_to.connect(self._judge)
        self.table.opened.connect(lambda file: self._finish())
        self.go_button.setEnabled(False)
        self.table.show_lines(list(files))
        self.table.setFocus()

    def _columns(self) -> tuple[BoardColumn, ...]:
        return (
            BoardColumn(
                "文件", 240, lambda file: f"{file.name}\n{size_words(file.size)}", "two_lines", stretch=True
            ),
            BoardColumn("有效期至", 104, lambda file: str(file.expires_on or "—")),
            BoardColumn(
                "状态",
                110,
                lambda file: state_of(file, self._today)[0],
                "state",
                extra=lambda file: state_of(file, self._today)[1],
            ),
        )

    def _judge(self, file: FileView) -> None:
        expired = file.expires_on is not None and file.expires_on < self._today
        why = file.fault or (f"已于 {file.expires_on} 过期，请索取新的" if expired else "")
        self._why_not.setText(why)
        self.go_button.setEnabled(not why)

    def _finish(self) -> None:
        if self.go_button.isEnabled() and self.table.current is not None:
            self.accept()
            self.chosen.emit(self.table.current)
