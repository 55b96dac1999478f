"""The navigation on the left: one button per screen, Alt and a digit to go there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy

from ui.desk import Desk
from ui.navigation import SCREENS, ScreenEntry
from ui.widgets.parts import column

WIDE, NARROW = 128, 48


class NavigationBar(QFrame):
    """Announces the screen the officer wants."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "navigation")
        self._narrow = False
        self.setFixedWidth(WIDE)
        self._desk = desk
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons = {entry.name: self._make(entry) for entry in SCREENS}
        layout = column(spacing=0, margins=(0, 8, 0, 8))
        # As high as the style sheet lets them; on a screen of 1080 lines at 200 % they stand closer.
        for made in self._buttons.values():
            layout.addWidget(made, 100)
        layout.addStretch(1)
        self.setLayout(layout)
        self._draw_icons()
        desk.theme.changed.connect(self._draw_icons)

    def mark(self, name: str) -> None:
        """Show which screen is open."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icons alone, for a small window; the names stay in the tool tips and for screen readers."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for entry in SCREENS:
            self._buttons[entry.name].setText("" if narrow else f"  {entry.title}")

    def _make(self, entry: ScreenEntry) -> QPushButton:
        made = QPushButton(f"  {entry.title}")
        made.setProperty("kind", "screen")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(entry.title)
        made.setToolTip(f"{entry.title}（Alt+{entry.digit}）")
        made.setIconSize(QSize(18, 18))
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        made.clicked.connect(lambda: self.chosen.emit(entry.name))
        key = QShortcut(QKeySequence(f"Alt+{entry.digit}"), self)
        key.activated.connect(lambda: self.chosen.emit(entry.name))
        self._group.addButton(made)
        return made

    def _draw_icons(self) -> None:
        for entry in SCREENS:
            self._buttons[entry.name].setIcon(self._desk.icons.icon(entry.icon))
