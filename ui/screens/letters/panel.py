"""Beside the register: one letter with what the register knows of it, its pages as issued, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from models.money import yuan_grouped
from models.services.letter_records import LetterRecord
from ui.desk import Desk
from ui.dialogs.page_view import PageView
from ui.screens.letters.presenter import LetterShown
from ui.widgets.elided_button import ElidedLink
from ui.widgets.parts import ElidedLabel, button, clear, column, frame, label, line, set_status, status_label

SHOWN_CASES = 3
# The five buttons and the margins in one row.
WHOLE_ROW = 580


class LetterPanel(QWidget):
    """Asks for what the buttons say; shows the bytes it is given."""

    open_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    deliver_asked = Signal()
    reissue_asked = Signal()
    void_asked = Signal()
    case_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.shown: LetterShown | None = None
        self._title = ElidedLabel("", "heading")
        self._state = status_label("", "quiet")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        self._problem = label("", "error", wrap=True)
        self.pages = PageView(desk.tasks)
        self.pages.setMinimumHeight(48)
        self._zoom = label("", "caption")
        self.pages.zoom_changed.connect(lambda zoom: self._zoom.setText(f"{zoom * 100:.0f}%"))
        self.print_button = button("打印(&P)…", self.print_asked.emit, kind="primary", name="打印")
        self.save_button = button("另存为(&A)…", self.save_asked.emit, name="另存为")
        self.deliver_button = button("登记送达(&D)…", self.deliver_asked.emit, name="登记送达")
        self.reissue_button = button("重出(&R)…", self.reissue_asked.emit, name="作废并重新出具")
        self.void_button = button("作废(&O)…", self.void_asked.emit, kind="danger", name="作废")
        # In a narrow window the last two buttons stand below the first three.
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < WHOLE_ROW
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._tools.setDirection(down if narrow else right)

    def show_letter(self, shown: LetterShown, obstacle: str) -> None:
        """Show a letter; `obstacle` tells why the officer may only look at it."""
        other = self.shown is None or self.shown.record.row.id != shown.record.row.id
        self.shown = shown
        record, row = shown.record, shown.record.row
        self._title.set_whole(f"{record.label}　{row.number or '（无文号）'}")
        set_status(self._state, row.state, "ok" if row.state == "有效" else "bad")
        self._show_facts(record)
        self._problem.setText(f"{record.fault}。请从备份恢复，不要使用手边的副本。" if record.fault else "")
        self._problem.setVisible(bool(record.fault))
        if other:
            self.pages.show_pdf(shown.pdf) if shown.pdf else self.pages.clear()
        valid = row.state == "有效"
        for made in (self.print_button, self.save_button):
            made.setEnabled(bool(shown.pdf))
        for made in (self.deliver_button, self.void_button):
            made.setEnabled(valid and not obstacle)
            made.setToolTip(obstacle or ("" if valid else "这份文书已经作废"))
        self.reissue_button.setEnabled(valid and not obstacle and row.case_id is not None)
        self.reissue_button.setToolTip(
            obstacle or ("" if row.case_id else "合并出具的文书请先作废，再重新合并出具")
        )

    def _lay_out(self) -> None:
        head = line(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        usual, others = line(spacing=8), line(spacing=8)
        for made in (self.print_button, self.save_button, self.deliver_button):
            usual.addWidget(made)
        usual.addStretch(1)
        for made in (self.reissue_button, self.void_button):
            others.addWidget(made)
        others.addStretch(1)
        tools = self._tools
        tools.setSpacing(8)
        tools.addLayout(usual, 1)
        tools.addLayout(others)
        top = column(spacing=8, margins=(16, 12, 16, 12))
        top.addLayout(head)
        top.addLayout(self._facts)
        top.addWidget(self._problem)
        top.addLayout(tools)
        view = line(spacing=8)
        view.addWidget(label("存档原件", "field"))
        view.addStretch(1)
        view.addWidget(self._zoom)
        view.addWidget(button("－", lambda: self.pages.step_zoom(-1), kind="small", name="缩小"))
        view.addWidget(button("＋", lambda: self.pages.step_zoom(1), kind="small", name="放大"))
        view.addWidget(button("适合宽度", lambda: self.pages.set_zoom(0), kind="small"))
        view.addWidget(button("大窗口(&W)", self.open_asked.emit, kind="small", name="在大窗口中查看"))
        layout = column(spacing=8)
        layout.addWidget(frame("card", top))
        layout.addLayout(view)
        layout.addWidget(self.pages, 1)
        self.setLayout(layout)

    def _show_facts(self, record: LetterRecord) -> None:
        clear(self._facts)
        row = record.row
        amount = f"　金额 {yuan_grouped(record.amount_fen)} 元" if record.amount_fen is not None else ""
        facts = [
            ("出具", f"{record.issued_at:%Y-%m-%d %H:%M}　{row.officer_name}{amount}"),
            ("送达", _served(record)),
        ]
        if record.replaces:
            facts.append(("代替", record.replaces))
        if row.state != "有效":
            after = f"；已由 {record.replaced_by} 代替" if record.replaced_by else ""
            facts.append(("作废", f"{record.voided_on}　{record.void_reason}{after}"))
        facts.append(("查验码", f"{row.code}　SHA-256 {row.sha256[:12]}…"))
        for place, (name, words) in enumerate(facts):
            self._facts.addWidget(label(name, "field"), place, 0, Qt.AlignmentFlag.AlignTop)
            told = label(words, "secondary", wrap=True, selectable=True)
            if name == "查验码":
                told.setToolTip(f"SHA-256 {row.sha256}")
            self._facts.addWidget(told, place, 1)
        self._facts.addWidget(label("办件", "field"), len(facts), 0, Qt.AlignmentFlag.AlignTop)
        cases = column(spacing=0)
        for case in record.cases[:SHOWN_CASES]:
            words = f"{case.case_no}　{case.applicant_name}"
            asked = ElidedLink(words, partial(self.case_asked.emit, case.id), name=f"打开办件{case.case_no}")
            asked.setFixedHeight(24)
            # With an alignment, so that a short link does not keep the column of the words narrow.
            cases.addWidget(asked, 0, Qt.AlignmentFlag.AlignLeft)
        if len(record.cases) > SHOWN_CASES:
            cases.addWidget(label(f"……共 {len(record.cases)} 个办件", "caption"))
        self._facts.addLayout(cases, len(facts), 1)


def _served(record: LetterRecord) -> str:
    row = record.row
    if row.sent_on is None:
        return "尚未登记"
    got = f"，{row.received_on} 签收" if row.received_on else "，未签收"
    return f"{row.sent_on}　{record.sent_by}{got}"
