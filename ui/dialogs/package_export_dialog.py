"""Writes cases into a package for another office: for whom, with which passphrase, handed over or not; then where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.cases.officers import action_obstacle
from models.errors import UserError
from models.services.exchange_views import ExportReport, PartnerView
from ui.asked_package import SUFFIX
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.dialogs.package_export_form import PackageExportForm
from ui.widgets.exporting import safe_name
from ui.widgets.file_list import size_words
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line, scrolled
from ui.widgets.run_bar import RunBar
from ui.widgets.swap import Swap

KINDS = f"交换包 (*{SUFFIX})"
FORM, RESULT = range(2)
INTRODUCTION = "不含办件，只含本单位的名称和公钥。对方导入后即认得本单位，以后可以向其移交办件。"


class PackageExportDialog(QDialog):
    """Without cases the package only introduces this office. Ctrl+Enter asks for the place and writes."""

    def __init__(
        self, desk: Desk, case_ids: tuple[int, ...], subject: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._case_ids = desk, case_ids
        self.report: ExportReport | None = None
        self._title = "导出交换包" if case_ids else "导出本单位名片"
        self.form = PackageExportForm(with_cases=bool(case_ids))
        self.run = RunBar(desk, stopping="正在停止，没有写成文件……")
        self.fault = label("", "error", wrap=True)
        self.folder_button = button("打开文件夹(&F)", self._open_folder, name="打开文件夹")
        self.close_button = button("取消", self.reject)
        self.go_button = button("导出到…　Ctrl+Enter", self.ask_place, kind="primary", name="导出到")
        self.pages = Swap(scrolled(self.form), self._result())
        self._lay_out(subject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go_on)
        self.run.running_changed.connect(lambda running: self._show_foot())
        self._show_foot()
        self.form.recipient.combo.setFocus()
        desk.read(desk.office.exchange.partners, self._show_partners, owner=self)

    def reject(self) -> None:
        if self.run.running:
            self.run.stop()
        else:
            super().reject()

    # --- building

    def _lay_out(self, subject: str) -> None:
        self.setWindowTitle(self._title)
        fit_to(self, 660, 560 if self._case_ids else 440)
        foot = line(spacing=8)
        foot.addWidget(self.fault, 1)
        for made in (self.folder_button, self.close_button, self.go_button):
            foot.addWidget(made)
        layout = column(spacing=8, margins=(24, 16, 24, 16))
        layout.addWidget(label(self._title, "title"))
        layout.addWidget(label(subject or INTRODUCTION, "secondary", wrap=True))
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.run)
        layout.addLayout(foot)
        self.setLayout(layout)

    def _result(self) -> QWidget:
        self._done = label("", "heading", wrap=True)
        self._place = ElidedLabel("")
        self._counts = label("", wrap=True)
        self.fingerprint = label("", "figure", selectable=True)
        self._next = label("", wrap=True)
        inside = column(spacing=8, margins=(16, 12, 16, 16))
        inside.addWidget(label("本单位指纹", "field"))
        inside.addWidget(self.fingerprint)
        layout = column(spacing=12)
        for made in (self._done, self._place, self._counts, frame("card", inside), self._next):
            layout.addWidget(made)
        layout.addStretch(1)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _show_partners(self, partners: tuple[PartnerView, ...]) -> None:
        self.form.show_partners(partners)

    # --- writing

    def _go_on(self) -> None:
        if self.pages.place == RESULT:
            self.accept()
        elif self.go_button.isEnabled():
            self.ask_place()

    def ask_place(self) -> None:
        """Ask where to, after looking at what was typed."""
        if self.run.running or not self._sound():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        profile, day = self._desk.profile, self._desk.office.clock.today()
        what = f"{len(self._case_ids)}件" if self._case_ids else "单位名片"
        name = safe_name(f"交换包 {profile.unit_short} {day} {what}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self, self._title, str(Path(folder) / name), KINDS)
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix.lower() == SUFFIX else Path(f"{chosen}{SUFFIX}"))

    def write(self, path: Path) -> None:
        """Write the package there."""
        if not self._sound():
            return
        exchange, actor, case_ids = self._desk.office.exchange, self._desk.officer, self._case_ids
        wanted = self.form.wanted()
        self.fault.setText("")
        self.run.run(
            "正在导出并签名",
            lambda proceed: exchange.export(path, case_ids, actor=actor, proceed=proceed, **wanted),
            self._on_written,
            owner=self,
            failed=self._on_refused,
        )

    def _sound(self) -> bool:
        error = self.form.first_fault()
        self.fault.setText("")
        if error is not None:
            self._on_refused(error)
        return error is None

    def _on_written(self, answer: tuple[ExportReport, Any]) -> None:
        report, changes = answer
        self.report = report
        self._done.setText("已写好交换包，可以用移动存储送给对方")
        self._place.set_whole(str(report.path))
        parts = [f"办件 {report.cases} 件，文书 {report.letters} 份，附件 {report.files} 个"]
        parts += [f"大小 {size_words(report.size)}", "设有口令" if report.sealed else "没有口令"]
        self._counts.setText("；".join(parts))
        self.fingerprint.setText(report.fingerprint)
        words = "对方第一次导入本单位的交换包时，会来电核对上面的指纹。"
        self._next.setText(f"{words}口令请当面或打电话告知，不要与文件放在一起。" if report.sealed else words)
        self.pages.turn_to(RESULT)
        self._show_foot()
        self.folder_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.bridge.changed.emit(changes, self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
        elif not self.form.show_fault(error):
            self.fault.setText(error.message)

    def _open_folder(self) -> None:
        if self.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.report.path.parent)))

    def _show_foot(self) -> None:
        over, running = self.pages.place == RESULT, self.run.running
        why_not = action_obstacle(self._desk.officer, "exchange")
        self.form.setEnabled(not running)
        self.go_button.setVisible(not over)
        self.go_button.setEnabled(not running and not why_not)
        self.close_button.setText("关闭" if over else "取消")
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.setEnabled(not running)
        self.folder_button.setVisible(over)
        if why_not and not over:
            self.fault.setText(why_not)
