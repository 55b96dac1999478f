"""The master data of an applicant to read: who it is, how to reach it, where to pay."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.cases.applicant import PERSONAL, Applicant
from models.cases.identity import mask_number
from ui.fonts import tabular
from ui.widgets.parts import button, clear, column, label, line, scrolled


class DataPage(QWidget):
    """Numbers of people are masked until the officer asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self._applicant: Applicant | None = None
        self._open = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.reveal = button("显示完整号码", self._toggle, kind="small")
        head = line()
        head.addWidget(label("基本资料", "heading"))
        head.addStretch(1)
        head.addWidget(self.reveal)
        inner = column(spacing=12, margins=(4, 12, 12, 12))
        inner.addLayout(head)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        page = QWidget()
        page.setLayout(inner)
        layout = column()
        layout.addWidget(scrolled(page))
        self.setLayout(layout)

    def show_applicant(self, applicant: Applicant) -> None:
        """Show an applicant; another one's numbers are masked again."""
        if self._applicant is None or self._applicant.id != applicant.id:
            self._open = False
        self._applicant = applicant
        self._fill()

    def _toggle(self) -> None:
        self._open = not self._open
        self._fill()

    def _fill(self) -> None:
        one = self._applicant
        assert one is not None
        clear(self._grid)
        self.reveal.setText("遮盖号码" if self._open else "显示完整号码")
        self.reveal.setAccessibleName(self.reveal.text())
        for place, (title, words) in enumerate(_facts(one, whole=self._open)):
            value = label(words or "未填写", "" if words else "secondary", wrap=True, selectable=True)
            value.setFont(tabular(value.font()))
            self._grid.addWidget(label(title, "field"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, place, 1)


def _facts(one: Applicant, *, whole: bool) -> list[tuple[str, str]]:
    personal = one.kind in PERSONAL
    code_title = (one.document or "身份证号") if personal else "统一社会信用代码"
    account = one.account if whole else one.masked_account
    phone = one.phone if whole else one.masked_phone
    found = [
        ("姓名" if personal else "名称", one.name),
        (code_title, one.code if whole else one.masked_code),
        ("法定代表人", one.representative),
        ("地址", "　".join(part for part in (one.street, one.address) if part)),
        ("联系人", "　".join(part for part in (one.contact, phone) if part)),
        ("收款账户", "　".join(part for part in (one.bank, account) if part)),
    ]
    if personal:
        del found[2]
    for place, contact in enumerate(one.contacts, 1):
        number = contact.phone if whole else _masked(contact.phone)
        words = "　".join(part for part in (contact.name, contact.post, number) if part)
        found.append((f"其他联系人{place}", words))
    for place, further in enumerate(one.accounts, 1):
        number = further.account if whole else _masked(further.account)
        words = "　".join(part for part in (further.holder, further.bank, number) if part)
        found.append((f"其他账户{place}", words))
    for place, member in enumerate(one.members, 1):
        number = member.id_number if whole else mask_number(member.id_number)
        words = "　".join(part for part in (member.name, member.relation, number) if part)
        found.append((f"家庭成员{place}", words))
    if one.remark:
        found.append(("备注", one.remark))
    return found


def _masked(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else number
