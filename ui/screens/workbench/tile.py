"""A pile of work as a button: its count large, its name below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.fonts import tabular
from ui.theme import restyle
from ui.widgets.parts import column, label


class Tile(QPushButton):
    """Checkable; a count of zero is quiet, whatever the pile."""

    def __init__(self, title: str, status: str) -> None:
        super().__init__()
        self._title, self._status = title, status
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._count = label("—", "figure")
        self._count.setFont(tabular(self._count.font()))
        self._name = label(title, "secondary")
        layout = column(spacing=0, margins=(16, 8, 16, 8))
        for part in (self._count, self._name):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setLayout(layout)
        self.setAccessibleName(title)

    def show_count(self, count: int) -> None:
        """Show how many wait."""
        self._count.setText(f"{count:,}")
        restyle(self._count, tone=self._status if count else "quiet")
        self.setAccessibleName(f"{self._title} {count} 件")
