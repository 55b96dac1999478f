"""Asks for a short name: of a saved view, of a report."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.dialogs.fitting import keep_whole
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line

LONGEST = 20


class NameDialog(QDialog):
    """Accepted with `name`."""

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.field = TextField("名称")
        self.field.edit.setMaxLength(LONGEST)
        self._fault = label("", "error")
        self._fault.hide()
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(hint, "secondary", wrap=True))
        layout.addWidget(self.field)
        layout.addWidget(self._fault)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        save = button("保存", self._finish, kind="primary")
        save.setDefault(True)
        foot.addWidget(save)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        self.field.edit.returnPressed.connect(self._finish)

    @property
    def name(self) -> str:
        """What was typed."""
        return self.field.text.strip()

    def _finish(self) -> None:
        if not self.name:
            self._fault.setText("请填写名称")
            self._fault.show()
            return
        self.accept()
