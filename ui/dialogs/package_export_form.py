"""What the officer says about a package to be written: for whom, handed over, passphrase, note."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from models.errors import UserError
from models.services.exchange_views import PartnerView
from ui.widgets.choices import ComboField
from ui.widgets.fields import TextField
from ui.widgets.parts import column, label, line

MOST_NOTE = 500
NOBODY = "不指定（任何单位都可以导入）"
NO_PARTNER = "还没有往来单位。先导入一次对方的交换包或单位名片，核对指纹后即可在这里选择。"
SEALED_HINT = "不填则不加密。至少 8 个字符；忘记后无法打开，只能重新导出"


class PackageExportForm(QWidget):
    """Tells what was typed; the dialog writes."""

    def __init__(self, *, with_cases: bool) -> None:
        super().__init__()
        self._with_cases = with_cases
        self.recipient = ComboField("接收单位", (), hint=NO_PARTNER)
        self.recipient.combo.setItemText(0, NOBODY)
        self.hand_over = QCheckBox("移交主办：以后由接收单位主办这些办件")
        self.hand_over.setAccessibleName(self.hand_over.text())
        self.wallets = QCheckBox("连同申报主体的常用材料")
        self.wallets.setAccessibleName(self.wallets.text())
        self.passphrase = TextField("口令（可不填）")
        self.again = TextField("再输一次口令")
        for field in (self.passphrase, self.again):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
            field.edited.connect(lambda: self.again.show_fault(None))
        self.note = TextField("给对方的说明（可不填）", placeholder="如：初审已完成，请予复核")
        self.note.edit.setMaxLength(MOST_NOTE)
        self._lay_out()
        self.recipient.edited.connect(self._on_recipient)
        self._on_recipient()

    def show_partners(self, partners: tuple[PartnerView, ...]) -> None:
        """Offer the known offices."""
        for one in partners:
            self.recipient.combo.addItem(one.unit, one.office)
        if partners:
            self.recipient.below.hide()

    def wanted(self) -> dict[str, Any]:
        """Return what was chosen, as the export takes it."""
        office = str(self.recipient.value or "")
        return {
            "recipient": office,
            "hand_over": self._with_cases and bool(office) and self.hand_over.isChecked(),
            "passphrase": self.passphrase.text,
            "reason": self.note.text.strip(),
            "wallets": self._with_cases and self.wallets.isChecked(),
        }

    def first_fault(self) -> UserError | None:
        """Return what only this form can see: two passphrases that differ."""
        if self.passphrase.text != self.again.text:
            return UserError("两次输入的口令不一致", "", "请重新输入", field="again")
        return None

    def show_fault(self, error: UserError) -> bool:
        """Tell a fault beside its field; False when it belongs to none."""
        fields = {"passphrase": self.passphrase, "again": self.again, "recipient": self.recipient}
        field = fields.get(error.field)
        if field is None:
            return False
        field.show_fault(error)
        field.setFocus()
        return True

    def _lay_out(self) -> None:
        layout = column(spacing=8, margins=(0, 0, 8, 0))
        layout.addWidget(self.recipient)
        layout.addWidget(self.hand_over)
        pair = line(spacing=12)
        for field in (self.passphrase, self.again):
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(pair)
        layout.addWidget(label(SEALED_HINT, "caption", wrap=True))
        layout.addWidget(self.note)
        layout.addWidget(self.wallets)
        words = "包内有办件、主体、文书、附件和办理记录，用本单位密钥签名，被改动即不能导入。内部备注不送出，勾选了“随交换包送出”的除外。"
        self._words = label(words, "caption", wrap=True)
        layout.addWidget(self._words)
        layout.addStretch(1)
        self.setLayout(layout)
        for made in (self.hand_over, self.wallets, self._words):
            made.setVisible(self._with_cases)

    def _on_recipient(self) -> None:
        known = bool(self.recipient.value)
        self.hand_over.setEnabled(known)
        self.hand_over.setToolTip("" if known else "先选择接收单位")
        if not known:
            self.hand_over.setChecked(False)
