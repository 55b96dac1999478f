"""Step 1 of a new case: find the matter by number, clause or words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from models.policy.model import Matter
from models.policy.pack import Pack
from ui.delegates.matter_delegate import MatterDelegate
from ui.itemmodels.matter_list_model import LINE_ROLE, MatterListModel
from ui.theme import Theme
from ui.widgets.parts import ElidedLabel, button, column, label, line, status_label
from ui.widgets.swap import Swap

HINT = "输入事项编号、条款或关键词，如 13-1、研发；↓ 选择，Enter 确定"
SHORT_HINT = "编号、条款或关键词"
HINT_MARGINS = 24


class MatterPanel(QWidget):
    """A search field over the list of matters; once chosen, one line with the matter and a way back."""

    chosen = Signal(object)
    reopened = Signal()

    def __init__(self, pack: Pack, theme: Theme) -> None:
        super().__init__()
        self._pack = pack
        self.model = MatterListModel(pack, self)
        self.search = QLineEdit()
        self.search.setToolTip(HINT)
        self.search.setAccessibleName("查找事项")
        self.list = QListView()
        self.list.setAccessibleName("事项列表")
        self.list.setModel(self.model)
        self.list.setItemDelegate(MatterDelegate(theme))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.empty = label("没有找到事项。可换一个词，或清空后从领域、条款中选择。", "secondary", wrap=True)
        self.swap = Swap(self._chooser(), self._summary())
        layout = column()
        layout.addWidget(self.swap)
        self.setLayout(layout)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.search.returnPressed.connect(self._choose_current)
        self.list.activated.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self._on_search("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(HINT) < self.width() - HINT_MARGINS
        self.search.setPlaceholderText(HINT if fits else SHORT_HINT)

    def show_chosen(self, matter: Matter) -> None:
        """Show a matter as chosen."""
        clause = self._pack.clause_of(matter)
        self._name.set_whole(f"{matter.id}　{matter.name}")
        self._clause.set_whole(
            f"{clause.number}{clause.heading}　责任单位：{'、'.join(self._pack.units_of(matter))}"
        )
        self._kind.setText(matter.kind)
        self.swap.turn_to(1)

    def reopen(self) -> None:
        """Go back to choosing."""
        self.swap.turn_to(0)
        self.search.setFocus()
        self.search.selectAll()
        self.reopened.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _chooser(self) -> QWidget:
        layout = column(spacing=8)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _summary(self) -> QWidget:
        self._name = ElidedLabel("", "strong")
        self._clause = ElidedLabel("", "secondary")
        self._kind = status_label("", "info")
        self.change_button = button("更换(&G)", self.reopen, kind="small", name="更换事项")
        words = column(spacing=4)
        words.addWidget(self._name)
        words.addWidget(self._clause)
        layout = line(spacing=12)
        layout.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.change_button)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _on_search(self, text: str) -> None:
        self.model.narrow(text)
        row = self.model.first_matter() if text.strip() else -1
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        found = self.model.matter_count() > 0
        self.list.setVisible(found)
        self.empty.setVisible(not found)

    def _step(self, step: int) -> None:
        """Go to the next matter, over the headings."""
        row = self.list.currentIndex().row() + step
        while 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            if index.data(LINE_ROLE).matter is not None:
                self.list.setCurrentIndex(index)
                return
            row += step

    def _choose_current(self) -> None:
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        item = index.data(LINE_ROLE) if index.isValid() else None
        if item is not None and item.matter is not None:
            self.show_chosen(item.matter)
            self.chosen.emit(item.matter)
