"""Cases from an Excel workbook: choose it, see what it would become, import it, and see the number of each case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from models.cases.officers import action_obstacle
from models.changes import Changes
from models.errors import UserError
from models.services.intake_views import IntakePreview, IntakeResult
from ui.desk import Desk
from ui.dialogs.intake_preview import IntakePreviewPage
from ui.dialogs.intake_rows import RESULT_COLUMNS, result_lines, result_words
from ui.widgets.board_table import BoardTable
from ui.widgets.dialog_size import open_at_size
from ui.widgets.exporting import ask_and_export
from ui.widgets.file_drop import FileDrop
from ui.widgets.file_pick import FilePick, ask_for_file
from ui.widgets.intake_mode import IntakeMode
from ui.widgets.notice_line import NoticeLine
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line
from ui.widgets.run_bar import RunBar
from ui.widgets.swap import Swap

KINDS = "Excel 工作簿 (*.xlsx)"
ASKED = "把填好的导入表拖到这里，或按“选择工作簿”。先逐行检查、列出错误，确认后才登记办件。"
START, PREVIEW, RESULT = range(3)


class IntakeDialog(QDialog):
    """Reads, never writes, until the officer presses 导入; then all or nothing, unless the good rows alone are wanted."""

    cases_wanted = Signal(tuple)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.file: Path | None = None
        self.preview: IntakePreview | None = None
        self.result: IntakeResult | None = None
        self.template_dialog: QDialog | None = None
        self.obstacle = action_obstacle(desk.officer, "import_cases")
        self.setWindowTitle("从 Excel 导入办件")
        open_at_size(self, 1180, 680)
        self._build()
        self._lay_out()
        FileDrop(self, self.take_files)
        for key, run in (("F5", self.read_again), ("Ctrl+O", self.ask)):
            QShortcut(QKeySequence(key), self).activated.connect(run)
        self._show_state()
        if self.obstacle:
            self.notice.say(f"可以查看预览，不能导入：{self.obstacle}。", "warning")

    # --- what the officer does

    def ask(self) -> None:
        """Ask for the workbook."""
        if not self.run.running:
            ask_for_file(self, "选择工作簿", KINDS, self.take)

    def take_files(self, files: list[Path]) -> None:
        """Take a dropped workbook."""
        if self.run.running:
            return
        if len(files) > 1:
            self.notice.say(f"拖入了 {len(files)} 个文件。一次导入一个工作簿，请逐个拖入。", "problem")
            return
        self.take(files[0])

    def take(self, file: Path) -> None:
        """Read a workbook and show what it would become."""
        if self.run.running:
            return
        self.file, self.preview, self.result = file, None, None
        self.mode.reset()
        self.notice.say("")
        self.file_label.set_whole(file.name)
        self.file_label.setToolTip(str(file))
        intake, matter_id = self._desk.office.intake, str(self.matter.currentData() or "")
        self.run.run(
            "正在读取和检查",
            lambda proceed: intake.preview(file, matter_id=matter_id, proceed=proceed),
            self._on_read,
            owner=self,
            failed=self._on_unread,
        )
        self._show_state()

    def read_again(self) -> None:
        """Read the same workbook anew, after it was mended and saved."""
        if self.file is not None and self.result is None:
            self.take(self.file)

    def go(self) -> None:
        """Import."""
        preview = self.preview
        if preview is None or self.run.running or not self.go_button.isEnabled():
            return
        intake, actor, good = self._desk.office.intake, self._desk.officer, self.mode.accept_good
        self.notice.say("")
        self.run.run(
            "正在导入",
            lambda proceed: intake.run(preview, actor=actor, accept_good=good, proceed=proceed),
            self._on_done,
            owner=self,
            failed=self._on_refused,
        )

    def save_faults(self) -> None:
        """Save what is wrong as a workbook, for whoever filled the list in."""
        assert self.preview is not None
        ask_and_export(
            self._desk,
            self,
            f"导入错误清单 {Path(self.preview.name).stem}",
            ".xlsx",
            self.faults_file(),
            lambda done: self.notice.say(f"错误清单已保存到 {done}"),
        )

    def faults_file(self) -> Any:
        """Return how the list of faults becomes a file; called on the worker."""
        office, preview, result = self._desk.office, self.preview, self.result
        return lambda: bytes(office.statistics.file(office.intake.faults(preview, result), "xlsx"))

    def show_cases(self) -> None:
        """Close, and let the list show the new cases."""
        assert self.result is not None
        self.cases_wanted.emit(tuple(case.case_id for case in self.result.cases))
        self.accept()

    def reject(self) -> None:
        """Close; while it runs this only asks it to stop."""
        if self.run.running:
            self.run.stop()
            return
        super().reject()

    # --- building

    def _build(self) -> None:
        self.notice = NoticeLine()
        self.pick = FilePick("从 Excel 导入办件", ASKED, "选择工作簿(&O)…", KINDS)
        self.pick.picked.connect(self.take)
        self.pick.add(button("还没有表？保存导入模板(&T)…", self._open_template, name="保存导入模板"))
        self.page = IntakePreviewPage(self._desk.theme)
        self.done_table = BoardTable(RESULT_COLUMNS, self._desk.theme, "导入结果")
        self.run = RunBar(self._desk, stopping="正在停止，没有导入任何内容……")
        self.run.running_changed.connect(lambda running: self._show_state())
        self.mode = IntakeMode("导入")
        self.mode.changed.connect(self._show_state)
        self.matter = QComboBox()
        self.matter.setAccessibleName("工作表没有写明的事项")
        self.matter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.matter.setMinimumContentsLength(18)
        self.matter.addItem("事项：按工作表写明的", "")
        for matter in self._desk.office.editions.current.matters:
            self.matter.addItem(f"{matter.id} {matter.name}", matter.id)
        self.matter.activated.connect(lambda place: self.read_again())
        self.file_label = ElidedLabel("", "secondary")
        self.again_button = button("重新读取(&R)　F5", self.read_again, kind="small", name="重新读取")
        self.other_button = button("另选工作簿(&O)…", self.ask, kind="small", name="另选工作簿")
        self.faults_button = button("保存错误清单(&E)…", self.save_faults, name="保存错误清单")
        self.close_button = button("关闭", self.reject)
        self.list_button = button("在列表中查看新办件(&V)", self.show_cases, kind="primary")
        self.go_button = button("导入", self.go, kind="primary")
        self.why = ElidedLabel("", "caption")

    def _lay_out(self) -> None:
        head = line(spacing=8)
        head.addWidget(label("从 Excel 导入办件", "title"))
        head.addSpacing(8)
        head.addWidget(self.file_label, 1)
        for made in (self.matter, self.again_button, self.other_button):
            head.addWidget(made)
        result = column(spacing=8)
        self.summary = label("", "heading", wrap=True)
        result.addWidget(self.summary)
        result.addWidget(self.done_table, 1)
        done = QWidget()
        done.setLayout(result)
        self.pages = Swap(self.pick, self.page, done)
        body = column(spacing=8, margins=(20, 16, 20, 12))
        body.addLayout(head)
        body.addWidget(self.notice)
        body.addWidget(self.pages, 1)
        body.addWidget(self.run)
        foot = line(spacing=8, margins=(20, 12, 20, 12))
        foot.addWidget(self.mode)
        foot.addWidget(self.why, 1)
        for made in (self.faults_button, self.close_button, self.list_button, self.go_button):
            foot.addWidget(made)
        layout = column(spacing=0)
        layout.addLayout(body, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)

    def _open_template(self) -> None:
        from ui.dialogs.template_dialog import TemplateDialog

        self.template_dialog = TemplateDialog(self._desk, self)
        self.template_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.template_dialog.open()

    # --- showing

    def _on_read(self, preview: IntakePreview) -> None:
        self.preview = preview
        self._show_state()
        self.page.show_preview(preview)
        if preview.imported_before:
            words = f"这一工作簿已于 {preview.imported_before}。"
            words += "已登记的行不会重复导入。" if preview.present else ""
            self.notice.say(words, "warning")
        elif self.obstacle:
            self.notice.say(f"可以查看预览，不能导入：{self.obstacle}。", "warning")
        wanted = self.page.faults.table if preview.all_faults else self.page.table
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        self.notice.say(error.message, "notice" if error.what == "已取消" else "problem")
        self._show_state()

    def _on_unread(self, error: Exception) -> None:
        self._on_refused(error)
        self.pick.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_done(self, answer: tuple[IntakeResult, Changes]) -> None:
        result, changes = answer
        if result.cancelled:
            self.notice.say("已停止，没有导入任何内容。", "notice")
            self._show_state()
            return
        assert self.preview is not None
        self.result = result
        self.summary.setText(result_words(result))
        self.done_table.show_lines(result_lines(self.preview, result))
        self._show_state()
        self.list_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.bridge.changed.emit(changes, self)

    def _show_state(self) -> None:
        running, preview, result = self.run.running, self.preview, self.result
        self.pages.turn_to(RESULT if result else PREVIEW if preview else START)
        faults = bool(preview and preview.all_faults)
        self.pick.setEnabled(not running)
        for made in (self.again_button, self.other_button):
            made.setEnabled(not running)
        self.again_button.setVisible(preview is not None and result is None)
        self.other_button.setVisible(preview is not None)
        self.matter.setVisible(result is None and self.file is not None)
        self.matter.setEnabled(not running)
        self.mode.setVisible(faults and bool(preview and preview.good) and result is None)
        self.mode.setEnabled(not running)
        self.faults_button.setVisible(faults or bool(result and result.faults))
        self.list_button.setVisible(bool(result and result.cases))
        self.list_button.setDefault(bool(result))
        self.go_button.setVisible(preview is not None and result is None)
        count = len(preview.good) if preview else 0
        self.go_button.setText(f"导入 {count} 件(&I)" if count else "导入(&I)")
        self.go_button.setAccessibleName(f"导入 {count} 件" if count else "导入")
        why = self._why_not()
        self.go_button.setEnabled(not why and not running)
        self.go_button.setDefault(result is None)
        self.why.set_whole("" if running or result else why)

    def _why_not(self) -> str:
        """Return why the workbook cannot be imported now, empty where it can."""
        preview = self.preview
        if preview is None:
            return ""
        if self.obstacle:
            return self.obstacle
        if not preview.good:
            return (
                "没有可以导入的行。"
                if preview.all_faults
                else "没有新的行：都已登记。"
                if preview.present
                else "表中没有填写的行。"
            )
        if preview.all_faults and not self.mode.accept_good:
            return "改正后按 F5 重新读取。"
        return ""
