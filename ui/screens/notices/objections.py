"""The objections to a notice: who raised them, what they say, how they were settled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.services.views import CaseRow, NoticeView, ObjectionView
from ui.screens.notices.columns import objection_state
from ui.widgets.parts import ElidedLabel, button, clear, column, frame, label, line, status_label


class Objections(QWidget):
    """Announces the objection that is to be settled, and the case that should be seen to."""

    settle_asked = Signal(object)
    case_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._list = column(spacing=8)
        self.setLayout(self._list)

    def show_notice(self, notice: NoticeView, cases: tuple[CaseRow, ...], obstacle: str) -> None:
        """Show the objections; `obstacle` tells why nobody may settle them here."""
        clear(self._list)
        named = {row.id: row for row in cases}
        for one in notice.objections:
            self._list.addWidget(self._card(one, named.get(one.case_id or 0), obstacle))
        if not notice.objections:
            words = "没有收到异议。收到实名异议时按“登记异议”，处理完毕前不能结束公示。"
            self._list.addWidget(label(words, "secondary", wrap=True))

    def _card(self, one: ObjectionView, row: CaseRow | None, obstacle: str) -> QWidget:
        words, tone = objection_state(one)
        about = f"针对 {row.case_no} {row.applicant_name}" if row else "针对整批公示"
        about = f"{one.raised_on} 提出，{about}"
        head = line(spacing=8)
        head.addWidget(status_label(words, tone))
        head.addWidget(ElidedLabel(f"{one.name}　{one.contact}", "strong"), 1)
        if row is not None:
            head.addWidget(button("打开办件", self._opener(row.id), kind="small", name=f"打开{row.case_no}"))
        if one.closed_on is None:
            settle = button(
                "登记处理结果", self._settler(one), kind="small", name=f"登记对{one.name}异议的处理结果"
            )
            settle.setEnabled(not obstacle)
            settle.setToolTip(obstacle)
            head.addWidget(settle)
        body = column(spacing=4, margins=(12, 8, 8, 8))
        body.addLayout(head)
        body.addWidget(label(about, "caption", wrap=True))
        body.addWidget(label(one.content, "", wrap=True, selectable=True))
        if one.closed_on is not None:
            outcome = f"{one.closed_on} 处理：{one.outcome}"
            body.addWidget(label(outcome, "secondary", wrap=True, selectable=True))
            if one.upheld:
                body.addWidget(label("请审批或复核人员对该办件办理“异议成立退回”。", "secondary", wrap=True))
        return frame("card", body)

    def _settler(self, one: ObjectionView) -> Callable[[], None]:
        return lambda: self.settle_asked.emit(one)

    def _opener(self, case_id: int) -> Callable[[], None]:
        return lambda: self.case_asked.emit(case_id)
