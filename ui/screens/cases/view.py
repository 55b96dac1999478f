"""The list of all cases: search as you type, chips, one table; Enter opens a case."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QWidget

from models.changes import Changes
from ui.desk import Desk
from ui.itemmodels.case_columns import COLUMNS
from ui.itemmodels.case_table_model import CaseTableModel
from ui.navigation import Navigator
from ui.screens.cases.presenter import QUICK, CasesPresenter
from ui.widgets.case_table import case_table
from ui.widgets.parts import Swap, button, column, label, line

SEARCH_DELAY_MS = 80
WIDE = 1320


class CasesScreen(QWidget):
    """One table for everything."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = CasesPresenter(desk)
        self.model = CaseTableModel(desk, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("按名称、编号、统一社会信用代码查找　Ctrl+F")
        self.search.setAccessibleName("查找办件")
        self.search.setClearButtonEnabled(True)
        self.stage = QComboBox()
        self.stage.setAccessibleName("阶段")
        self.stage.setMinimumWidth(148)
        self.stage.addItem("全部阶段", "")
        self.chips = QButtonGroup(self)
        self.table = case_table(self.model, COLUMNS, desk.theme, "办件列表")
        self.count = label("", "secondary")
        self._selected_id = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._timer.timeout.connect(self._apply)
        self._lay_out()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a narrow screen the names need the room more than the day of registration.
        self.table.setColumnHidden(len(COLUMNS) - 1, self.width() < WIDE)

    def on_shown(self) -> None:
        """Look again, and put the cursor into the table."""
        self._apply()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing is typed here that could be lost."""

    def search_for(self, text: str) -> None:
        """Search from outside (the header's box)."""
        self.search.setText(text)
        self.chips.buttons()[0].setChecked(True)
        self.stage.setCurrentIndex(0)
        self._apply()

    # --- building

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("办件", "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(button("新建办件(&N)", lambda: self._navigator.new_case(), kind="primary"))
        tools = line(spacing=8)
        self.search.setMinimumWidth(320)
        tools.addWidget(self.search, 1)
        for place, (name, title) in enumerate(QUICK):
            chip = button(title, kind="chip")
            chip.setCheckable(True)
            chip.setProperty("quick", name)
            chip.setChecked(place == 0)
            self.chips.addButton(chip)
            tools.addWidget(chip)
        tools.addWidget(self.stage)
        self._empty_words = label("", "secondary")
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = column(spacing=12, margins=(0, 80, 0, 0))
        empty.addWidget(self._empty_words)
        self._empty_button = button("", self._on_empty_button)
        empty.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        empty.addStretch(1)
        nothing = QWidget()
        nothing.setLayout(empty)
        self.swap = Swap(self.table, nothing)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(self.swap, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.search.returnPressed.connect(lambda: self.table.setFocus())
        self.chips.buttonClicked.connect(lambda chip: self._apply())
        self.stage.activated.connect(lambda index: self._apply())
        self.table.activated.connect(self._open)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.filled.connect(self._on_filled)
        self._desk.bridge.changed.connect(self._on_changed)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(lambda: (self.search.setFocus(), self.search.selectAll()))

    # --- showing

    def _apply(self) -> None:
        self._timer.stop()
        chosen = self.presenter.filter_of(
            text=self.search.text(), quick=self._quick(), stage=str(self.stage.currentData() or "")
        )
        self.model.show(chosen)
        self.presenter.counts_by_stage(self._show_counts, owner=self)

    def _quick(self) -> str:
        return str(self.chips.checkedButton().property("quick"))

    def _show_counts(self, counts: dict[str, int]) -> None:
        chosen = self.stage.currentData()
        self.stage.clear()
        self.stage.addItem("全部阶段", "")
        for name, number in counts.items():
            if number:
                self.stage.addItem(f"{name}（{number:,}）", name)
        self.stage.setCurrentIndex(max(0, self.stage.findData(chosen)))

    def _on_filled(self, count: int) -> None:
        self.count.setText(f"共 {count:,} 件")
        self.swap.turn_to(0 if count else 1)
        if not count:
            self._show_empty()
            return
        place = self.model.place_of(self._selected_id)
        self.table.setCurrentIndex(self.model.index(max(place, 0), 0))

    def _show_empty(self) -> None:
        narrowed = bool(self.search.text().strip()) or self._quick() != "all" or self.stage.currentIndex() > 0
        self._empty_words.setText(
            "没有符合条件的办件。请换一个词，或清除条件。"
            if narrowed
            else "还没有办件。登记第一件后，会在这里看到它的进度。"
        )
        self._empty_button.setText("清除条件" if narrowed else "新建办件")
        self._empty_button.setAccessibleName(self._empty_button.text())

    def _on_empty_button(self) -> None:
        if self._empty_button.text() == "新建办件":
            self._navigator.new_case()
        else:
            self.search_for("")

    def _remember(self) -> None:
        row = self.model.row(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        self._selected_id = row.id if row else self._selected_id

    def _open(self, index: QModelIndex) -> None:
        if (row := self.model.row(index.row())) is not None:
            self._selected_id = row.id
            self._navigator.open_case(row.id)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if (changes.cases or changes.applicants) and self.isVisible():
            self._apply()
