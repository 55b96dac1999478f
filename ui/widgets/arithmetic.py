"""The ceiling and the steps that lead to it, as a small table of text and amount."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from models.awards import Assessment
from models.money import yuan_grouped
from ui.fonts import tabular
from ui.widgets.parts import clear, column, label, line, rule, status_label

CEILING_WORDS = {"定额": "按条款定额", "上限": "政策上限", "按标准": "按标准计算"}

NARROW = 320


class ArithmeticPanel(QWidget):
    """Shows where the figure comes from; refuses to show one where the text gives none."""

    def __init__(self, suffix: str = "") -> None:
        super().__init__()
        self._suffix = suffix
        self._title = label(f"政策上限{suffix}", "heading")
        self._nature = status_label("", "quiet")
        self._amount = label("", "figure", selectable=True)
        self._amount.setFont(tabular(self._amount.font()))
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words = label("", "secondary", wrap=True)
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(12)
        self._steps.setVerticalSpacing(4)
        self._steps.setColumnStretch(0, 1)
        words = line(spacing=8)
        words.addWidget(self._title)
        words.addWidget(self._nature)
        words.addStretch(1)
        self._head = QGridLayout()
        self._head.setVerticalSpacing(0)
        self._head.addLayout(words, 0, 0)
        self._head.addWidget(self._amount, 0, 1)
        self._head.setColumnStretch(0, 1)
        layout = column(spacing=8)
        layout.addLayout(self._head)
        layout.addWidget(rule())
        layout.addLayout(self._steps)
        layout.addWidget(self._words)
        self.setLayout(layout)
        self.show_nothing("")

    def show_nothing(self, why: str) -> None:
        """Show no figure, and why there is none."""
        clear(self._steps)
        self._amount.setText("—")
        self._nature.hide()
        self._words.setText(why)
        self._words.setVisible(bool(why))

    def show_assessment(self, assessment: Assessment) -> None:
        """Show ceiling, nature, and each step."""
        clear(self._steps)
        self._title.setText(CEILING_WORDS.get(assessment.nature, "政策上限") + self._suffix)
        self._nature.setText(assessment.nature)
        self._nature.show()
        self._amount.setText(f"{yuan_grouped(assessment.ceiling_fen)} 元")
        for row, step in enumerate(assessment.steps):
            self._add(row, f"{step.text}\u00a0=", step.amount_fen)
        extra = len(assessment.steps)
        if assessment.payable_fen is not None:
            self._add(extra, "应缴", assessment.payable_fen)
        if assessment.eligible:
            self._words.hide()
        else:
            failed = "；".join(finding.text for finding in assessment.findings if not finding.ok)
            self._words.setText(f"不符合条件：{failed}" if failed else "按所填事实不符合条款条件")
            self._words.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the figure stands below its title; it is never cut off."""
        super().resizeEvent(event)
        below = event.size().width() < NARROW
        if self._head.itemAtPosition(1, 0) is not None and not below:
            self._head.addWidget(self._amount, 0, 1)
        elif self._head.itemAtPosition(1, 0) is None and below:
            self._head.addWidget(self._amount, 1, 0, 1, 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _add(self, row: int, text: str, amount_fen: int) -> None:
        words = label(text, "secondary", wrap=True, selectable=True)
        amount = label(f"{yuan_grouped(amount_fen)} 元", "", selectable=True)
        amount.setFont(tabular(amount.font()))
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._steps.addWidget(words, row, 0)
        self._steps.addWidget(amount, row, 1)
