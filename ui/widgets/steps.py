"""A row of buttons that turn between the pages of a screen; Ctrl and a digit go there too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.widgets.parts import line


class StepBar(QWidget):
    """Announces the page turned to."""

    turned = Signal(int)

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = line(spacing=0)
        for place, title in enumerate(titles):
            layout.addWidget(self._make(place, title))
        self.setLayout(layout)
        self._group.button(0).setChecked(True)

    @property
    def place(self) -> int:
        """Which page is turned to."""
        return self._group.checkedId()

    def turn_to(self, place: int) -> None:
        """Turn to a page."""
        self._group.button(place).setChecked(True)
        self.turned.emit(place)

    def set_title(self, place: int, title: str) -> None:
        """Change the words on a button."""
        made = self._group.button(place)
        made.setText(title)
        made.setAccessibleName(title)
        self.updateGeometry()

    def _make(self, place: int, title: str) -> QPushButton:
        made = QPushButton(title)
        made.setProperty("kind", "step")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(title)
        made.setToolTip(f"{title}（Ctrl+{place + 1}）")
        self._group.addButton(made, place)
        made.clicked.connect(lambda: self.turned.emit(place))
        # Bound to the screen around the bar, so that the key works wherever the focus is on that screen.
        key = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
        key.activated.connect(lambda: self.turn_to(place))
        return made
