"""The check of a paper letter: paste the scanned line or type the code; the answer with what differs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.errors import UserError
from models.money import yuan_grouped
from models.services.letter_records import LetterRecord
from models.services.letter_verdict import ComparedFact, LetterVerdict
from ui.widgets.fields import TextField
from ui.widgets.parts import button, clear, column, frame, label, line, scrolled, set_status, status_label

STATUS = {"真实": "ok", "已作废": "bad", "被改动": "bad", "登记不符": "wait", "查无此文书": "wait"}


class VerifyPage(QWidget):
    """Asks for a check, and to look at the letter of the register."""

    asked = Signal(str)
    letter_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.code = TextField(
            "二维码内容或查验码",
            placeholder="用扫码枪扫描，或粘贴整行文字；也可以键入16位查验码",
            hint="查验码印在文书末尾的二维码旁。大小写、空格和横线都可以省略，O 与 0、I 与 1 会自动分辨。",
        )
        self.verdict: LetterVerdict | None = None
        self._standing = status_label("", "quiet")
        self._words = label("", wrap=True, selectable=True)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(24)
        self._table.setVerticalSpacing(8)
        self._table.setColumnStretch(3, 1)
        self.show_button = button("查看存档原件(&V)", self._on_show, name="查看存档原件")
        self._lay_out()
        self.code.edit.returnPressed.connect(self._ask)

    def show_verdict(self, verdict: LetterVerdict) -> None:
        """Show the answer."""
        self.verdict = verdict
        self.code.show_fault(None)
        set_status(self._standing, verdict.standing, STATUS[verdict.standing])
        self._words.setText(verdict.words)
        clear(self._table)
        if verdict.facts:
            self._compare(verdict.facts)
        elif verdict.record is not None:
            self._register(verdict.record)
        self.show_button.setVisible(verdict.record is not None)
        self._card.show()
        self.code.edit.selectAll()

    def show_fault(self, error: UserError) -> None:
        """Tell why what was typed could not be read."""
        self._card.hide()
        self.code.show_fault(error)
        self.code.edit.selectAll()

    def _lay_out(self) -> None:
        entry = line(spacing=8)
        entry.addWidget(self.code, 1)
        check = button("核验", self._ask, kind="primary")
        # The button stands beside the field, below its caption.
        beside = column(spacing=4)
        beside.addWidget(label(" ", "field"))
        beside.addWidget(check)
        beside.addStretch(1)
        entry.addLayout(beside)
        result = column(spacing=12, margins=(16, 16, 16, 16))
        result.addWidget(self._standing)
        result.addWidget(self._words)
        result.addLayout(self._table)
        foot = line()
        foot.addWidget(self.show_button)
        foot.addStretch(1)
        result.addLayout(foot)
        self._card = frame("card", result)
        self._card.hide()
        inner = QWidget()
        inside = column(spacing=16)
        inside.addWidget(
            label(
                "核验不需要联网：二维码里的内容由本单位的密钥签名，程序用公钥核对签名，再与登记簿逐项比较。",
                "secondary",
                wrap=True,
            )
        )
        inside.addLayout(entry)
        inside.addWidget(self._card)
        inside.addStretch(1)
        inner.setLayout(inside)
        inner.setMaximumWidth(860)
        layout = column()
        layout.addWidget(scrolled(inner))
        self.setLayout(layout)

    def _ask(self) -> None:
        if self.code.text.strip():
            self.asked.emit(self.code.text)

    def _on_show(self) -> None:
        if self.verdict is not None and self.verdict.record is not None:
            self.letter_asked.emit(self.verdict.record.row.id)

    def _compare(self, facts: tuple[ComparedFact, ...]) -> None:
        for place, title in enumerate(("项目", "二维码所载", "登记簿")):
            self._table.addWidget(label(title, "caption"), 0, place)
        for place, fact in enumerate(facts, 1):
            self._table.addWidget(label(fact.label, "field"), place, 0)
            role = "" if fact.same else "error"
            self._table.addWidget(label(fact.scanned, role, selectable=True), place, 1)
            self._table.addWidget(
                label(fact.registered, "" if fact.same else "strong", selectable=True), place, 2
            )
            told = status_label("一致" if fact.same else "不一致", "ok" if fact.same else "bad")
            self._table.addWidget(told, place, 3, Qt.AlignmentFlag.AlignLeft)

    def _register(self, record: LetterRecord) -> None:
        amount = "（无）" if record.amount_fen is None else f"{yuan_grouped(record.amount_fen)} 元"
        names = "、".join(case.applicant_name for case in record.cases[:3])
        facts = (
            ("文书", record.label),
            ("文号", record.row.number or "（无）"),
            ("申请人", names + ("等" if len(record.cases) > 3 else "")),
            ("发文日期", str(record.row.issued_on)),
            ("金额", amount),
        )
        for place, (name, words) in enumerate(facts):
            self._table.addWidget(label(name, "field"), place, 0)
            self._table.addWidget(label(words, "strong", selectable=True), place, 1, 1, 3)
