"""The facts of a case in a compact strip above the questions, with the way to change them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.errors import UserError
from models.money import parse_yuan, yuan_grouped
from models.policy.model import Fact
from models.services.views import CaseView
from ui.fonts import tabular
from ui.widgets.parts import button, clear, column, label, line


def fact_words(fact: Fact, value: object) -> str:
    """Return a fact's value as officers read it."""
    if value is None or value == "":
        return "未填写"
    if fact.type == "bool":
        return "是" if value is True else "否"
    if fact.type == "money":
        try:
            return f"{yuan_grouped(parse_yuan(value))} 元"
        except UserError:
            return str(value)
    if fact.type == "percent":
        return f"{value}%"
    return f"{value}{fact.unit}" if fact.type == "count" else str(value)


class FactsStrip(QWidget):
    """Label and value, two to a line."""

    change_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.change_button = button("修改(F2)", self.change_asked.emit, kind="small", name="修改申报事实")
        head = line()
        head.addWidget(label("申报事实", "heading"))
        head.addStretch(1)
        head.addWidget(self.change_button)
        layout = column(spacing=8, margins=(16, 12, 12, 12))
        layout.addLayout(head)
        layout.addLayout(self._grid)
        self.setLayout(layout)

    def show_case(self, view: CaseView) -> None:
        """Show the facts of a case."""
        clear(self._grid)
        raw = view.case.facts_raw
        items = [(view.matter.event_label, view.case.event_date.isoformat())]
        items += [(fact.label, fact_words(fact, raw.get(fact.key))) for fact in view.matter.fact]
        if view.case.applied_fen is not None:
            items.append(("申请金额", f"{yuan_grouped(view.case.applied_fen)} 元"))
        if view.case.scope_key:
            items.append(("合并计算名称", view.case.scope_key))
        for place, (title, words) in enumerate(items):
            value = label(words, "", selectable=True)
            value.setFont(tabular(value.font()))
            cell = line(spacing=12)
            cell.addWidget(label(title, "secondary"))
            cell.addWidget(value)
            cell.addStretch(1)
            self._grid.addLayout(cell, place // 2, place % 2)
