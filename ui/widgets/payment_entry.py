"""Entry of one payment or recovery: amount, day, account, voucher; faults beside the fields, a draft kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from models.cases.identity import mask_account
from models.errors import FieldErrors, UserError
from models.money import yuan_grouped
from models.services.views import Applicant, CaseView
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.typed import echo_amount, echo_day, read_amount, read_day
from ui.widgets.choices import ComboField
from ui.widgets.fields import TextField, take_row
from ui.widgets.parts import button, column, label, line


class PaymentEntry(QWidget):
    """Announces (amount in 分, day, voucher, account, bank); whoever holds it saves.

    `own_key` gives it Ctrl+S; a page that has this key already passes it on to `finish` by itself.
    """

    entered = Signal(int, object, str, str, str)

    def __init__(self, desk: Desk, *, own_key: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._most_fen = 0
        self._kind = "拨付"
        self._accounts: list[tuple[str, str]] = []
        self.amount = TextField("本次拨付（元）", read=self._read_amount, echo=self._echo_amount)
        self.day = TextField(
            "日期", read=self._read_day, echo=lambda day: echo_day(day), placeholder="如 6-30、今天"
        )  # type: ignore[arg-type]
        self.voucher = TextField("凭证号", placeholder="如国库集中支付凭证号")
        self.account = ComboField("收款账户", ())
        self.rest_button = button("填入全部余额", self._fill_rest, kind="link")
        self.save_button = button("登记(&S)　Ctrl+S", self.finish, kind="primary", name="登记拨付")
        self._why_not = label("", "secondary", wrap=True)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self._lay_out()
        take_row((self.amount, self.day, self.voucher), ("金额", "日期", "凭证号"))
        for field in (self.amount, self.day, self.voucher):
            field.edited.connect(self.drafts.touch)
            field.left.connect(self.drafts.flush)
            field.edit.returnPressed.connect(self.finish)
        if own_key:
            key = QShortcut(QKeySequence("Ctrl+S"), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.finish)

    def begin(self, view: CaseView, obstacle: str) -> None:
        """Turn to a case; what was typed for it before comes back. `obstacle` tells why nothing can be entered."""
        back = view.case.stage == "追回"
        self._kind = "追回" if back else "拨付"
        self._most_fen = view.case.paid_fen - view.case.recovered_fen if back else view.case.remaining_fen
        self.amount.caption.setText(f"本次{self._kind}（元）")
        self.amount.edit.setAccessibleName(f"本次{self._kind}金额，元")
        self.save_button.setText(f"登记{self._kind}(&S)　Ctrl+S")
        self.save_button.setAccessibleName(f"登记{self._kind}")
        self.rest_button.setText(f"填入全部{'应退' if back else '余额'} {yuan_grouped(self._most_fen)} 元")
        self.rest_button.setAccessibleName(self.rest_button.text())
        self.account.setVisible(not back)
        self._show_accounts(view.applicant)
        self.drafts.flush()
        for field in (self.amount, self.day, self.voucher):
            field.set_text("")
        self._form.setVisible(not obstacle)
        self._why_not.setText(obstacle)
        self._why_not.setVisible(bool(obstacle))
        if obstacle:
            self.drafts.end()
        else:
            self.drafts.begin(f"payment:{view.case.id}", self._on_draft)

    def saved(self) -> None:
        """The entry is in the office now."""
        self.drafts.drop()
        for field in (self.amount, self.day, self.voucher):
            field.set_text("")
        self.save_button.setEnabled(True)

    def show_problem(self, error: Exception) -> None:
        """Tell faults beside the fields they belong to, any other problem in a box."""
        self.save_button.setEnabled(True)
        fields = {"amount_fen": self.amount, "paid_on": self.day, "voucher": self.voucher}
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        for one in reversed(errors):
            if isinstance(one, UserError) and one.field in fields:
                fields[one.field].show_fault(one)
                fields[one.field].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._desk.show_problem(one)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        amount = column(spacing=0)
        amount.addWidget(self.amount)
        amount.addWidget(self.rest_button, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(amount, 0, 0, 1, 2)
        grid.addWidget(self.day, 1, 0, top)
        grid.addWidget(self.voucher, 1, 1, top)
        grid.addWidget(self.account, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        inner = column(spacing=8)
        inner.addLayout(grid)
        inner.addLayout(foot)
        self._form = QWidget()
        self._form.setLayout(inner)
        layout = column(spacing=8)
        layout.addWidget(self._form)
        layout.addWidget(self._why_not)
        self.setLayout(layout)
        self.setFocusProxy(self.amount)

    def _show_accounts(self, applicant: Applicant) -> None:
        self._accounts = [(applicant.bank, applicant.account)] if applicant.account else []
        self._accounts += [(one.bank, one.account) for one in applicant.accounts if one.account]
        combo = self.account.combo
        combo.clear()
        for place, (bank, account) in enumerate(self._accounts):
            combo.addItem(f"{bank or '开户行未填'}　{mask_account(account)}", place)
        if not self._accounts:
            combo.addItem("主体未登记收款账户（可在“主体”中补充）", -1)

    def _read_amount(self, text: str) -> int | None:
        return read_amount(text, label=f"{self._kind}金额", field="amount_fen")

    def _echo_amount(self, value: object) -> str:
        assert isinstance(value, int)
        if value > self._most_fen:
            raise UserError(
                "金额过大", "", f"至多还可{self._kind} {yuan_grouped(self._most_fen)} 元", field="amount_fen"
            )
        return f"{echo_amount(value)}，{self._kind}后剩余 {yuan_grouped(self._most_fen - value)} 元"

    def _read_day(self, text: str) -> date | None:
        return read_day(text, today=self._desk.office.clock.today(), label="日期", field="paid_on")

    def _fill_rest(self) -> None:
        self.amount.set_text(yuan_grouped(self._most_fen))
        self.drafts.touch()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> dict[str, Any] | None:
        typed = {"amount": self.amount.text, "day": self.day.text, "voucher": self.voucher.text}
        return typed if any(text.strip() for text in typed.values()) else None

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is not None and self._typed() is None:
            for field, key in ((self.amount, "amount"), (self.day, "day"), (self.voucher, "voucher")):
                field.set_text(str(draft.get(key) or ""))

    def finish(self) -> None:
        """Announce what is typed, or tell what is missing."""
        if not self.save_button.isEnabled() or self._form.isHidden():
            return
        faults: list[UserError] = []
        found: list[Any] = []
        wanted = (
            (self.amount, "amount_fen", "请填写金额"),
            (self.day, "paid_on", "请填写日期"),
            (self.voucher, "voucher", "请填写凭证号"),
        )
        for field, name, missing in wanted:
            try:
                if (value := field.value) is None:
                    raise UserError(missing, field=name)
                found.append(value)
            except UserError as error:
                faults.append(UserError(error.what, error.why, error.remedy, field=name))
        if faults:
            self.show_problem(FieldErrors(faults))
            return
        self.save_button.setEnabled(False)
        place = self.account.combo.currentIndex()
        bank, account = self._accounts[place] if 0 <= place < len(self._accounts) else ("", "")
        self.entered.emit(found[0], found[1], str(found[2]).strip(), account, bank)
