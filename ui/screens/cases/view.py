"""The list of all cases: search as you type, chips with counts, one table, a preview; Enter opens a case."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QSplitter, QWidget

from models.changes import Changes
from models.services.case_browsing import Counts
from models.services.views import CaseFilter
from ui.desk import Desk
from ui.itemmodels.case_table_model import CaseTableModel
from ui.navigation import Navigator
from ui.printing import ScreenPrints
from ui.screens.cases.arrangement import Arrangement
from ui.screens.cases.dossiers import add_dossiers
from ui.screens.cases.exchange_menu import ExchangeMenu
from ui.screens.cases.exporting import CaseExports
from ui.screens.cases.filter_bar import FilterBar
from ui.screens.cases.intake_menu import intake_button
from ui.screens.cases.presenter import QUICK, CasesPresenter, order_of
from ui.screens.cases.preview import CasePreview
from ui.screens.cases.selection_bar import SelectionBar
from ui.widgets.case_table import CaseTable
from ui.widgets.parts import button, column, label, line
from ui.widgets.swap import Swap, empty_page

# The rows follow each key at once (what several keys in one turn of the loop type, together); the counts are
# looked at when the typing pauses.
SEARCH_DELAY_MS = 0
COUNT_DELAY_MS = 160


class CasesScreen(QWidget):
    """One table for everything."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = CasesPresenter(desk)
        self.model = CaseTableModel(desk, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("按名称、首字母、编号、代码查找　Ctrl+F")
        self.search.setAccessibleName("查找办件")
        self.search.setClearButtonEnabled(True)
        self.chips = QButtonGroup(self)
        self.filters = FilterBar(self.presenter, desk.icons)
        self.table = CaseTable(self.model, desk.theme, "办件列表")
        self.selection = SelectionBar(desk, self.table, self.model)
        self.preview = CasePreview(desk, navigator)
        self.arranged = Arrangement(self.presenter, self._present_view)
        self.exports = CaseExports(desk, self)
        self.exchange = ExchangeMenu(desk, self, self.selection, self._show_dialog)
        add_dossiers(desk, self.selection)
        self.prints = ScreenPrints(desk, self, self.exports.printable, name="打印办件列表")
        self.dialog: QDialog | None = None
        self.count = label("", "secondary")
        self._selected_id = 0
        self._arranged_for = 0
        self._timer = self._delay(SEARCH_DELAY_MS, self._apply)
        self._count_timer = self._delay(COUNT_DELAY_MS, self._fetch_counts)
        self._lay_out()
        self._connect()

    def on_shown(self) -> None:
        """Look again, and put the cursor into the table."""
        if self._arranged_for != self._desk.officer.id:
            self._arranged_for = self._desk.officer.id
            self.presenter.load_arranged(self.arranged.take, owner=self)
        self._apply()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing is typed here that could be lost."""

    def search_for(self, text: str) -> None:
        """Search from outside (the palette, the header)."""
        self.search.setText(text)
        self._choose({}, "all")

    def show_cases(self, case_ids: tuple[int, ...]) -> None:
        """Show these cases alone, until the officer lifts it."""
        self.search.clear()
        self._choose({"ids": case_ids}, "all")

    def go_to(self, place: str) -> None:
        """Show the cases of one stage or clause, as `stages:审查` or `clauses:（十三）`."""
        field, _, value = place.partition(":")
        self.search.clear()
        self._choose({field: [value]} if value else {}, "all" if value else place or "all")

    # --- building

    def _delay(self, delay_ms: int, run: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(run)
        return timer

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("办件", "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(intake_button(self._desk, self, self._show_dialog, self.show_cases))
        for made in (self.prints.button, self.exports.button, self.exchange.button):
            head.addWidget(made)
        head.addWidget(button("新建办件(&N)", lambda: self._navigator.new_case(), kind="primary"))
        tools = line(spacing=8)
        self.search.setMinimumWidth(280)
        tools.addWidget(self.search, 1)
        for place, (name, title) in enumerate(QUICK):
            chip = button(title, kind="chip")
            chip.setCheckable(True)
            chip.setProperty("quick", name)
            chip.setChecked(place == 0)
            self.chips.addButton(chip)
            tools.addWidget(chip)
        tools.addSpacing(8)
        self.preview_button = button("预览(&P)", self._toggle_preview, kind="small", name="预览")
        self.preview_button.setCheckable(True)
        for made in (self.arranged.views_button, self.arranged.columns_button, self.preview_button):
            tools.addWidget(made)
        self.swap = Swap(self.table, self._empty())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.swap)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([900, 320])
        self.splitter.setHandleWidth(12)
        self.preview.hide()
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(self.filters)
        layout.addWidget(self.exports.run)
        layout.addWidget(self.selection)
        layout.addWidget(self.splitter, 1)
        self.setLayout(layout)

    def _empty(self) -> QWidget:
        self._empty_words = label("", "secondary", wrap=True)
        self._empty_button = button("", self._on_empty_button)
        return empty_page(self._empty_words, self._empty_button)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.search.returnPressed.connect(lambda: self.table.setFocus())
        self.chips.buttonClicked.connect(lambda chip: self._apply())
        self.filters.changed.connect(self._apply)
        self.table.activated.connect(self._open)
        self.table.sort_asked.connect(self._apply)
        self.table.arranged.connect(self._on_table_arranged)
        self.table.selectionModel().currentRowChanged.connect(
            lambda current, previous: self.preview.show_row(self.model.row(current.row()))
        )
        for source in (self.selection, self.arranged):
            source.dialog_made.connect(self._show_dialog)
        self.selection.export_asked.connect(self.exports.export_chosen)
        self.arranged.did.connect(self._desk.did)
        self.arranged.columns_changed.connect(self._on_columns)
        self.arranged.view_chosen.connect(self._on_view)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.filled.connect(self._on_filled)
        self.model.counted.connect(lambda count: self.count.setText(f"共 {count:,} 件"))
        self.model.dataChanged.connect(lambda first, last: self._follow_current())
        self._desk.bridge.changed.connect(self._on_changed)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(lambda: (self.search.setFocus(), self.search.selectAll()))

    # --- showing

    @property
    def filter(self) -> CaseFilter:
        """The filter of what is typed and chosen."""
        return self.presenter.filter_of(
            text=self.search.text(), quick=self._quick(), chosen=self.filters.chosen
        )

    def _apply(self) -> None:
        self._timer.stop()
        self.presenter.stop_counting()
        self.model.show(self.filter, self.table.order)
        self._count_timer.start()

    def _fetch_counts(self) -> None:
        chosen = self.filter
        self.presenter.fetch_counts(chosen, self._show_counts, owner=self)
        self.presenter.fetch_due(chosen, self.filters.show_due, owner=self)

    def _show_counts(self, counts: Counts) -> None:
        self.filters.show_counts(counts)
        if not self.model.is_counted and self.model.filter == self.filter:
            self.model.set_count(counts.total)

    def _quick(self) -> str:
        return str(self.chips.checkedButton().property("quick"))

    def _choose(self, chosen: dict[str, Any], quick: str) -> None:
        self.filters.choose(chosen)
        for chip in self.chips.buttons():
            chip.setChecked(chip.property("quick") == quick)
        self._apply()

    def _on_filled(self, count: int) -> None:
        self.swap.turn_to(0 if count else 1)
        self.count.setText("" if not self.model.is_counted else f"共 {count:,} 件")
        if not count:
            self._show_empty()
            self.preview.show_row(None)
            return
        place = self.model.place_of(self._selected_id)
        self.table.setCurrentIndex(self.model.index(max(place, 0), 0))

    def _follow_current(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            self.preview.show_row(row)

    def _show_empty(self) -> None:
        narrowed = bool(self.search.text().strip() or self.filters.chosen) or self._quick() != "all"
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

    def _show_dialog(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if (changes.cases or changes.applicants) and self.isVisible():
            self._apply()

    # --- what is arranged

    def _present_view(self) -> dict[str, Any]:
        order = self.table.order
        return {
            "text": self.search.text(),
            "quick": self._quick(),
            "chosen": {field: list(values) for field, values in self.filters.chosen.items()},
            "order": [order.column, order.descending],
            "columns": [column.key for column in self.arranged.columns],
        }

    def _on_view(self, view: dict[str, Any]) -> None:
        self.search.setText(str(view.get("text", "")))
        self.table.set_order(order_of(view.get("order")))
        chosen = view.get("chosen")
        self._choose(chosen if isinstance(chosen, dict) else {}, str(view.get("quick", "all")))

    def _on_columns(self) -> None:
        self.table.show_columns(self.arranged.columns, self.arranged.widths)
        self._set_preview(self.arranged.preview)

    def _on_table_arranged(self) -> None:
        self.arranged.widths |= self.table.widths
        self.arranged.columns = self.table.columns_in_order
        self.arranged.keep()

    def _toggle_preview(self) -> None:
        self.arranged.preview = self.preview_button.isChecked()
        self._set_preview(self.arranged.preview)
        self.arranged.keep()

    def _set_preview(self, shown: bool) -> None:
        self.preview_button.setChecked(shown)
        self.preview.setVisible(shown)
        self._follow_current()
