"""What the officer does with a letter of the register: look closer, serve, void, issue anew; many at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.errors import UserError
from models.services.views import IssuedLetter, LetterRow
from ui.desk import Desk
from ui.letter_output import LetterOutput
from ui.screens.letters.presenter import LetterShown, LettersPresenter

VOID_PHRASES = ("申请人信息有误。", "金额有误。", "文字有误。", "决定已改变。")


class LetterActs(QObject):
    """Opens the dialogs of the screen, one at a time."""

    reissued = Signal(int)

    def __init__(self, desk: Desk, presenter: LettersPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._presenter, self._page = desk, presenter, page
        self.output = LetterOutput(desk, page)
        self.dialog: QDialog | None = None

    def open(self, shown: LetterShown) -> None:
        """Show the letter in a window of its own."""
        if shown.pdf:
            self.preview(shown.pdf, f"{shown.record.label} {shown.record.row.number}".strip())

    def preview(self, pdf: bytes, title: str) -> None:
        """Show pages in a window of their own, to be printed or saved."""
        from ui.dialogs.letter_dialog import LetterDialog

        self._show(LetterDialog(self._desk, pdf, title=title, draft=False, parent=self._page.window()))

    def save(self, shown: LetterShown) -> None:
        """Save the letter as a file."""
        name = f"{shown.record.row.number or shown.record.label} {shown.record.row.applicant_name}".strip()
        self.output.save_as(shown.pdf, name, lambda file: self._desk.say(f"已保存到 {file}"))

    def print(self, shown: LetterShown | None, picked: list[LetterRow]) -> None:
        """Print the letter shown, or the picked ones as one."""
        if len(picked) > 1:
            self.bind(picked)
        elif shown is not None and shown.pdf:
            self.output.print_pdf(shown.pdf, shown.record.row.number or shown.record.label)

    def bind(self, rows: list[LetterRow]) -> None:
        """Show the letters as one document, the oldest first, to be printed."""
        ids = tuple(row.id for row in reversed(rows))
        self._presenter.bound(ids, lambda pdf: self.preview(pdf, f"合并打印 {len(ids)} 份文书"), owner=self)

    def write_files(self, rows: list[LetterRow]) -> None:
        """Save the letters as single files in a folder that is asked for."""
        chosen = QFileDialog.getExistingDirectory(self._page, "存到哪个文件夹")
        if chosen:
            self._presenter.write_files(
                tuple(row.id for row in rows),
                Path(chosen),
                lambda files: self._desk.say(f"已保存 {len(files)} 份到 {chosen}"),
                owner=self,
            )

    def deliver(self, shown: LetterShown) -> None:
        """Enter the service of a letter."""
        from ui.dialogs.delivery_dialog import DeliveryDialog

        letter_id = shown.record.row.id
        dialog = DeliveryDialog(
            shown.record,
            self._desk.office.clock.today(),
            lambda delivery, done, failed: self._presenter.deliver(
                letter_id, delivery, done, failed=failed, owner=dialog
            ),
            self._page,
        )
        dialog.accepted.connect(lambda: self._desk.say("已登记送达"))
        self._show(dialog)

    def void(self, shown: LetterShown) -> None:
        """Void a letter, with its reason."""
        from ui.dialogs.reason_dialog import ReasonDialog

        row = shown.record.row
        dialog = ReasonDialog(
            f"作废{shown.record.label} {row.number}？",
            f"{self._whose(row)}。作废后原件仍存档，文号不再使用，核验时显示“已作废”。作废不能撤销；需要更正时可直接“重出”。",
            action="作废",
            ask=lambda reason, done, failed: self._presenter.void(
                row.id, reason, done, failed=failed, owner=dialog
            ),
            phrases=VOID_PHRASES,
            parent=self._page,
        )
        dialog.accepted.connect(lambda: self._desk.say(f"已作废 {row.number}"))
        self._show(dialog)

    @staticmethod
    def _whose(row: LetterRow) -> str:
        return f"{row.case_no}　{row.applicant_name}" if row.case_id is not None else "多个办件合并出具"

    def reissue(self, shown: LetterShown) -> None:
        """Issue the letter anew under a new number that names the old one."""
        from ui.dialogs.issue_dialog import IssueDialog

        record = shown.record
        if record.row.case_id is None:
            return
        case = record.cases[0]
        dialog = IssueDialog(
            self._desk,
            case.id,
            record.row.kind,
            record.label,
            subject=f"{case.case_no}　{case.applicant_name}",
            former=record,
            parent=self._page,
        )
        dialog.issued.connect(self._on_reissued)
        self._show(dialog)

    def batch(self, case_ids: tuple[int, ...] = ()) -> None:
        """Issue letters for many cases."""
        from ui.dialogs.letter_batch_dialog import LetterBatchDialog

        if why := self._presenter.obstacle():
            self._desk.show_problem(UserError("没有权限", why))
            return
        self._show(LetterBatchDialog(self._desk, case_ids, self._page))

    def _on_reissued(self, letter: IssuedLetter) -> None:
        self.reissued.emit(letter.id)
        self.preview(letter.pdf, letter.number)

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
