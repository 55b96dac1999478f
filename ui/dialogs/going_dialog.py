"""Ctrl+K: type a part of anything, ↓ to choose, Enter to go there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.going import KINDS, Place, Places
from ui.theme import Theme
from ui.widgets.parts import column, label

DELAY_MS = 50
SIZE = (680, 520)
ROW_HEIGHT = 40
Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class PlaceListModel(QAbstractListModel):
    """The places found and the words they were found by."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: list[Place] = []
        self.words: tuple[str, ...] = ()

    def show(self, places: list[Place], words: tuple[str, ...]) -> None:
        """Show what was found."""
        self.beginResetModel()
        self.places, self.words = places, words
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.places[index.row()]
        if role == PLACE_ROLE:
            return place
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{KINDS[place.kind]} {place.title} {place.detail}"
        return None


class PlaceDelegate(QStyledItemDelegate):
    """The kind at the left, the title with the words marked, what else is known at the right."""

    def __init__(self, theme: Theme, spans: Any) -> None:
        super().__init__()
        self._theme, self._spans = theme, spans

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        ground.state &= ~QStyle.StateFlag.State_HasFocus
        style = ground.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        place: Place = index.data(PLACE_ROLE)
        tokens, words = self._theme.tokens, index.model().words
        painter.save()
        rect = option.rect.adjusted(12, 0, -12, 0)
        small = QFont(option.font)
        small.setPixelSize(12)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text_soft))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignLeft, KINDS[place.kind])
        room = min(painter.fontMetrics().horizontalAdvance(place.detail) + 8, rect.width() // 2)
        self._words(painter, rect.adjusted(rect.width() - room, 0, 0, 0), place.detail, words, right=True)
        painter.setFont(QFont(option.font))
        painter.setPen(QColor(tokens.text))
        self._words(painter, rect.adjusted(48, 0, -room - 12, 0), place.title, words, right=False)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, text: str, words: Sequence[str], *, right: bool) -> None:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        left = rect.right() - metrics.horizontalAdvance(shown) if right else rect.left()
        for start, end in self._spans(shown, words):
            at = left + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start:end])
            painter.fillRect(QRect(at, rect.center().y() - 9, width, 19), QColor(self._theme.tokens.mark))
        painter.drawText(
            QRect(left, rect.top(), rect.width() + 8, rect.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            shown,
        )


class GoingDialog(QDialog):
    """Announces the place chosen; the keys of the list work while the cursor stays in the field."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, text: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("转到")
        fit_to(self, *SIZE)
        self._desk, self._places = desk, Places(desk)
        self.field = QLineEdit()
        self.field.setPlaceholderText("名称、首字母、编号、代码、条款、文号、页面、命令")
        self.field.setAccessibleName("转到哪里")
        self.field.installEventFilter(self)
        self.model = PlaceListModel(self)
        self.list = QListView()
        self.list.setAccessibleName("找到的")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlaceDelegate(desk.theme, desk.office.search.spans))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self.go())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._find)
        layout = column(spacing=8, margins=(16, 16, 16, 12))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(label("↑↓ 选择　Enter 转到　Esc 关闭", "caption"))
        self.setLayout(layout)
        self.field.setText(text)
        self.field.textChanged.connect(lambda typed: self._timer.start())
        self.field.setFocus()
        self._find()

    @property
    def waiting(self) -> bool:
        """Tell whether what is shown is not yet what was typed."""
        return self._timer.isActive() or not self._desk.tasks.idle

    def go(self) -> None:
        """Go to the place at the cursor."""
        place = self.list.currentIndex().data(PLACE_ROLE) if self.list.currentIndex().isValid() else None
        if place is None:
            return
        places = self._places
        if place.kind != "search":
            self._desk.read(lambda: places.remember(place), lambda done: None)
        self.accept()
        self.chosen.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if step := STEPS.get(key, 0):
            row = min(max(self.list.currentIndex().row() + step, 0), self.model.rowCount() - 1)
            self.list.setCurrentIndex(self.model.index(row))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
            return True
        return False

    def _find(self) -> None:
        self._timer.stop()
        places, text, search = self._places, self.field.text(), self._desk.office.search
        self._desk.browse(
            lambda proceed: (places.find(text, proceed), search.words(text)),
            lambda found: self._show(*found),
            key="going",
            owner=self,
        )

    def _show(self, places: list[Place], words: tuple[str, ...]) -> None:
        self.model.show(places, words)
        self.list.setCurrentIndex(self.model.index(0))
