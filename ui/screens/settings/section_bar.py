"""The sections of 设置 in a column; a section with unsaved changes is marked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy

from ui.widgets.parts import column


class SectionBar(QFrame):
    """Announces the section turned to; arrows go up and down."""

    turned = Signal(int)

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(152)
        self._titles = titles
        self._group = QButtonGroup(self)
        layout = column(spacing=0, margins=(0, 8, 0, 8))
        for place, title in enumerate(titles):
            made = QPushButton(title)
            made.setProperty("kind", "screen")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(title)
            made.clicked.connect(lambda checked=False, number=place: self.turned.emit(number))
            self._group.addButton(made, place)
            made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
            layout.addWidget(made, 100)
            if place < 9:
                key = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
                key.activated.connect(lambda number=place: self.turn_to(number))
                made.setToolTip(f"{title}（Ctrl+{place + 1}）")
        layout.addStretch(1)
        self.setLayout(layout)
        self._group.button(0).setChecked(True)

    @property
    def place(self) -> int:
        """Which section is turned to."""
        return self._group.checkedId()

    def turn_to(self, place: int) -> None:
        """Turn to a section."""
        self._group.button(place).setChecked(True)
        self.turned.emit(place)
        # Also where the page that went handed the focus to the first section: one section is marked, not two.
        if self.window().focusWidget() in self._group.buttons():
            self._group.button(place).setFocus()

    def mark(self, place: int, dirty: bool) -> None:
        """Mark a section that has unsaved changes."""
        made = self._group.button(place)
        made.setText(f"{self._titles[place]} ●" if dirty else self._titles[place])
        made.setAccessibleName(f"{self._titles[place]}，有未保存的修改" if dirty else self._titles[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = min(max(self.place + step, 0), len(self._titles) - 1)
        self.turn_to(place)
