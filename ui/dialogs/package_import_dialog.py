"""Takes in a package of another office: file, passphrase, first contact, what it would do, result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.cases.officers import action_obstacle
from models.errors import UserError
from models.services.exchange_views import ImportReport, PackagePreview
from ui.asked_package import SUFFIX
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.dialogs.package_list_page import PackageListPage
from ui.dialogs.package_pages import ChoosePage, ContactPage, PassphrasePage, ResultPage
from ui.widgets.file_drop import FileDrop
from ui.widgets.parts import ElidedLabel, button, column, label, line
from ui.widgets.run_bar import Proceed, RunBar
from ui.widgets.swap import Swap

CHOOSE, PASSPHRASE, CONTACT, LIST, RESULT = range(5)
SMALL, LARGE = (700, 420), (1040, 640)
KINDS = f"交换包 (*{SUFFIX})"


class PackageImportDialog(QDialog):
    """Ctrl+Enter goes on; nothing is changed before the list was seen. Announces a case to be opened."""

    case_asked = Signal(str)

    def __init__(self, desk: Desk, file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._file, self._passphrase = desk, file, ""
        self._grown = False
        self.preview: PackagePreview | None = None
        self.choose, self.passphrase = ChoosePage(), PassphrasePage()
        self.contact, self.listing, self.result = ContactPage(), PackageListPage(desk), ResultPage()
        self.pages = Swap(self.choose, self.passphrase, self.contact, self.listing, self.result)
        self.run = RunBar(desk, stopping="正在停止，什么都没有改动……")
        self.fault = label("", "error", wrap=True)
        self.source = ElidedLabel("", "secondary")
        self.later_button = button("其余冲突留待下次(&L)", self._take_open, name="导入，其余冲突留待下次")
        self.case_button = button("打开办件(&V)", self._open_case, name="打开办件")
        self.close_button = button("取消", self.reject)
        self.go_button = button("", self._go_on, kind="primary")
        self._lay_out()
        self._connect()
        self._turn_to(CHOOSE)
        if file is not None:
            self.open_file(file)

    @property
    def place(self) -> int:
        """Which page is shown."""
        return self.pages.place

    @property
    def waits_for_file(self) -> bool:
        """Tell whether another package can be shown without losing choices made here."""
        return not self.run.running and self.place in (CHOOSE, RESULT)

    def open_file(self, file: Path) -> None:
        """Read a package and show what it would do."""
        if self.run.running:
            return
        self._file, self._passphrase, self.preview = file, "", None
        self.listing.choices = {}
        self.passphrase.field.set_text("")
        self._read()

    def reject(self) -> None:
        # The import is one transaction: it ends whole or not at all.
        if self.run.running:
            self.run.stop()
        else:
            super().reject()

    # --- building

    def _lay_out(self) -> None:
        self.setWindowTitle("导入交换包")
        fit_to(self, *SMALL)
        head = line(spacing=12)
        head.addWidget(label("导入交换包", "title"))
        head.addWidget(self.source, 1)
        foot = line(spacing=8)
        foot.addWidget(self.fault, 1)
        for made in (self.later_button, self.case_button, self.close_button, self.go_button):
            foot.addWidget(made)
        layout = column(spacing=12, margins=(24, 16, 24, 16))
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.run)
        layout.addLayout(foot)
        self.setLayout(layout)

    def _connect(self) -> None:
        FileDrop(self, lambda paths: self._on_dropped(paths[0]))
        self.choose.choose_asked.connect(self.ask_file)
        self.choose.dropped.connect(self._on_dropped)
        self.contact.changed.connect(self._show_foot)
        self.listing.answered.connect(self._show_foot)
        self.run.running_changed.connect(lambda running: self._show_foot())
        self.passphrase.field.edit.returnPressed.connect(self._go_on)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go_on)

    # --- the way through

    def ask_file(self) -> None:
        """Ask for the file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getOpenFileName(self, "选择交换包", folder, KINDS)
        if chosen:
            self.open_file(Path(chosen))

    def _on_dropped(self, path: Path) -> None:
        if self.waits_for_file or self.place == PASSPHRASE:
            self.open_file(path)

    def _read(self) -> None:
        exchange, file, passphrase = self._desk.office.exchange, self._file, self._passphrase
        self._tell("")
        self.run.run(
            "正在读取并核对交换包",
            lambda proceed: exchange.preview(file, passphrase=passphrase, proceed=proceed),
            self._on_read,
            owner=self,
            failed=self._on_refused,
        )

    def _on_read(self, preview: PackagePreview) -> None:
        first = self.preview is None
        self.preview = preview
        self.choose.show_problem(None)
        note = f"　说明：{preview.note}" if preview.note else ""
        made_at = preview.made_at[:16].replace("T", " ")
        self.source.set_whole(f"来自 {preview.unit}　{made_at} 导出　{len(preview.case_numbers)} 件{note}")
        self.listing.show_preview(preview)
        if preview.changes_nothing:
            self.result.show_same(preview.unit, preview.imported_at)
            self._turn_to(RESULT)
        elif preview.first_contact and first:
            self.contact.show_preview(preview)
            self._turn_to(CONTACT)
        else:
            self._turn_to(LIST)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        if error.field == "passphrase":
            self._turn_to(PASSPHRASE)
            self.passphrase.field.show_fault(error if self._passphrase else None)
            self.passphrase.field.edit.selectAll()
            return
        self.choose.show_problem(error, self._file)
        self._turn_to(CHOOSE)

    def _go_on(self) -> None:
        if not self.go_button.isEnabled() or self.run.running:
            return
        if self.place == CHOOSE:
            self.ask_file()
        elif self.place == PASSPHRASE:
            self._passphrase = self.passphrase.field.text
            self._read()
        elif self.place == CONTACT:
            self._turn_to(LIST)
        elif self.place == LIST:
            self.take()
        else:
            self.accept()

    def _take_open(self) -> None:
        self.take(leave_open=True)

    def take(self, *, leave_open: bool = False) -> None:
        """Take the package in."""
        preview, exchange, actor = self.preview, self._desk.office.exchange, self._desk.officer
        assert preview is not None
        file, passphrase, choices = self._file, self._passphrase, dict(self.listing.choices)
        self._tell("")

        def call(proceed: Proceed) -> Any:
            return exchange.take(
                file,
                actor=actor,
                passphrase=passphrase,
                fingerprint=preview.fingerprint,
                choices=choices,
                leave_open=leave_open,
                package=preview.package,
                proceed=proceed,
            )

        self.run.run("正在导入", call, self._on_taken, owner=self, failed=self._on_not_taken)

    def _on_taken(self, answer: tuple[ImportReport, Any]) -> None:
        report, changes = answer
        self.result.show_report(report)
        self._turn_to(RESULT)
        self._desk.bridge.changed.emit(changes, self)

    def _on_not_taken(self, error: Exception) -> None:
        if isinstance(error, UserError) and error.field == "choices":
            # Something was changed here since the preview: the list is made anew, what still holds stays answered.
            self._read()
            self._tell("预览之后本机又有修改，请核对新出现的冲突")
        elif isinstance(error, UserError) and error.field == "file":
            self._on_refused(error)
        elif isinstance(error, UserError):
            self._tell(error.message)
        else:
            self._desk.show_problem(error)

    def _open_case(self) -> None:
        assert self.preview is not None
        self.accept()
        self.case_asked.emit(self.preview.case_numbers[0])

    # --- the foot

    def _turn_to(self, place: int) -> None:
        self.pages.turn_to(place)
        if (place == LIST) is not self._grown:
            self._grown = place == LIST
            fit_to(self, *(LARGE if self._grown else SMALL))
        if place in (CHOOSE, PASSPHRASE):
            self.source.set_whole(str(self._file.name) if self._file and place == PASSPHRASE else "")
        self._show_foot()
        wanted: dict[int, QWidget] = {
            CHOOSE: self.choose.choose_button,
            PASSPHRASE: self.passphrase.field.edit,
            CONTACT: self.contact.agreed,
            LIST: self.listing.table,
            RESULT: self.go_button,
        }
        wanted[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_foot(self) -> None:
        place, running = self.place, self.run.running
        why_not = action_obstacle(self._desk.officer, "exchange")
        left = len(self.listing.open_conflicts)
        ready = {CONTACT: self.contact.agreed.isChecked(), LIST: not left and not why_not}.get(place, True)
        words = {PASSPHRASE: "打开", CONTACT: "下一步", LIST: "导入", RESULT: "关闭"}.get(place, "")
        self.go_button.setText(f"{words}　Ctrl+Enter" if place in (CONTACT, LIST) else words)
        self.go_button.setAccessibleName(words)
        self.go_button.setVisible(place != CHOOSE)
        self.go_button.setEnabled(ready and not running)
        self.go_button.setToolTip(why_not if place == LIST else "")
        self.pages.setEnabled(not running)
        self.later_button.setVisible(place == LIST and left > 0)
        self.later_button.setEnabled(not running and not why_not)
        self.close_button.setVisible(place != RESULT)
        self.close_button.setEnabled(not running)
        one = self.preview is not None and len(self.preview.case_numbers) == 1
        self.case_button.setVisible(place == RESULT and one)
        if place == LIST and why_not:
            self._tell(f"只能查看：{why_not}")

    def _tell(self, words: str) -> None:
        self.fault.setText(words)
