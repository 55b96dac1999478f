"""Which columns the case list shows, and in which order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QListView, QWidget

from ui.dialogs.fitting import fit_to, keep_whole
from ui.itemmodels.case_columns import ALL, BY_KEY, USUAL
from ui.widgets.parts import button, column, label, line

KEY_ROLE = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Accepted with `keys`, the chosen columns in their order."""

    def __init__(self, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择列")
        fit_to(self, 460, 520)
        self._items = QStandardItemModel(self)
        self.view = QListView()
        self.view.setAccessibleName("列")
        self.view.setModel(self._items)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._fault = label("", "error")
        self._fault.hide()
        self._fill(keys)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("列表显示的列", "title"))
        layout.addWidget(
            label("空格勾选，Alt+↑ 和 Alt+↓ 调整次序；也可以在列表中拖动列标题。", "secondary", wrap=True)
        )
        layout.addWidget(self.view, 1)
        layout.addWidget(self._fault)
        foot = line()
        foot.addWidget(button("上移(&U)", lambda: self.shift(-1), name="上移"))
        foot.addWidget(button("下移(&D)", lambda: self.shift(1), name="下移"))
        foot.addWidget(button("恢复默认(&R)", lambda: self._fill(USUAL), name="恢复默认"))
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        done = button("确定", self._finish, kind="primary")
        done.setDefault(True)
        foot.addWidget(done)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        for keys_pressed, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys_pressed), self)
            shortcut.activated.connect(lambda by=by: self.shift(by))

    @property
    def keys(self) -> tuple[str, ...]:
        """The chosen columns in their order."""
        items = [self._items.item(place) for place in range(self._items.rowCount())]
        return tuple(item.data(KEY_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked)

    def shift(self, by: int) -> None:
        """Move the current column up or down."""
        place = self.view.currentIndex().row()
        if place >= 0 and 0 <= place + by < self._items.rowCount():
            self._items.insertRow(place + by, self._items.takeRow(place))
            self.view.setCurrentIndex(self._items.index(place + by, 0))

    def _fill(self, keys: tuple[str, ...]) -> None:
        self._items.clear()
        for key in (*keys, *(one.key for one in ALL if one.key not in keys)):
            item = QStandardItem(BY_KEY[key].title)
            item.setData(key, KEY_ROLE)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self.view.setCurrentIndex(self._items.index(0, 0))

    def _finish(self) -> None:
        if not self.keys:
            self._fault.setText("请至少选择一列")
            self._fault.show()
            return
        self.accept()
