"""The head of the case page: which case, how far it is, and how much time is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from models.services.views import CaseView, ClockView
from ui.widgets.parts import ElidedLabel, button, column, label, line, set_status, status_label
from ui.widgets.stage_line import StageLine


class CaseHead(QFrame):
    """Always in view."""

    back_asked = Signal()
    clock_asked = Signal()
    hand_over_asked = Signal()
    applicant_asked = Signal()
    sheet_asked = Signal()
    checklist_asked = Signal()
    dossier_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.number = label("", "strong", selectable=True)
        self.applicant = ElidedLabel("", "heading")
        self.matter = ElidedLabel("", "secondary")
        self.stages = StageLine()
        self.clock_state = status_label("", "quiet")
        self.calendar_hint = status_label("", "wait")
        self.clock = ElidedLabel("", "secondary")
        # The stages are read at every glance; the words of the clock give way and stand whole in the tool tip.
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        back = button("‹ 返回", self.back_asked.emit, kind="header", name="返回列表")
        first = line(spacing=12)
        first.addWidget(back)
        first.addWidget(self.number)
        first.addWidget(self.applicant, 2)
        first.addWidget(self.matter, 3)
        for words, signal, name in (
            ("主体", self.applicant_asked, "打开申请主体"),
            ("交接…", self.hand_over_asked, "交接给其他经办人"),
        ):
            first.addWidget(button(words, signal.emit, kind="header", name=name))
        first.addWidget(self._print_button())
        second = line(spacing=12, margins=(4, 0, 0, 0))
        second.addWidget(self.stages)
        second.addWidget(self.clock, 1)
        second.addWidget(self.calendar_hint)
        second.addWidget(self.clock_state)
        second.addWidget(button("时限…", self.clock_asked.emit, kind="header", name="时限、暂停和延期"))
        layout = column(spacing=4, margins=(12, 8, 20, 8))
        layout.addLayout(first)
        layout.addLayout(second)
        self.setLayout(layout)

    def _print_button(self) -> QPushButton:
        """What can be printed of the case; the first is what Ctrl+P takes."""
        made = button("打印　", kind="header", name="打印办件单、核对清单、案卷")
        menu = QMenu(made)
        menu.addAction("办件单…\tCtrl+P", self.sheet_asked.emit)
        menu.addAction("核对清单（空白，手工填写）…", self.checklist_asked.emit)
        menu.addAction("案卷 PDF（目录、办件单、文书、材料）…", self.dossier_asked.emit)
        made.setMenu(menu)
        return made

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        self.number.setText(f"办件 {view.case.case_no}")
        self.applicant.set_whole(view.applicant.name)
        self.matter.set_whole(
            f"{view.clause.number}{view.matter.name}　经办：{view.handler_name or '未分派'}"
        )
        self.stages.show_stages(view.stages)
        self._show_clock(view.clock)

    def _show_clock(self, clock: ClockView | None) -> None:
        note = clock.calendar_note if clock is not None and clock.state != "停止" else ""
        self.calendar_hint.setVisible(bool(note))
        self.calendar_hint.setText("放假安排未公布，日期可能变动")
        self.calendar_hint.setToolTip(note)
        self.calendar_hint.setAccessibleName(note)
        if clock is None:
            set_status(self.clock_state, "未起算", "quiet")
            self.clock.set_whole("受理后开始计时")
            return
        urgent = {"提醒": "wait", "紧急": "bad"}.get(clock.warning, "info")
        status = {"逾期": "bad", "暂停": "wait", "已结束": "quiet"}.get(clock.state, urgent)
        set_status(self.clock_state, "计时中" if clock.state == "进行" else clock.state, status)
        self.clock.set_whole(clock.text or _clock_words(clock))


def _clock_words(clock: ClockView) -> str:
    if clock.due_on is None or clock.days_left is None:
        return ""
    if clock.state == "逾期":
        return f"逾期 {-clock.days_left} 个工作日（{clock.due_on} 到期）"
    resumed = f"；若今日补齐 → {clock.due_if_resumed_today}" if clock.due_if_resumed_today else ""
    return f"剩余 {clock.days_left} 个工作日（{clock.due_on} 到期{resumed}）"
