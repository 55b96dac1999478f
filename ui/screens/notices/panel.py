"""One notice: its period, what it holds up or unlocks, its cases and objections."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.services.views import LetterView
from ui.desk import Desk
from ui.screens.notices.columns import CASES, STATES
from ui.screens.notices.objections import Objections
from ui.screens.notices.presenter import NoticePage
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, frame, label, line, rule, scrolled, set_status, status_label

ROW = 44
MOST_ROWS = 6


class NoticePanel(QWidget):
    """Announces what the officer wants with this notice."""

    end_asked = Signal()
    letter_asked = Signal()
    object_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.page: NoticePage | None = None
        self.letter: LetterView | None = None
        self._title = label("", "heading", wrap=True, selectable=True)
        self._state = status_label("", "info")
        self._period = label("", "secondary", wrap=True)
        self._next = label("", "", wrap=True)
        self.letter_button = button("出具公示(&L)", self.letter_asked.emit, name="出具公示")
        self.object_button = button("登记异议(&Y)…", self.object_asked.emit, name="登记异议")
        self.end_button = button("结束公示(&E)", self.end_asked.emit, kind="primary", name="结束公示")
        self.cases = BoardTable(CASES, desk.theme, "本批公示的办件", row_height=ROW)
        self.objections = Objections()
        self._lay_out()

    def show_page(self, page: NoticePage, *, publish: str, record: str) -> None:
        """Show a notice; `publish` and `record` tell why the officer may not end it, or enter objections."""
        self.page = page
        notice = page.notice
        self._title.setText(notice.title)
        set_status(self._state, notice.state, STATES.get(notice.state, "quiet"))
        self._period.setText(
            f"{notice.began_on} 发布，公示 {notice.days} 个工作日，至 {notice.ends_on} 止；{len(notice.case_ids)} 件"
        )
        ended = notice.state == "期满"
        why_not = "" if ended else publish or page.obstacle
        self._next.setText(_next_words(page, why_not))
        self.end_button.setVisible(not ended)
        self.end_button.setEnabled(not why_not)
        self.object_button.setVisible(not ended)
        self.object_button.setEnabled(not record)
        self.cases.show_lines(list(page.cases))
        head = self.cases.horizontalHeader().sizeHint().height()
        self.cases.setFixedHeight(head + ROW * min(max(len(page.cases), 1), MOST_ROWS) + 6)
        self.objections.show_notice(notice, page.cases, record)

    def show_letters(self, letters: tuple[LetterView, ...]) -> None:
        """Show whether the 公示 was issued."""
        self.letter = letters[0] if letters else None
        text = f"查看公示 {self.letter.number}" if self.letter else "出具公示(&L)"
        self.letter_button.setText(text)
        self.letter_button.setAccessibleName(text.replace("(&L)", ""))

    def _lay_out(self) -> None:
        first = line(spacing=8)
        first.addWidget(self._state)
        first.addWidget(self._title, 1)
        buttons = line(spacing=8)
        for made in (self.letter_button, self.object_button, self.end_button):
            buttons.addWidget(made)
        buttons.addStretch(1)
        notice = line(margins=(12, 8, 12, 8))
        notice.addWidget(self._next)
        inside = column(spacing=8, margins=(16, 12, 16, 12))
        inside.addLayout(first)
        inside.addWidget(self._period)
        inside.addWidget(frame("notice", notice))
        inside.addLayout(buttons)
        inside.addWidget(rule())
        inside.addWidget(label("本批办件（Enter 打开）", "heading"))
        inside.addWidget(self.cases)
        inside.addWidget(label("异议", "heading"))
        inside.addWidget(self.objections)
        inside.addStretch(1)
        page = QWidget()
        page.setLayout(inside)
        holder = column()
        holder.addWidget(scrolled(page))
        layout = column()
        layout.addWidget(frame("card", holder))
        self.setLayout(layout)


def _next_words(page: NoticePage, why_not: str) -> str:
    if page.notice.state == "期满":
        return "公示已结束，各办件已转入“批复”，可以出具核准通知书。"
    waiting = sum(1 for row in page.cases if row.stage == "公示")
    unlock = f"结束后这 {waiting} 件转入“批复”，计时恢复，可以出具核准通知书。"
    if why_not:
        return f"现在不能结束：{why_not}。{unlock}"
    return f"公示期已满，没有待处理的异议，可以结束。{unlock}"
