"""Enter the payments of several cases at once, as the finance bureau's list came back: all of them or none."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from models.errors import FieldErrors, UserError
from models.letters.amounts import capitals
from models.money import yuan_grouped
from models.services.payment_batch import PaymentLine
from ui import messages
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.drafts import DraftKeeper
from ui.itemmodels.payment_sheet_model import AMOUNT, VOUCHER, PaymentSheetModel
from ui.screens.payments.presenter import PaymentRow
from ui.typed import echo_day, read_day
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line
from ui.widgets.payment_sheet import PaymentSheet

HOW = (
    "逐格填写，按 Enter 到下一行；也可以把财政返回的清单连同标题在 Excel 中复制，在表中按 Ctrl+V："
    "按办件编号或单位名称对上金额和凭证号。金额留空的一件本次不拨。"
)


class PaymentBatchDialog(QDialog):
    """Ctrl+Enter asks once, with the number and the sum, and enters them by itself."""

    def __init__(self, desk: Desk, rows: tuple[PaymentRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("批量登记拨付")
        self.model = PaymentSheetModel(rows, self)
        self.sheet = PaymentSheet(self.model, desk.theme)
        self.day = TextField("日期", read=self._read_day, echo=echo_day, placeholder="如 6-30、今天")  # type: ignore[arg-type]
        self.voucher = TextField("凭证号（各件相同时填）", placeholder="逐件不同的填在下表")
        self._sum = label("", "strong")
        self._fault = label("", "error", wrap=True)
        self.question: QMessageBox | None = None
        self.go_button = button("登记　Ctrl+Enter", self.finish, kind="primary", name="登记各件拨付")
        self._lay_out(len(rows))
        self.model.typed.connect(self._count)
        self.voucher.edited.connect(lambda: self.model.set_common_voucher(self.voucher.text))
        self.sheet.refused.connect(self._tell)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)
        fit_to(self, 1120, 640)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self.model.typed.connect(self.drafts.touch)
        for field in (self.day, self.voucher):
            field.edited.connect(self.drafts.touch)
        self.drafts.begin("payment-batch", self._on_draft)
        self._count()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """What is typed is there again when the dialog is opened the next time."""
        self.sheet.take_typed()
        self.drafts.flush()
        self.drafts.end()
        super().reject()

    def _typed(self) -> dict[str, Any] | None:
        texts = {"day": self.day.text, "voucher": self.voucher.text}
        lines = self.model.to_keep()
        return {**texts, "lines": lines} if lines or any(texts.values()) else None

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is not None and self._typed() is None:
            self.day.set_text(str(draft.get("day") or ""))
            self.voucher.set_text(str(draft.get("voucher") or ""))
            self.model.set_common_voucher(self.voucher.text)
            self.model.bring_back(draft.get("lines") or {})

    def finish(self) -> None:
        """Ask, or tell what is missing."""
        if not self.go_button.isEnabled():
            return
        self._tell(None)
        self.sheet.take_typed()
        try:
            day = self.day.value
            if day is None:
                raise UserError("请填写日期", field="paid_on")
        except UserError as error:
            self.day.show_fault(error)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.model.check()
        try:
            lines = self.model.payments()
            if not lines:
                raise UserError("没有要登记的拨付", "各行的金额都是空的", "请填写本次拨付的金额")
        except UserError as error:
            self._tell(error)
            return
        total = sum(one.amount_fen for one in lines)
        self.question = messages.ask(
            self,
            f"登记 {len(lines)} 件拨付，合计 {yuan_grouped(total)} 元？",
            f"{capitals(total)}\n日期 {day}\n{self._without_account(lines)}"
            "登记后不能修改或删除，拨错的须逐件办理“追回”。",
            action="登记",
            then=lambda: self._enter(lines, day),
        )

    def _without_account(self, lines: tuple[PaymentLine, ...]) -> str:
        paid = {one.case_id for one in lines}
        names = [
            one.row.applicant_name
            for one in self.model.lines
            if one.row.case_id in paid and not one.row.account
        ]
        if not names:
            return ""
        shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        return f"{shown}（{len(names)} 件）没有登记收款账户，登记后账户为空\n"

    def _enter(self, lines: tuple[PaymentLine, ...], day: Any) -> None:
        office, actor = self._desk.office, self._desk.officer
        self.go_button.setEnabled(False)
        self._desk.write(
            lambda: office.payments.pay_many(lines, paid_on=day, actor=actor),
            lambda count: self._on_done(count, sum(one.amount_fen for one in lines)),
            failed=self._on_refused,
            owner=self,
        )

    def _on_done(self, count: int, total_fen: int) -> None:
        self.drafts.drop()
        self.drafts.end()
        self.accept()
        self._desk.say(f"已登记 {count} 件拨付，合计 {yuan_grouped(total_fen)} 元")

    def _on_refused(self, error: Exception) -> None:
        """None was entered; each fault is told in its line."""
        self.go_button.setEnabled(True)
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        for one in reversed(errors):
            case_id, _, field = getattr(one, "field", "").partition(".")
            if not case_id.isdigit() or not isinstance(one, UserError):
                self._desk.show_problem(one)
            elif field == "paid_on":
                self.day.show_fault(one)
            else:
                place = self.model.show_fault(int(case_id), field, f"{one.what} {one.why}".strip())
                self.sheet.setCurrentIndex(self.model.index(place, VOUCHER if field == "voucher" else AMOUNT))
        places = {
            "" if (field := getattr(one, "field", "")).endswith(".paid_on") else field for one in errors
        }
        self._tell(UserError("没有登记任何一件", f"有 {len(places)} 处须改正", "请改正标出的各格后再登记"))

    def _lay_out(self, count: int) -> None:
        head = line(spacing=12)
        head.addWidget(label("批量登记拨付", "title"))
        head.addWidget(label(f"已选 {count} 件，拨到主体登记的收款账户", "secondary"))
        head.addStretch(1)
        common = line(spacing=12)
        common.addWidget(self.day, 1, Qt.AlignmentFlag.AlignTop)
        common.addWidget(self.voucher, 2, Qt.AlignmentFlag.AlignTop)
        foot = line(spacing=12)
        foot.addWidget(self._sum)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addLayout(head)
        layout.addLayout(common)
        layout.addWidget(label(HOW, "caption", wrap=True))
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self._fault)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._fault.hide()

    def _count(self) -> None:
        try:
            lines = self.model.payments()
        except UserError:
            self._sum.setText("有标出的格须改正")
            return
        total = sum(one.amount_fen for one in lines)
        self._sum.setText(f"本次拨付 {len(lines)} 件，合计 {yuan_grouped(total)} 元")

    def _tell(self, error: UserError | None) -> None:
        self._fault.setText(error.message if error else "")
        self._fault.setVisible(error is not None)

    def _read_day(self, text: str) -> object:
        return read_day(text, today=self._desk.office.clock.today(), label="日期", field="paid_on")
