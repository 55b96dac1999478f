"""免申即享: a recognised list against a matter: who can get a case, who was paid already, who is not known; then the cases."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QWidget

from models.cases.officers import action_obstacle
from models.changes import Changes
from models.errors import UserError
from models.services.intake_views import IntakeResult
from models.services.recognition import RecognitionPreview
from ui.desk import Desk
from ui.dialogs.recognition_form import RecognitionForm
from ui.dialogs.recognition_rows import COLUMNS, grouped, listed_lines, summary
from ui.widgets.board_table import BoardTable
from ui.widgets.dialog_size import open_at_size
from ui.widgets.exporting import ask_and_export, export_to
from ui.widgets.file_drop import FileDrop
from ui.widgets.intake_mode import IntakeMode
from ui.widgets.notice_line import NoticeLine
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line, scrolled
from ui.widgets.run_bar import RunBar
from ui.widgets.swap import Swap
from ui.widgets.whole_words import WholeWords

FORM_WIDTH, NARROW_FORM, NARROW, ROW_HEIGHT = 340, 292, 1000, 44
HINT = (
    "选好事项和名单后按“比对名单”：逐行对照主体和办件，列出可以登记的、已经享受的、"
    "没有匹配到的。比对只看不写，确认后才登记办件。"
)


class RecognitionDialog(QDialog):
    """A comparison holds only for what it was made of: any change takes it away."""

    cases_wanted = Signal(tuple)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.preview: RecognitionPreview | None = None
        self.result: IntakeResult | None = None
        self.obstacle = action_obstacle(desk.officer, "import_cases")
        self.setWindowTitle("免申即享：按认定名单登记")
        open_at_size(self, 1180, 680)
        self.form = RecognitionForm(desk)
        self.table = BoardTable(COLUMNS, desk.theme, "名单比对", row_height=ROW_HEIGHT)
        self.notice = NoticeLine()
        self.whole = WholeWords("当前一行的全文", lines=2)
        self.run = RunBar(desk, stopping="正在停止，没有登记任何办件……")
        self.mode = IntakeMode("登记")
        self._build_buttons()
        self._lay_out()
        self.form.edited.connect(self._on_edited)
        self.run.running_changed.connect(lambda running: self._show_state())
        self.mode.changed.connect(self._show_state)
        self.table.turned_to.connect(lambda one: self.whole.say(one.whole))
        FileDrop(self, lambda files: self.form.take_list(files[0]))
        self._show_state()
        if self.obstacle:
            self.notice.say(f"可以比对，不能登记：{self.obstacle}。", "warning")

    # --- what the officer does

    def compare(self) -> None:
        """Hold the list against the register."""
        asked = self.form.asked() if not self.run.running else None
        if asked is None:
            return
        recognition = self._desk.office.recognition
        self.notice.say("")
        self.run.run(
            "正在比对",
            lambda proceed: recognition.preview(
                asked.source,
                matter_id=asked.matter_id,
                event_date=asked.event_date,
                facts=asked.facts,
                basis=asked.basis,
                proceed=proceed,
            ),
            self._on_compared,
            owner=self,
            failed=self._on_refused,
        )

    def go(self) -> None:
        """Register the cases."""
        preview = self.preview
        if preview is None or self.run.running or not self.go_button.isEnabled():
            return
        recognition, actor, good = self._desk.office.recognition, self._desk.officer, self.mode.accept_good
        self.notice.say("")
        self.run.run(
            "正在登记",
            lambda proceed: recognition.run(preview, actor=actor, accept_good=good, proceed=proceed),
            self._on_done,
            owner=self,
            failed=self._on_refused,
        )

    def save_report(self, kind: str) -> None:
        """Ask for the place and save the comparison as xlsx or pdf."""
        assert self.preview is not None
        name = f"免申即享比对表 {self.preview.matter_name}"
        ask_and_export(self._desk, self, name, f".{kind}", lambda: self._report(kind), self._on_saved)

    def save_report_to(self, file: Path) -> None:
        """Save the comparison there, in the format of the file's name."""
        kind = file.suffix.removeprefix(".")
        export_to(self._desk, self, file, lambda: self._report(kind), self._on_saved)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._scroll.setFixedWidth(FORM_WIDTH if self.width() >= NARROW else NARROW_FORM)
        super().resizeEvent(event)

    # --- building

    def _build_buttons(self) -> None:
        self.excel_button = button("导出 Excel(&X)…", lambda: self.save_report("xlsx"), name="导出 Excel")
        self.pdf_button = button("导出 PDF(&D)…", lambda: self.save_report("pdf"), name="导出 PDF")
        self.close_button = button("关闭", self.reject)
        self.compare_button = button("比对名单(&C)", self.compare, kind="primary", name="比对名单")
        self.list_button = button("在列表中查看新办件(&V)", self.show_cases, kind="primary")
        self.go_button = button("登记", self.go, kind="primary")

    def _lay_out(self) -> None:
        self._scroll = scrolled(self.form)
        hint = label(HINT, "secondary", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        compared = column(spacing=8)
        self.summary = label("", "heading", wrap=True)
        compared.addWidget(self.summary)
        compared.addWidget(self.table, 1)
        compared.addWidget(self.whole)
        shown = QWidget()
        shown.setLayout(compared)
        self.pages = Swap(hint, shown)
        right = column(spacing=8, margins=(8, 16, 20, 12))
        right.addWidget(self.notice)
        right.addWidget(self.pages, 1)
        right.addWidget(self.run)
        body = line(spacing=0)
        body.addWidget(self._scroll)
        body.addLayout(right, 1)
        foot = line(spacing=8, margins=(20, 12, 20, 12))
        self.why = ElidedLabel("", "caption")
        foot.addWidget(self.mode)
        foot.addWidget(self.why, 1)
        for made in (
            self.excel_button,
            self.pdf_button,
            self.close_button,
            self.compare_button,
            self.list_button,
            self.go_button,
        ):
            foot.addWidget(made)
        layout = column(spacing=0)
        layout.addLayout(body, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)

    # --- showing

    def _report(self, kind: str) -> bytes:
        office = self._desk.office
        return bytes(office.statistics.file(office.recognition.report(self.preview, self.result), kind))

    def _on_edited(self) -> None:
        if self.preview is not None and self.result is None:
            self.preview = None
            self.notice.say("内容已改动，请重新比对。")
        self._show_state()

    def _on_compared(self, preview: RecognitionPreview) -> None:
        self.preview = preview
        self.mode.reset()
        self._show_lines()
        self._show_state()
        if self.obstacle:
            self.notice.say(f"可以比对，不能登记：{self.obstacle}。", "warning")
        elif preview.faults:
            self.notice.say("名单缺少必要的列：可以在左侧为全体填写，或在名单中补上后重新比对。", "warning")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        self.notice.say(error.message, "notice" if error.what == "已取消" else "problem")
        self._show_state()

    def _on_done(self, answer: tuple[IntakeResult, Changes]) -> None:
        result, changes = answer
        if result.cancelled:
            self.notice.say("已停止，没有登记任何办件。")
            self._show_state()
            return
        self.result = result
        self._show_lines()
        self._show_state()
        self.list_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.bridge.changed.emit(changes, self)

    def _on_saved(self, file: Path) -> None:
        self.notice.say(f"比对表已保存到 {file}")

    def _show_lines(self) -> None:
        assert self.preview is not None
        self.whole.say("")
        self.summary.setText(summary(self.preview, self.result))
        self.table.show_lines(grouped(listed_lines(self.preview, self.result)))

    def _show_state(self) -> None:
        running, preview, result = self.run.running, self.preview, self.result
        self.pages.turn_to(1 if preview else 0)
        self.form.setEnabled(not running and result is None)
        count = len(preview.of_state("拟办")) if preview else 0
        faults = self._has_faults()
        self.mode.setVisible(faults and bool(count) and result is None)
        self.mode.setEnabled(not running)
        for made in (self.excel_button, self.pdf_button):
            made.setVisible(preview is not None)
            made.setEnabled(not running)
        self.compare_button.setVisible(preview is None)
        self.compare_button.setEnabled(not running)
        self.compare_button.setDefault(preview is None)
        self.list_button.setVisible(bool(result and result.cases))
        self.list_button.setDefault(result is not None)
        self.go_button.setVisible(preview is not None and result is None)
        self.go_button.setText(f"登记 {count} 件(&I)" if count else "登记(&I)")
        self.go_button.setAccessibleName(f"登记 {count} 件" if count else "登记")
        able = bool(count) and not self.obstacle and (not faults or self.mode.accept_good)
        self.go_button.setEnabled(able and not running)
        self.why.set_whole(
            "名单中有错的行。" if count and not able and not self.obstacle and not result else ""
        )
        self.go_button.setDefault(preview is not None and result is None)

    def _has_faults(self) -> bool:
        preview = self.preview
        return bool(preview and (preview.faults or any(row.all_faults for row in preview.rows)))
