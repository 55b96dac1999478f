"""The list of answer rows: arrows go up and down, an answer goes on to the next open question, which is kept in view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import UserError
from ui.pasted import Rows
from ui.widgets.answer_row import AnswerRow, Line, Tones, rows_parent
from ui.widgets.parts import column, scrolled
from ui.widgets.pasted_answers import read_answers

_MARGIN_PX = 48


class AnswerList(QWidget):
    """Announces answers and remarks; shows what was saved."""

    answered = Signal(str, str)
    remarked = Signal(str, str)
    typing = Signal()
    current_changed = Signal(str)
    finished = Signal()
    pasted = Signal(int)
    refused = Signal(object)

    def __init__(self, answers: Tones) -> None:
        super().__init__()
        self._answers = answers
        self.rows: dict[str, AnswerRow] = {}
        self._spare: list[AnswerRow] = []
        self.current_id = ""
        self._inner = QWidget()
        self._layout = column(spacing=0)
        self._layout.addStretch(1)
        self._inner.setLayout(self._layout)
        self._area = scrolled(self._inner)
        # Rows grow with remarks and findings, the list shrinks with warnings above it: the current row stays in view.
        self._inner.installEventFilter(self)
        self._area.viewport().installEventFilter(self)
        whole = column()
        whole.addWidget(self._area)
        self.setLayout(whole)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show the lines; rows that stay are kept, so that focus and typing stay too."""
        if list(self.rows) != [item.id for item in lines]:
            self._rebuild(lines)
        else:
            for item in lines:
                self.rows[item.id].show_line(item)

    def remarks_typed(self) -> dict[str, str]:
        """Return the remarks that differ from what was saved, for the draft."""
        return {
            key: row.remark.text()
            for key, row in self.rows.items()
            if row.remark.text().strip() != row.line.remark
        }

    def restore_remarks(self, remarks: Mapping[str, str]) -> None:
        """Put remarks of a draft back into their rows."""
        for key, text in remarks.items():
            if key in self.rows:
                self.rows[key].restore_remark(text)

    def go_to_open(self, after: str = "") -> bool:
        """Go to the first unanswered line (after a given one, then from the top); tells whether there is one."""
        keys = list(self.rows)
        start = keys.index(after) + 1 if after in self.rows else 0
        for key in keys[start:] + keys[:start]:
            row = self.rows[key]
            if not row.line.answer and not row.line.automatic:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def go_to(self, key: str) -> None:
        """Go to a line."""
        if key in self.rows:
            self.rows[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, lines: tuple[Line, ...]) -> None:
        """Show other lines in the rows that are there: making a row takes ten times as long as filling it."""
        at_hand = list(self.rows.values())
        self._leave_rows()
        for row in at_hand[len(lines) :]:
            self._layout.removeWidget(row)
            row.hide()
        # In the order they were made in, because Tab goes through them in that order.
        self._spare[:0] = at_hand[len(lines) :]
        self.rows = {}
        for place, item in enumerate(lines):
            if place < len(at_hand):
                row = at_hand[place]
            else:
                row = self._spare.pop(0) if self._spare else self._new_row()
                self._layout.insertWidget(place, row)
                row.show()
            row.show_line(item)
            self.rows[item.id] = row

    def make_ready(self) -> None:
        """Make a row before there is a line to fill it."""
        row = self._new_row()
        row.setParent(self._inner)
        # Or it would come up with the page.
        row.hide()
        row.polish()
        self._spare.append(row)

    def _leave_rows(self) -> None:
        """No row is the current one, and none keeps the focus for what it will show next."""
        if self.current_id in self.rows:
            self.rows[self.current_id].set_current(False)
        self.current_id = ""
        focused = QApplication.focusWidget()
        if focused is not None and rows_parent(focused) in self.rows.values():
            focused.clearFocus()

    def _new_row(self) -> AnswerRow:
        row = AnswerRow(self._answers)
        row.answered.connect(self._on_answered)
        row.remarked.connect(self.remarked)
        row.typing.connect(self.typing)
        row.focused.connect(self._on_focused)
        row.step_asked.connect(self._step)
        row.cells_pasted.connect(self._on_cells)
        return row

    def _on_answered(self, key: str, answer: str) -> None:
        self.answered.emit(key, answer)
        if answer and answer == self._answers[0][0]:
            self._step_to_open(key)

    def _step_to_open(self, key: str) -> None:
        """After a plain yes go on; a no or 待补 stays, so that the remark can be written."""
        keys = list(self.rows)
        place = keys.index(key)
        for other in keys[place + 1 :] + keys[:place]:
            row = self.rows[other]
            if not row.line.answer and not row.line.automatic:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.finished.emit()

    def _on_cells(self, key: str, rows: Rows) -> None:
        """Take a copied column of answers; each is saved as if it had been given one by one."""
        try:
            found = read_answers([row.line for row in self.rows.values()], key, rows, self._answers)
        except UserError as error:
            self.refused.emit(error)
            return
        for given in found:
            row = self.rows[given.id]
            remark = given.remark or row.line.remark
            if (given.answer, remark) != (row.line.answer, row.line.remark):
                row.show_line(replace(row.line, answer=given.answer, remark=remark))
                self.answered.emit(given.id, given.answer)
        self.go_to(found[-1].id)
        self.pasted.emit(len(found))

    def _on_focused(self, key: str) -> None:
        if self.current_id in self.rows:
            self.rows[self.current_id].set_current(False)
        self.current_id = key
        row = self.rows[key]
        row.set_current(True)
        QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row, 0, _MARGIN_PX))
        self.current_changed.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._keep_in_view)
        return False

    def _keep_in_view(self) -> None:
        """After a new layout show the row that has the focus; a list scrolled by wheel is left alone."""
        row = self.rows.get(self.current_id)
        if row is not None and rows_parent(QApplication.focusWidget()) is row:
            self._area.ensureWidgetVisible(row, 0, _MARGIN_PX)

    def _step(self, step: int) -> None:
        keys = list(self.rows)
        here = rows_parent(QApplication.focusWidget())
        place = keys.index(here.line.id) if here is not None and here.line.id in self.rows else -1
        target = min(max(place + step, 0), len(keys) - 1)
        self.rows[keys[target]].setFocus(Qt.FocusReason.OtherFocusReason)
