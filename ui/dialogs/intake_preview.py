"""The preview of an import: counts, the sheet with its marked cells, and beside it the faults one by one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from models.services.intake_views import IntakePreview
from ui.dialogs.fault_list import FaultList
from ui.dialogs.intake_rows import FaultLine, fault_lines, note_lines, sheets_of
from ui.theme import Theme
from ui.widgets.parts import column, label, line, set_status, status_label
from ui.widgets.sheet_table import SheetTable
from ui.widgets.swap import Swap

EMPTY = "没有读出可以登记的行。工作表没有写明事项的，请在上方“事项”中选择；其他原因见右侧。"


class IntakePreviewPage(QWidget):
    """F8 and Shift+F8 go through the faults, from one sheet to the next."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._preview: IntakePreview | None = None
        self.table = SheetTable(theme, "工作表预览")
        self.faults = FaultList(theme)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("工作表")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheet.setMinimumContentsLength(10)
        self.good, self.faulty, self.present = (
            status_label("", "ok"), status_label("", "bad"), status_label("", "quiet")
        )  # fmt: skip
        self._hint = label("F8 下一处，Shift+F8 上一处", "caption")
        self._lay_out()
        self.sheet.activated.connect(lambda place: self._show_sheet())
        self.faults.turned_to.connect(self._on_fault)
        self.table.selectionModel().currentChanged.connect(lambda index, old: self._on_cell(index))
        for key, by in (("F8", 1), ("Shift+F8", -1)):
            QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(
                lambda by=by: self.faults.step(by)
            )

    def show_preview(self, preview: IntakePreview) -> None:
        """Show a workbook; with faults the first one is current."""
        self._preview = preview
        faults, notes = fault_lines(preview), note_lines(preview)
        self._show_counts(preview, len(faults))
        self.sheet.clear()
        for name in sheets_of(preview):
            self.sheet.addItem(name)
        self.sheet.setVisible(self.sheet.count() > 1)
        self._show_sheet()
        self._hint.setVisible(bool(faults))
        self.faults.setVisible(bool(faults or notes))
        self.faults.show_lines(faults, notes)
        # The table has its size only after this round; before, the first fault would not be in the middle.
        QTimer.singleShot(0, self, self._show_current)

    def _lay_out(self) -> None:
        counts = line(spacing=8)
        for one in (self.good, self.faulty, self.present):
            counts.addWidget(one)
        counts.addWidget(label("这是试算，还没有写入任何内容。", "secondary"))
        counts.addStretch(1)
        counts.addWidget(self._hint)
        counts.addWidget(self.sheet)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        empty = label(EMPTY, "secondary", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Words that wrap at no width at all would be as high as they are many, and the dialog with them.
        empty.setMinimumWidth(240)
        self._swap = Swap(self.table, empty)
        splitter.addWidget(self._swap)
        splitter.addWidget(self.faults)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([740, 300])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        layout = column(spacing=8)
        layout.addLayout(counts)
        layout.addWidget(splitter, 1)
        self.setLayout(layout)

    def _show_counts(self, preview: IntakePreview, faults: int) -> None:
        set_status(self.good, f"可导入 {len(preview.good)} 行", "ok" if preview.good else "quiet")
        rows = f" {len(preview.faulty)} 行" if preview.faulty else ""
        set_status(self.faulty, f"有错{rows} {faults} 处", "bad")
        set_status(self.present, f"已登记 {len(preview.present)} 行", "quiet")
        self.faulty.setVisible(bool(faults))
        self.present.setVisible(bool(preview.present))

    def _show_sheet(self) -> None:
        assert self._preview is not None
        name = self.sheet.currentText()
        rows = [row for row in self._preview.rows if row.row.sheet == name]
        self._swap.turn_to(0 if rows else 1)
        self.table.sheet.show(rows)

    def _on_fault(self, one: FaultLine) -> None:
        place = self.sheet.findText(one.sheet)
        if place >= 0 and place != self.sheet.currentIndex():
            self.sheet.setCurrentIndex(place)
            self._show_sheet()
        if one.row:
            self.table.go_to_cell(one.row, one.column)

    def _show_current(self) -> None:
        if self.faults.current is not None:
            self._on_fault(self.faults.current)

    def _on_cell(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row, cell = (
            self.table.sheet.row_at(index.row()).row,
            self.table.sheet.cell_at(index.row(), index.column()),
        )
        if cell is not None and (cell.faults or cell.notes):
            self.faults.go_to_cell(row.sheet, row.row, cell.column)
