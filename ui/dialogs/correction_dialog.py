"""一次性告知: everything marked 待补 at one glance, and the 补正通知书 in one step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from models.services.views import CaseView
from ui.dialogs.fitting import fit_to, keep_whole
from ui.widgets.parts import button, column, frame, label, line, scrolled


class CorrectionDialog(QDialog):
    """Accepted means: notify now."""

    go_to_open_asked = Signal()

    def __init__(self, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("一次性告知补正")
        fit_to(self, 640, 480)
        wanted = [(item.name, item.remark) for item in view.materials if item.state == "待补"]
        wanted += [(check.question, check.remark) for check in view.checks if check.verdict == "待补"]
        open_count = sum(1 for check in view.checks if not check.verdict)
        open_count += sum(1 for item in view.materials if not item.state)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(f"请 {view.applicant.name} 补正 {len(wanted)} 项", "title", wrap=True))
        layout.addWidget(label(f"{view.case.case_no}　{view.matter.name}", "secondary", wrap=True))
        layout.addWidget(frame("card", _listed(wanted)), 1)
        if open_count:
            warn = line(margins=(12, 8, 8, 8))
            warn.addWidget(
                label(f"还有 {open_count} 项没有判断。补正应一次性告知，建议先判断完。", "", wrap=True), 1
            )
            warn.addWidget(button("回去判断(&B)", self._go_back, kind="small", name="回去判断未判断的项"))
            layout.addWidget(frame("warning", warn))
        words = "将同时：编号出具《补正通知书》并存档（不能删除，只能作废重出），办理时限暂停；补齐后按“补正完成”恢复计时。"
        layout.addWidget(label(words, "secondary", wrap=True))
        self.go_button = button(
            "出具补正通知书　Ctrl+Enter", self.accept, kind="primary", name="出具补正通知书"
        )
        self.go_button.setEnabled(bool(wanted))
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)

    def _go_back(self) -> None:
        self.reject()
        self.go_to_open_asked.emit()


def _listed(wanted: list[tuple[str, str]]) -> QLayout:
    """The items wanted, each with its remark."""
    listed = column(spacing=8, margins=(16, 12, 16, 12))
    for place, (name, remark) in enumerate(wanted, 1):
        listed.addWidget(label(f"{place}. {name}", "", wrap=True))
        if remark:
            listed.addWidget(label(f"　{remark}", "secondary", wrap=True))
    listed.addStretch(1)
    inner = QWidget()
    inner.setLayout(listed)
    holder = column()
    holder.addWidget(scrolled(inner))
    return holder
