"""What changes for a case under the corrected version of its policy pack, and the move with its reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from models.services.pack_moves import PackMove
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, frame, label, line, scrolled

MOST_HEIGHT = 320


class PackMoveDialog(QDialog):
    """Accepted means move; where the move is refused it only tells."""

    def __init__(self, found: PackMove, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle("政策包的更正版本")
        self.setMinimumWidth(720)
        self._area = QPlainTextEdit()
        self._area.setAccessibleName("转换理由")
        self._area.setTabChangesFocus(True)
        self._area.setFixedHeight(64)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("按更正版本办理会有这些变化", "title"))
        layout.addWidget(
            label("已作的判断和已收的材料随同名项目保留；转换记入办件记录。", "secondary", wrap=True)
        )
        table = QWidget()
        table.setLayout(self._table())
        area = scrolled(table)
        area.setMinimumHeight(min(MOST_HEIGHT, table.sizeHint().height() + 8))
        inner = column()
        inner.addWidget(area)
        layout.addWidget(frame("card", inner), 1)
        if found.obstacle:
            layout.addWidget(label(f"现在不能转换：{found.obstacle}。", "error", wrap=True))
        else:
            layout.addWidget(label("转换理由", "field"))
            layout.addWidget(self._area)
            layout.addWidget(self.fault)
        layout.addLayout(self._foot())
        self.setLayout(layout)
        keep_whole(self)
        if not found.obstacle:
            self._area.setFocus()

    @property
    def reason(self) -> str:
        """Why the case is moved."""
        return self._area.toPlainText().strip()

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, title in enumerate(("项目", "现在", "转换后")):
            grid.addWidget(label(title, "caption"), 0, place)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for row, change in enumerate(self._found.changes, 1):
            cells = (label(change.what, "field"), *(_cell(words) for words in (change.old, change.new)))
            for place, cell in enumerate(cells):
                grid.addWidget(cell, row, place, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self._found.changes) + 1, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        foot = line()
        foot.addStretch(1)
        keep = button("仍按原版本(&K)", self.reject)
        foot.addWidget(keep)
        if self._found.obstacle:
            keep.setDefault(True)
            return foot
        move = button("转换(&M)　Ctrl+Enter", self._finish, kind="primary", name="转换到更正版本")
        foot.addWidget(move)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)
        return foot

    def _finish(self) -> None:
        if self.reason:
            self.accept()
            return
        self.fault.setText("请写明转换的理由")
        self.fault.show()
        self._area.setFocus()


def _cell(words: str) -> QWidget:
    return label(words, "", wrap=True, selectable=True)
