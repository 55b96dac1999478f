"""A new public notice: which cases, under what title, for how many working days."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from models.errors import UserError
from models.money import yuan_grouped
from models.services.views import NoticeView
from ui import messages
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.screens.notices.columns import CASES
from ui.screens.notices.presenter import Eligible, NoticesPresenter
from ui.typed import echo_day, read_days
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line
from ui.widgets.pick_table import PickTable

ROW = 44


class NoticeDialog(QDialog):
    """Opens the notice by itself and announces it; all cases are picked to begin with."""

    opened = Signal(object)

    def __init__(
        self, desk: Desk, presenter: NoticesPresenter, eligible: Eligible, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建公示")
        fit_to(self, 860, 600)
        self._presenter, self._calendar = presenter, eligible.calendar
        self._today = today = desk.office.clock.today()
        self.title = TextField("公示标题")
        self.title.set_text(f"{today.year}年{today.month}月拟支持项目公示")
        self.days = TextField("公示期（工作日）", read=self._read_days, echo=self._echo_days)
        self.days.set_text(str(eligible.days))
        self.table = PickTable(CASES, desk.theme, "可列入公示的办件", row_height=ROW)
        self.table.show_lines(list(eligible.cases))
        self._count = label("", "secondary")
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        self.go_button = button("发布公示(&P)　Ctrl+Enter", self._finish, kind="primary", name="发布公示")
        self._lay_out()
        self.table.picked_changed.connect(self._tell)
        self.table.pick(lambda row: True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)
        self.table.setFocus()

    def _lay_out(self) -> None:
        fields = line(spacing=16)
        fields.addWidget(self.title, 3, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.days, 2, Qt.AlignmentFlag.AlignTop)
        pick = line()
        pick.addWidget(label("列入公示的办件", "heading"))
        pick.addWidget(self._count)
        pick.addStretch(1)
        pick.addWidget(button("全选", lambda: self.table.pick(lambda row: True), kind="small"))
        foot = line()
        foot.addWidget(self._fault, 1)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("新建公示", "title"))
        layout.addLayout(fields)
        layout.addLayout(pick)
        layout.addWidget(self.table, 1)
        words = "按住 Ctrl 或 Shift 多选。发布后各办件计时暂停，期满且无待处理异议时可以结束，随后出具核准通知书。"
        layout.addWidget(label(words, "caption", wrap=True))
        layout.addLayout(foot)
        self.setLayout(layout)

    def _read_days(self, text: str) -> int | None:
        days = read_days(text)
        if days is not None and days > 60:
            raise UserError("公示期应为1至60个工作日", "", "请核对", field="days")
        return days

    def _echo_days(self, value: object) -> str:
        assert isinstance(value, int)
        return f"自今日起，至 {echo_day(self._calendar.add_workdays(self._today, value))} 止"

    def _tell(self) -> None:
        picked = self.table.picked
        total = sum(row.determined_fen or 0 for row in picked)
        self._count.setText(f"已选 {len(picked)} 件，核定合计 {yuan_grouped(total)} 元")

    def _finish(self) -> None:
        self._fault.hide()
        try:
            days = self.days.value
            if days is None:
                raise UserError("请填写公示期", field="days")
        except UserError as error:
            self.days.show_fault(error)
            return
        case_ids = tuple(row.id for row in self.table.picked)
        assert isinstance(days, int)
        self.go_button.setEnabled(False)
        self._presenter.open(
            case_ids, self.title.text.strip(), days, done=self._on_done, failed=self._on_refused, owner=self
        )

    def _on_done(self, notice: NoticeView) -> None:
        self.accept()
        self.opened.emit(notice)

    def _on_refused(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        self._fault.setText(messages.told(error))
        self._fault.show()
