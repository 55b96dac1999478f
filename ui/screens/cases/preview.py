"""The case at the cursor, told beside the list: where it stands, its clock, its amounts, what comes next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from models.services.views import CaseRow, CaseView
from ui.delegates.case_delegate import stage_status
from ui.desk import Desk
from ui.fonts import tabular
from ui.itemmodels.case_columns import day, money
from ui.navigation import Navigator
from ui.record_words import event_words
from ui.widgets.parts import (
    button,
    clear,
    column,
    frame,
    label,
    line,
    rule,
    scrolled,
    set_status,
    status_label,
)

DELAY_MS = 120
MOST_EVENTS = 6


class CasePreview(QWidget):
    """Looks at a case only when the cursor has come to rest on it."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self._row: CaseRow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._fetch)
        self.number = label("", "secondary", selectable=True)
        self.stage = status_label("", "info")
        self.name = label("", "heading", wrap=True)
        self.matter = label("", "secondary", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        self._more = column(spacing=8)
        self.open_button = button("打开办件　Enter", self._open, kind="primary", name="打开办件")
        self._lay_out()

    def show_row(self, row: CaseRow | None) -> None:
        """Tell of the case of a row; the rest follows when the cursor rests."""
        self._row = row
        if self.isHidden():
            # Not shown it would cost as much at every key as a quarter of the list; it is asked again when shown.
            return
        self.setEnabled(row is not None)
        clear(self._more)
        if row is None:
            self._timer.stop()
            self.name.setText("没有选中办件")
            for part in (self.number, self.matter):
                part.setText("")
            self.stage.hide()
            clear(self._facts)
            return
        self.stage.show()
        set_status(self.stage, "待补正" if row.waiting else row.stage, stage_status(row))
        self.number.setText(row.case_no)
        self.name.setText(row.applicant_name)
        self.matter.setText(f"{row.clause}{row.matter_name}")
        self._show_facts(
            (
                ("申请额", money(row.applied_fen), True),
                ("政策上限", money(row.ceiling_fen), True),
                ("核定额", money(row.determined_fen), True),
                ("已拨付", money(row.paid_fen), True),
                ("登记", day(row.registered_on), False),
                ("到期", day(row.due_on), False),
                ("经办", row.handler_name or "—", False),
                ("责任单位", row.unit, False),
            )
        )
        if self.isVisible():
            self._timer.start()

    def _lay_out(self) -> None:
        head = line(spacing=8)
        head.addWidget(self.number, 1)
        head.addWidget(self.stage)
        inner = column(spacing=8, margins=(16, 12, 16, 12))
        inner.addLayout(head)
        inner.addWidget(self.name)
        inner.addWidget(self.matter)
        inner.addWidget(rule())
        inner.addLayout(self._facts)
        inner.addWidget(rule())
        inner.addLayout(self._more)
        inner.addStretch(1)
        page = QWidget()
        page.setLayout(inner)
        foot = column(margins=(16, 8, 16, 12))
        foot.addWidget(self.open_button)
        whole = column(spacing=0)
        whole.addWidget(scrolled(page), 1)
        whole.addLayout(foot)
        outer = column(spacing=0)
        outer.addWidget(frame("card", whole))
        self.setLayout(outer)
        self.setMinimumWidth(280)
        self.setAccessibleName("预览")

    def _show_facts(self, facts: tuple[tuple[str, str, bool], ...]) -> None:
        clear(self._facts)
        for place, (title, words, amount) in enumerate(facts):
            self._facts.addWidget(label(title, "secondary"), place, 0, Qt.AlignmentFlag.AlignTop)
            value = label(words, wrap=not amount)
            if amount:
                value.setFont(tabular(value.font()))
                value.setAlignment(Qt.AlignmentFlag.AlignRight)
                value.setText(f"{words} 元" if words != "—" else words)
            self._facts.addWidget(value, place, 1)

    def _fetch(self) -> None:
        if self._row is None:
            return
        office, actor, case_id = self._desk.office, self._desk.officer, self._row.id
        self._desk.read(
            lambda: office.cases.view(case_id, actor=actor), self._show, key="cases.preview", owner=self
        )

    def _show(self, view: CaseView) -> None:
        if self._row is None or view.case.id != self._row.id:
            return
        clear(self._more)
        for warning in view.warnings[:3]:
            self._more.addWidget(label(warning, "error", wrap=True))
        pending = [check.question for check in view.checks if check.verdict in ("待补", "不符合")]
        pending += [item.name for item in view.materials if item.state == "待补"]
        self._tell("待补和不符合", pending)
        self._tell("下一步", [move.label for move in view.moves if move.permitted])
        latest = sorted(view.events, key=lambda one: one.id, reverse=True)[:MOST_EVENTS]
        self._tell("近期记录", [_event(event) for event in latest])

    def _tell(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        self._more.addWidget(label(title, "field"))
        for words in lines[:MOST_EVENTS]:
            self._more.addWidget(label(f"· {words}", wrap=True))

    def _open(self) -> None:
        if self._row is not None:
            self._navigator.open_case(self._row.id)


def _event(event: Any) -> str:
    return f"{event.at:%m-%d %H:%M}　{event.officer_name}　{event_words(event)}"
