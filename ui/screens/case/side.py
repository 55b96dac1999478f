"""The right of the case page: the clause with the words in question marked, the arithmetic, head-room, history."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from models.money import yuan_grouped
from models.services.views import CaseView, HistoryView
from ui.screens.case.cap_ledger import CapLedger
from ui.theme import Theme
from ui.widgets.arithmetic import ArithmeticPanel
from ui.widgets.clause_text import ClauseText
from ui.widgets.parts import column, frame, label, rule, scrolled

# Heading and margins around the clause's text.
CLAUSE_FRAME = 60


class CaseSide(QWidget):
    """Every figure here says where it comes from."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.clause = ClauseText(theme)
        self.arithmetic = ArithmeticPanel()
        self.elsewhere = label("", "secondary", wrap=True)
        self.notes = label("", "secondary", wrap=True, selectable=True)
        self.ledger = CapLedger(theme)
        self.history = label("", "secondary", wrap=True, selectable=True)
        self.source = label("", "caption", wrap=True)
        basis = column(spacing=8, margins=(16, 12, 8, 12))
        basis.addWidget(label("条款依据", "heading"))
        basis.addWidget(self.clause, 1)
        basis.addWidget(self.elsewhere)
        self._money_rule = rule()
        figures = column(spacing=8, margins=(16, 12, 16, 12))
        figures.addWidget(self.arithmetic)
        figures.addWidget(self._money_rule)
        for part in (self.ledger, self.history, self.notes, self.source):
            figures.addWidget(part)
        figures.addStretch(1)
        inner = QWidget()
        inner.setLayout(figures)
        lower = column()
        lower.addWidget(scrolled(inner))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(frame("card", basis))
        self.figures = frame("card", lower)
        split.addWidget(self.figures)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self._split = split
        self._arranged = False
        split.splitterMoved.connect(lambda position, place: setattr(self, "_arranged", True))
        layout = column()
        layout.addWidget(split)
        self.setLayout(layout)
        self._shown_clause = ""
        self.elsewhere.hide()

    def show_case(self, view: CaseView) -> None:
        """Show a case; the place in the clause stays where it is while the clause stays the same."""
        clause = f"{view.case.pack_id}{view.clause.number}"
        if clause != self._shown_clause:
            self._shown_clause = clause
            self.clause.show_clause(view.clause)
            self.clause.mark(view.matter.phrase)
            QTimer.singleShot(0, self, self._share_room)
        has_award = view.matter.award is not None
        self.arithmetic.setVisible(has_award)
        self._money_rule.setVisible(has_award)
        if view.assessment is not None:
            self.arithmetic.show_assessment(view.assessment)
        else:
            self.arithmetic.show_nothing(view.assessment_error)
        self.ledger.show_headroom(view.headroom)
        self.history.setText(history_words(view.history) if has_award else "")
        self.history.setVisible(bool(self.history.text()))
        self.notes.setText("\n".join(f"口径：{note.text}" for note in view.policy_notes))
        self.notes.setVisible(bool(view.policy_notes))
        self.source.setText(_source_words(view))
        # A recommendation or service without notes has nothing to say here: the clause takes the room.
        self.figures.setVisible(has_award or bool(view.policy_notes))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give the clause the room its text needs, up to six tenths; an officer who moved the handle is heeded."""
        if self._arranged or not self._shown_clause:
            return
        wanted = round(self.clause.document().size().height()) + CLAUSE_FRAME
        upper = min(wanted, self.height() * 6 // 10)
        self._split.setSizes([upper, self.height() - upper])

    def mark(self, phrase: str) -> None:
        """Mark the words a question rests on."""
        found = self.clause.mark(phrase)
        self.elsewhere.setText("" if found else f"此项依据本文件其他部分：“{phrase}”")
        self.elsewhere.setVisible(not found)


def history_words(history: HistoryView) -> str:
    """Return what was determined before under the same matter."""
    if not history.count:
        return "本事项此前没有核定记录"
    low, middle, high = (
        yuan_grouped(value or 0) for value in (history.lowest_fen, history.median_fen, history.highest_fen)
    )
    return f"本事项此前核定 {history.count} 件：最低 {low}，中位 {middle}，最高 {high} 元"


def _source_words(view: CaseView) -> str:
    if view.assessment is None:
        return ""
    return f"依据 {view.assessment.pack}，政策包 {view.assessment.pack_hash[:12]}"
