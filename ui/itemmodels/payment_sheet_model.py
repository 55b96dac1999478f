"""A sheet on which several payments are typed: one line per case, amount and voucher can be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from models.cases.identity import mask_account
from models.errors import UserError
from models.money import yuan_grouped
from models.services.payment_batch import PaymentLine
from ui.pasted import one_line
from ui.screens.payments.presenter import PaymentRow
from ui.typed import read_amount

Index = QModelIndex | QPersistentModelIndex
TITLES = ("收款单位（个人）", "办件编号", "收款账户", "待拨付（元）", "本次拨付（元）", "凭证号", "说明")
NAME, CASE_NO, ACCOUNT, DUE, AMOUNT, VOUCHER, WORDS = range(len(TITLES))
WRITABLE = (AMOUNT, VOUCHER)
FIGURES = (DUE, AMOUNT)
FAULT_ROLE = Qt.ItemDataRole.UserRole


@dataclass
class SheetLine:
    """One case with what is typed for it; `fault` is the column a fault belongs to."""

    row: PaymentRow
    amount: str
    voucher: str = ""
    fault: int = -1
    words: str = ""


class PaymentSheetModel(QAbstractTableModel):
    """An empty voucher takes the common one, an empty amount leaves the case out."""

    typed = Signal()

    def __init__(self, rows: Sequence[PaymentRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = [SheetLine(row, yuan_grouped(row.left_fen)) for row in rows]
        self._common = ""

    def set_common_voucher(self, voucher: str) -> None:
        """Give every line without a voucher of its own this one."""
        self._common = voucher.strip()
        self.check()

    def write(self, place: int, column: int, text: str) -> None:
        """Put a text into a cell."""
        line = self.lines[place]
        if column == AMOUNT:
            line.amount = _shown_amount(text)
        else:
            line.voucher = text.strip()
        self._check(line)

    def check(self) -> None:
        """Look at every line anew; what the office refused before may hold now."""
        for line in self.lines:
            self._check(line)
        self._tell()

    def written(self) -> None:
        """Tell that several cells were written."""
        self._tell()

    def to_keep(self) -> dict[str, list[str]]:
        """Return amount and voucher of every line that is no longer as it came up, by the id of its case."""
        return {
            str(line.row.case_id): [line.amount, line.voucher]
            for line in self.lines
            if line.voucher or line.amount != yuan_grouped(line.row.left_fen)
        }

    def bring_back(self, kept: dict[str, list[str]]) -> None:
        """Put what was kept into its lines; cases that are not here any more are left out."""
        for line in self.lines:
            if (texts := kept.get(str(line.row.case_id))) is not None:
                line.amount, line.voucher = texts
        self.check()

    def payments(self) -> tuple[PaymentLine, ...]:
        """Return what is to be paid; raises UserError for the first faulty line."""
        found = []
        for line in self.lines:
            if line.fault >= 0:
                raise UserError(f"{line.row.applicant_name}：{line.words}", "", "请改正标出的一格")
            amount_fen = _amount(line.amount)
            if amount_fen:
                found.append(PaymentLine(line.row.case_id, amount_fen, line.voucher or self._common))
        return tuple(found)

    def show_fault(self, case_id: int, field: str, words: str) -> int:
        """Mark a fault told by the office; returns the line's place, -1 for none."""
        for place, line in enumerate(self.lines):
            if line.row.case_id == case_id:
                line.fault = VOUCHER if field == "voucher" else AMOUNT
                line.words = words
                self._tell()
                return place
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return TITLES[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return {AMOUNT: line.amount, VOUCHER: line.voucher}.get(column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.row.applicant_name}，{TITLES[column]} {self._text(line, column) or '未填'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == FAULT_ROLE:
            return line.fault == column or (column == WORDS and bool(line.words))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() not in WRITABLE:
            return False
        self.write(index.row(), index.column(), one_line(str(value)))
        self._tell()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() in WRITABLE else usual

    def _text(self, line: SheetLine, column: int) -> str:
        row = line.row
        return (
            row.applicant_name,
            row.case_no,
            mask_account(row.account) if row.account else "未登记",
            yuan_grouped(row.left_fen),
            line.amount,
            line.voucher or self._common,
            line.words or ("" if line.amount else "本次不拨"),
        )[column]

    def _check(self, line: SheetLine) -> None:
        line.fault, line.words = -1, ""
        try:
            amount_fen = _amount(line.amount)
        except UserError as error:
            line.fault, line.words = AMOUNT, error.what
            return
        if amount_fen and amount_fen > line.row.left_fen:
            line.fault, line.words = AMOUNT, f"至多还可拨付 {yuan_grouped(line.row.left_fen)} 元"

    def _tell(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, AMOUNT), self.index(len(self.lines) - 1, len(TITLES) - 1))
        self.typed.emit()


def _amount(text: str) -> int:
    return read_amount(text, label="拨付金额", field="amount_fen") or 0


def _shown_amount(text: str) -> str:
    """Return an amount as it is understood, 2,300,000.00 for 230万; what cannot be read stays as typed."""
    try:
        amount_fen = _amount(text)
    except UserError:
        return text.strip()
    return yuan_grouped(amount_fen) if amount_fen else ""


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
