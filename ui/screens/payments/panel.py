"""The money of one case: what was determined, paid, came back and is left; the entry; every payment so far."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.cases.identity import mask_account
from models.money import yuan_grouped
from models.services.views import CaseView, PaymentView
from ui import messages
from ui.desk import Desk
from ui.fonts import tabular
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.payments.presenter import PaymentsPresenter
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import column, label, rule
from ui.widgets.payment_entry import PaymentEntry

ROW = 42


def _kind(row: PaymentView) -> str:
    return "拨付" if row.amount_fen >= 0 else "追回"


def _where(row: PaymentView) -> str:
    account = f"账户 {mask_account(row.account)[-6:]}　" if row.account else ""
    return f"{row.voucher}\n{account}{row.officer_name}"


HISTORY: tuple[BoardColumn, ...] = (
    BoardColumn("日期", 92, lambda row: row.paid_on.isoformat()),
    BoardColumn("类别", 64, _kind, "state", extra=lambda row: "ok" if row.amount_fen >= 0 else "wait"),
    BoardColumn("金额（元）", 108, lambda row: yuan_grouped(abs(row.amount_fen)), "amount"),
    BoardColumn("凭证、账户、登记人", 100, _where, "two_lines", stretch=True),
)


class PaymentPanel(QWidget):
    """Saves by itself and announces the case as it is afterwards."""

    saved = Signal(object)

    def __init__(self, desk: Desk, *, own_key: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = PaymentsPresenter(desk)
        self.view: CaseView | None = None
        self._figures: dict[str, tuple[QLabel, QLabel]] = {}
        self._sums = QGridLayout()
        self._sums.setHorizontalSpacing(24)
        self._sums.setVerticalSpacing(0)
        for place, name in enumerate(("核定", "已拨付", "未拨付", "已追回")):
            caption, figure = label(f"{name}（元）", "caption"), label("", "strong", selectable=True)
            figure.setFont(tabular(figure.font()))
            self._figures[name] = (caption, figure)
            self._sums.addWidget(caption, 0, place)
            self._sums.addWidget(figure, 1, place)
        self._sums.setColumnStretch(4, 1)
        self.entry = PaymentEntry(desk, own_key=own_key)
        self.history = BoardTable(HISTORY, desk.theme, "拨付记录", row_height=ROW)
        self._no_history = label("还没有拨付记录。", "secondary")
        self.entry.entered.connect(self._on_entered)
        layout = column(spacing=12)
        layout.addLayout(self._sums)
        layout.addWidget(rule())
        layout.addWidget(self.entry)
        layout.addWidget(rule())
        layout.addWidget(label("拨付记录", "heading"))
        layout.addWidget(self.history)
        layout.addWidget(self._no_history)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_case(self, view: CaseView) -> None:
        """Show a case; what is being typed for the same case in the same stage stays."""
        former, self.view = self.view, view
        case = view.case
        figures = {
            "核定": case.determined_fen or 0,
            "已拨付": case.paid_fen,
            "未拨付": case.remaining_fen,
            "已追回": case.recovered_fen,
        }
        self._figures["未拨付"][0].setText("未拨付（元）" if case.share_fen is None else "区级未拨付（元）")
        for name, (caption, figure) in self._figures.items():
            figure.setText(yuan_grouped(figures[name]))
            shown = name != "已追回" or case.recovered_fen > 0 or case.stage == "追回"
            caption.setVisible(shown)
            figure.setVisible(shown)
        self.history.show_lines(list(view.payments))
        self.history.setVisible(bool(view.payments))
        self._no_history.setVisible(not view.payments)
        head = self.history.horizontalHeader().sizeHint().height()
        self.history.setFixedHeight(head + ROW * min(max(len(view.payments), 1), 8) + 6)
        if former is None or (former.case.id, former.case.version) != (case.id, case.version):
            self.begin_entry()

    def begin_entry(self) -> None:
        """Make the entry ready for the case shown and the officer at the desk."""
        if self.view is not None:
            self.entry.begin(self.view, self._presenter.obstacle(self.view))

    def _on_entered(self, amount_fen: int, day: date, voucher: str, account: str, bank: str) -> None:
        """Ask: what is entered as paid stays in the books, a mistake is put right by 追回 alone."""
        assert self.view is not None
        view, back = self.view, self.view.case.stage == "追回"
        self.entry.save_button.setEnabled(True)
        where = "" if back else f"\n账户尾号 {account[-4:] or '未登记'}"
        self.question = messages.ask(
            self,
            f"登记{'追回' if back else '拨付'} {yuan_grouped(amount_fen)} 元？\n"
            f"{view.case.case_no}\n{view.applicant.name}",
            f"{day.isoformat()}\n凭证 {voucher}{where}\n"
            + ("登记后不能修改或删除。" if back else "登记后不能修改或删除，拨错的须办理“追回”。"),
            action="登记",
            then=lambda: self._enter(view, amount_fen, day, voucher, account, bank),
        )

    def _enter(
        self, view: CaseView, amount_fen: int, day: date, voucher: str, account: str, bank: str
    ) -> None:
        self.entry.save_button.setEnabled(False)
        self._presenter.enter(
            view,
            amount_fen=amount_fen,
            paid_on=day,
            voucher=voucher,
            account=account,
            bank=bank,
            done=self._on_saved,
            failed=self.entry.show_problem,
            owner=self,
        )

    def _on_saved(self, view: CaseView) -> None:
        self.entry.saved()
        self.show_case(view)
        last = view.payments[-1]
        kind = "追回" if last.amount_fen < 0 else "拨付"
        self._desk.say(f"已登记{kind} {yuan_grouped(abs(last.amount_fen))} 元：{view.case.case_no}")
        self.saved.emit(view)
