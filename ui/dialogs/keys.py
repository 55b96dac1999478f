"""The list of keys (F1)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.widgets.parts import button, label


class KeysDialog(QDialog):
    """Shows each key with what it does."""

    def __init__(self, keys: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键一览")
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (key, meaning) in enumerate(keys):
            grid.addWidget(label(key, "strong"), row, 0)
            grid.addWidget(label(meaning), row, 1)
        close = button("关闭", self.accept, kind="primary")
        close.setDefault(True)
        grid.addWidget(close, len(keys), 1)
        close.setFixedWidth(88)
