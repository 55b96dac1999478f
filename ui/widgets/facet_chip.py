"""A filter as a chip: its choice in words; pressed, it opens a list of choices with their counts to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QPushButton, QWidget

from ui.icons import Icons
from ui.theme import restyle
from ui.widgets.parts import button, column, label, line

SHORT_LIST = 9
ARROW_PX = 12
VALUE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its words and how many cases it would leave."""

    value: Any
    words: str
    count: int


class FacetChip(QPushButton):
    """Announces other choices; the counts are set from outside whenever they are known anew."""

    changed = Signal()

    def __init__(self, title: str, icons: Icons, *, single: bool = False) -> None:
        super().__init__(title)
        self.title, self.single = title, single
        self._icons = icons
        self.chosen: tuple[Any, ...] = ()
        self._choices: tuple[Choice, ...] = ()
        self._list: FacetList | None = None
        self.setProperty("kind", "chip")
        self.setProperty("opens", True)
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.clicked.connect(self.open_list)
        self._say()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these choices; chosen values that no case has any more stay, so that they can be taken back."""
        self._choices = tuple(choices)
        if self._list is not None:
            self._list.show_choices(self._choices, self.chosen)
        self._say()

    def set_chosen(self, values: Sequence[Any]) -> None:
        """Choose without announcing it."""
        self.chosen = tuple(values)
        if self._list is not None:
            self._list.show_choices(self._choices, self.chosen)
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = self._icons.pixmap("chevron-down", size=ARROW_PX, ratio=self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - ARROW_PX - 8, (self.height() - ARROW_PX) // 2, arrow)
        painter.end()

    def open_list(self) -> None:
        """Open the list below the chip."""
        self.setChecked(bool(self.chosen))
        if self._list is None:
            self._list = FacetList(self.title, self)
            self._list.toggled.connect(self._on_toggled)
            self._list.cleared.connect(lambda: self._choose(()))
        self._list.show_choices(self._choices, self.chosen)
        self._list.open_below(self)

    def _on_toggled(self, value: Any) -> None:
        if value in self.chosen:
            self._choose(tuple(one for one in self.chosen if one != value))
        else:
            self._choose((value,) if self.single else (*self.chosen, value))

    def _choose(self, values: tuple[Any, ...]) -> None:
        self.set_chosen(values)
        self.changed.emit()

    def _say(self) -> None:
        words = [choice.words for choice in self._choices if choice.value in self.chosen]
        words = words or [str(value) for value in self.chosen]
        some = "、".join(words[:2]) + (f" 等{len(words)}项" if len(words) > 2 else "")
        shown = some if len(some) <= 14 else some[:13] + "…"
        self.setText(f"{self.title}：{shown}" if words else self.title)
        self.setToolTip("、".join(words))
        self.setChecked(bool(words))
        self.setAccessibleName(f"{self.title}：{some}" if words else f"按{self.title}筛选")
        restyle(self, chosen=bool(words))


class FacetList(QFrame):
    """The list of choices; Space ticks, Enter ticks and closes, letters typed narrow a long list, Esc closes."""

    toggled = Signal(object)
    cleared = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._choices: tuple[Choice, ...] = ()
        self._chosen: tuple[Any, ...] = ()
        self.narrow = QLineEdit()
        self.narrow.setPlaceholderText(f"查找{title}")
        self.narrow.setAccessibleName(f"查找{title}")
        self.narrow.setProperty("kind", "compact")
        self.narrow.textChanged.connect(lambda text: self._fill())
        self.narrow.installEventFilter(self)
        self._items = QStandardItemModel(self)
        self.view = QListView()
        self.view.setAccessibleName(f"{title}的选项")
        self.view.setModel(self._items)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.installEventFilter(self)
        self.view.clicked.connect(self._toggle)
        foot = line(spacing=4)
        foot.addWidget(label("空格勾选，Esc 关闭", "caption"), 1)
        foot.addWidget(button("清除", self.cleared.emit, kind="small", name=f"清除{title}条件"))
        layout = column(spacing=8, margins=(8, 8, 8, 8))
        layout.addWidget(self.narrow)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.setLayout(layout)

    def show_choices(self, choices: tuple[Choice, ...], chosen: tuple[Any, ...]) -> None:
        """Show choices and which are chosen; the place in the list is kept."""
        self._choices, self._chosen = choices, chosen
        self.narrow.setVisible(len(choices) > SHORT_LIST)
        self._fill()
        if self.isVisible():
            self._fit()

    def open_below(self, chip: QWidget) -> None:
        """Come up below the chip."""
        self.narrow.clear()
        self._fit()
        self.move(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
        self.show()
        self.view.setFocus()
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._items.index(0, 0))

    def _fit(self) -> None:
        """Take the room of the choices, which may come while the list is open."""
        rows = min(max(len(self._choices), 3), 12)
        width = max(260, min(self.view.sizeHintForColumn(0) + 48, 420))
        self.resize(width, rows * 30 + 84 + (36 if not self.narrow.isHidden() else 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.narrow and key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.view.setFocus()
            return True
        if watched is not self.view:
            return False
        if key == Qt.Key.Key_Space:
            self._toggle(self.view.currentIndex())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(self.view.currentIndex())
            self.close()
            return True
        if event.text().strip() and not self.narrow.isHidden():
            self.narrow.setFocus()
            self.narrow.setText(self.narrow.text() + event.text())
            return True
        return False

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid():
            self.toggled.emit(index.data(VALUE_ROLE))

    def _fill(self) -> None:
        word = self.narrow.text().strip().casefold() if not self.narrow.isHidden() else ""
        shown = [choice for choice in self._choices if word in choice.words.casefold()]
        here = self.view.currentIndex().data(VALUE_ROLE) if self.view.currentIndex().isValid() else None
        self._items.clear()
        for choice in shown:
            ticked = choice.value in self._chosen
            item = QStandardItem(f"{'✓' if ticked else '　'} {choice.words}　{choice.count:,}")
            item.setData(choice.value, VALUE_ROLE)
            item.setAccessibleText(f"{'已选' if ticked else '未选'} {choice.words} {choice.count} 件")
            self._items.appendRow(item)
        place = next((n for n, choice in enumerate(shown) if choice.value == here), 0)
        if shown:
            self.view.setCurrentIndex(self._items.index(place, 0))
