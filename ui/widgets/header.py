"""The header: product, office and officer (switch), and the search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton

from ui.desk import Desk
from ui.spoken import announce
from ui.widgets.parts import line, plain_label, status_label

if TYPE_CHECKING:
    from models.services.views import Officer
    from ui.undoing import UndoBar

SAID_MS = 6000
# Narrower than this the words of what was done need the room of the search.
NARROW = 1200
SEARCH = "搜索办件、主体、条款、文书　Ctrl+K"
# Room for what was said and for the office's name, in a window of usual width and in a small one.
SAID_WIDE, SAID_NARROW = 420, 200
UNIT_WIDE, UNIT_NARROW = 320, 200
SEARCH_SHORT = "搜索　Ctrl+K"


class Header(QFrame):
    """Tells whose desk this is."""

    going_asked = Signal()
    practice_left = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(48)
        self._desk = desk
        self._narrow = False
        self._unit = plain_label("", "secondary")
        self.officer_button = self._make_officer_button()
        self.search = self._make_search()
        self.practice_button = self._make_practice_button()
        self._said = status_label("", "ok")
        self._said.hide()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SAID_MS)
        self._silence.timeout.connect(self._said.hide)
        desk.said.connect(self._say)
        layout = line(spacing=4, margins=(16, 0, 12, 0))
        layout.addWidget(plain_label("滨惠办", "title"))
        layout.addSpacing(8)
        layout.addWidget(self.practice_button)
        layout.addSpacing(8)
        layout.addWidget(self._unit)
        layout.addWidget(self.officer_button)
        layout.addStretch(1)
        self._room = line(spacing=0)
        layout.addLayout(self._room, 100)
        layout.addWidget(self._said)
        layout.addSpacing(12)
        layout.addWidget(self.search)
        self.setLayout(layout)
        desk.officer_changed.connect(lambda officer: self._show())
        desk.office_changed.connect(lambda profile: self._show())
        self._show()

    def _make_officer_button(self) -> QPushButton:
        made = QPushButton("")
        made.setProperty("kind", "header")
        made.setAutoDefault(False)
        made.setMenu(QMenu(made))
        made.menu().aboutToShow.connect(self._fill_menu)
        made.setToolTip("换人办理（Ctrl+U，再按序号）")
        change = QShortcut(QKeySequence("Ctrl+U"), self)
        change.activated.connect(self._open_menu)
        return made

    def _open_menu(self) -> None:
        """Open the list of officers by key; a digit takes one."""
        button = self.officer_button
        if button.isVisible():
            button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _make_practice_button(self) -> QPushButton:
        """Marks the training office, and leads out of it."""
        made = QPushButton("练习  ")
        made.setProperty("kind", "practice")
        made.setAutoDefault(False)
        made.setAccessibleName("这是练习单位，按下可结束练习")
        made.setToolTip("练习单位：所有主体和办件都是虚构的")
        menu = QMenu(made)
        menu.addAction("回到本单位（保留练习数据）").triggered.connect(lambda: self.practice_left.emit(False))
        menu.addAction("结束练习并删除练习数据…").triggered.connect(lambda: self.practice_left.emit(True))
        made.setMenu(menu)
        made.hide()
        return made

    def _make_search(self) -> QPushButton:
        made = QPushButton(SEARCH)
        made.setAccessibleName("搜索并转到")
        made.setProperty("kind", "search")
        made.setAutoDefault(False)
        made.setToolTip(SEARCH)
        made.clicked.connect(self.going_asked)
        open_it = QShortcut(QKeySequence("Ctrl+K"), self)
        open_it.activated.connect(self.going_asked)
        return made

    def set_narrow(self, narrow: bool) -> None:
        """Leave room for the names of office and officer in a small window."""
        self._narrow = narrow
        self.search.setText(SEARCH_SHORT if narrow else SEARCH)
        self.search.setFixedWidth(140 if narrow else 300)
        self._show()

    def _put(self, place: QLabel, words: str, most_px: int) -> None:
        """Show words on a label, with an ellipsis where they are longer than the room."""
        # Loaded here, because the first paint does not need Qt's namespace of enums.
        from PySide6.QtCore import Qt

        shown = place.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, most_px)
        place.setText(shown)
        place.setToolTip(words if shown != words else "")

    def hold(self, bar: UndoBar) -> None:
        """Show what was done and can be undone here; where the window is narrow the search makes room for it."""
        bar.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._room.addWidget(bar)
        bar.turned.connect(self._make_room)

    def _make_room(self, told: bool) -> None:
        if told:
            self._said.hide()
        known = self._desk.profile is not None
        self.search.setVisible(known and not (told and self.width() < NARROW))

    def _say(self, words: str) -> None:
        self._put(self._said, words, SAID_NARROW if self._narrow else SAID_WIDE)
        self._said.setAccessibleName(words)
        announce(self._said, words)
        self._said.show()
        self._silence.start()

    def _show(self) -> None:
        profile, officer = self._desk.profile, self._desk.officer
        if profile is not None:
            self._put(self._unit, profile.unit, UNIT_NARROW if self._narrow else UNIT_WIDE)
        self.practice_button.setVisible(self._desk.practice)
        self.officer_button.setVisible(officer is not None)
        self.search.setVisible(profile is not None)
        if officer is not None:
            self.officer_button.setText(f"{officer.name}（{officer.role_names}）  ")
            self.officer_button.setAccessibleName(f"当前人员 {officer.name}，按下可换人办理")

    def _switch(self, officer: Officer) -> None:
        """Let another officer sit down, with the PIN where one is set."""
        from ui.dialogs.pin_dialog import sit_down_with_pin

        sit_down_with_pin(self._desk, officer, self)

    def _fill_menu(self) -> None:
        menu = self.officer_button.menu()
        menu.clear()
        for place, officer in enumerate(self._desk.officers, 1):
            digit = f"&{place} " if place < 10 else ""
            action = menu.addAction(f"{digit}{officer.name}（{officer.role_names}）")
            action.setCheckable(True)
            action.setChecked(officer.id == self._desk.officer.id)
            action.triggered.connect(lambda checked=False, chosen=officer: self._switch(chosen))
