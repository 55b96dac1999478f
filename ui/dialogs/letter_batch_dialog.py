"""Many letters at once: choose the kind, see who can have one and who cannot, issue, then print or save them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QWidget

from models.changes import Changes
from models.letters.template import TemplateInput
from models.services.letter_batches import BatchOutcome
from models.services.views import CaseFilter, CaseRow
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.dialogs.letter_inputs import LetterInputs
from ui.screens.letters.columns import BATCH
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, frame, label, line, scrolled
from ui.widgets.run_bar import RunBar
from ui.widgets.swap import Swap

MOST_CASES = 500
TRY_DELAY_MS = 400


class LetterBatchDialog(QDialog):
    """Over the given cases, or over those of a stage that is chosen here."""

    def __init__(self, desk: Desk, case_ids: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._case_ids = desk, case_ids
        self._given = bool(case_ids)
        self.tried: BatchOutcome | None = None
        self.done_outcome: BatchOutcome | None = None
        self._again = False
        self.setWindowTitle("批量出具文书")
        fit_to(self, 1080, 660)
        self.stage, self.kind = QComboBox(), QComboBox()
        self.inputs = LetterInputs()
        self.table = BoardTable(BATCH, desk.theme, "批量出具的办件")
        self.run = RunBar(desk)
        self.two_sided = QCheckBox("双面打印：每份从新的一张纸开始")
        self.issue_button = button("编号并出具", self.issue, kind="primary")
        self.print_button = button("合并打印(&M)…", self.bind, kind="primary", name="合并打印")
        self.files_button = button("存为单份文件(&F)…", self.choose_folder, name="存为单份文件")
        self.close_button = button("关闭", self.reject)
        self._summary = label("", "heading")
        self._words = label("", "secondary", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TRY_DELAY_MS)
        self._timer.timeout.connect(self.try_out)
        self._lay_out()
        self._fill()
        self.kind.activated.connect(lambda index: self._on_kind())
        self.stage.activated.connect(lambda index: self._fetch_cases())
        self.inputs.edited.connect(self._timer.start)
        self.run.running_changed.connect(lambda running: self._show_buttons())
        self._show_buttons()

    @property
    def chosen_kind(self) -> str:
        """The kind of letter chosen."""
        return str(self.kind.currentData() or "")

    def try_out(self) -> None:
        """Look who can have the letter; nothing is stored."""
        if not self.chosen_kind or not self._case_ids or self._desk.office is None:
            return
        if self.run.running:
            self._again = True
            self.run.stop()
            return
        batches, actor = self._desk.office.letters.batches, self._desk.officer
        ids, kind, extra = self._case_ids, self.chosen_kind, self.inputs.values()
        self.run.run(
            "正在检查",
            lambda proceed: batches.dry_run(ids, kind, actor=actor, extra=extra, proceed=proceed),
            self._on_tried,
            owner=self,
        )

    def issue(self) -> None:
        """Issue for those who can have it."""
        if self.tried is None:
            return
        batches, actor = self._desk.office.letters.batches, self._desk.officer
        ids = tuple(one.case_id for one in self.tried.lines if not one.obstacle)
        kind, extra = self.chosen_kind, self.inputs.values()
        self.run.run(
            "正在出具",
            lambda proceed: batches.issue(ids, kind, actor=actor, extra=extra, proceed=proceed),
            self._on_issued,
            owner=self,
        )

    def bind(self) -> None:
        """Bind what was issued into one PDF and show it, to be printed or saved."""
        assert self.done_outcome is not None
        batches, ids, two_sided = (
            self._desk.office.letters.batches,
            self.done_outcome.letter_ids,
            self.two_sided,
        )
        both = two_sided.isChecked()
        self._desk.read(lambda: batches.bound(ids, two_sided=both), self._on_bound, owner=self)

    def choose_folder(self) -> None:
        """Ask for a folder and write single files there."""
        chosen = QFileDialog.getExistingDirectory(self, "存到哪个文件夹")
        if chosen:
            self.write_files(Path(chosen))

    def write_files(self, folder: Path) -> None:
        """Write what was issued as single files."""
        assert self.done_outcome is not None
        batches, ids = self._desk.office.letters.batches, self.done_outcome.letter_ids
        self.run.run(
            "正在保存",
            lambda proceed: batches.write_files(ids, folder, proceed=proceed),
            lambda files: self._tell(f"已保存 {len(files)} 份到 {folder}"),
            owner=self,
        )

    def reject(self) -> None:
        """Close; while it runs this only asks it to stop, so that what was issued is shown."""
        if self.run.running and self.tried is not None and self.done_outcome is None:
            self.run.stop()
            return
        super().reject()

    def _tell(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    # --- building

    def _lay_out(self) -> None:
        left = column(spacing=8, margins=(24, 20, 16, 16))
        left.addWidget(label("批量出具文书", "title"))
        left.addWidget(label("办件", "field"))
        self._cases = label("", wrap=True)
        self.stage.setAccessibleName("办件所在的阶段")
        left.addWidget(self.stage)
        left.addWidget(self._cases)
        left.addWidget(label("文书种类", "field"))
        self.kind.setAccessibleName("文书种类")
        left.addWidget(self.kind)
        left.addWidget(self.inputs)
        left.addStretch(1)
        told = "每一份单独编号、存档；中途停止或断电时，已出具的都是完整的，没有出具的不占文号。"
        left.addWidget(label(told, "caption", wrap=True))
        inner = QWidget()
        inner.setLayout(left)
        form = scrolled(inner)
        form.setFixedWidth(340)
        right = column(spacing=8, margins=(8, 20, 24, 12))
        right.addWidget(self._summary)
        right.addWidget(self._words)
        self._words.hide()
        hint = label("选好办件和文书种类后，这里列出谁可以出具、谁不能和原因。", "secondary", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._swap = Swap(hint, self.table)
        right.addWidget(self._swap, 1)
        right.addWidget(self.run)
        body = line(spacing=0)
        body.addWidget(form)
        body.addLayout(right, 1)
        foot = line(spacing=8, margins=(16, 12, 16, 12))
        foot.addWidget(self.two_sided)
        foot.addStretch(1)
        for made in (self.close_button, self.files_button, self.print_button, self.issue_button):
            foot.addWidget(made)
        layout = column(spacing=0)
        layout.addLayout(body, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)

    def _fill(self) -> None:
        letters = self._desk.office.letters
        self._inputs: dict[str, tuple[TemplateInput, ...]] = {}
        self.kind.addItem("请选择", "")

        def call() -> list[tuple[str, str, tuple[TemplateInput, ...]]]:
            return [(kind, letters.label(kind), letters.inputs(kind)) for kind in letters.kinds()]

        self._desk.read(call, self._show_kinds, owner=self)
        self.stage.setVisible(not self._given)
        self._cases.setText(f"已选 {len(self._case_ids)} 个办件" if self._given else "")
        self._cases.setVisible(self._given)
        if not self._given:
            self._desk.read(self._desk.office.cases.counts_by_stage, self._show_stages, owner=self)

    def _show_kinds(self, kinds: list[tuple[str, str, tuple[TemplateInput, ...]]]) -> None:
        for kind, words, inputs in kinds:
            self.kind.addItem(words, kind)
            self._inputs[kind] = inputs

    def _show_stages(self, counts: dict[str, int]) -> None:
        self.stage.addItem("请选择阶段", "")
        for name, number in counts.items():
            if number:
                self.stage.addItem(f"{name}（{number:,} 件）", name)

    def _fetch_cases(self) -> None:
        cases, stage = self._desk.office.cases, str(self.stage.currentData() or "")
        self._case_ids = ()
        self._show_outcome(None)
        if stage:
            chosen = CaseFilter(stages=(stage,))
            self._desk.read(lambda: cases.rows(chosen, limit=MOST_CASES), self._on_cases, owner=self)

    def _on_cases(self, rows: list[CaseRow]) -> None:
        self._case_ids = tuple(row.id for row in rows)
        self._cases.setText(f"一次最多 {MOST_CASES} 件，其余请分批出具。")
        self._cases.setVisible(len(rows) == MOST_CASES)
        self.try_out()

    def _on_kind(self) -> None:
        self._show_outcome(None)
        self.inputs.show_inputs(self._inputs.get(self.chosen_kind, ()), {})
        self.try_out()

    # --- showing

    def _on_tried(self, outcome: BatchOutcome) -> None:
        if self._again:
            self._again = False
            self.try_out()
            return
        self._show_outcome(outcome)

    def _show_outcome(self, outcome: BatchOutcome | None) -> None:
        self.tried, self.done_outcome = outcome, None
        self._swap.turn_to(1 if outcome else 0)
        self._tell("")
        self._summary.setText("")
        if outcome is not None:
            refused = sum(1 for one in outcome.lines if one.obstacle)
            stopped = "（检查已停止，只列出查过的）" if outcome.stopped else ""
            self._summary.setText(f"可以出具 {len(outcome.lines) - refused} 份，不能 {refused} 份{stopped}")
            self.table.show_lines(sorted(outcome.lines, key=lambda one: bool(one.obstacle)))
        self._show_buttons()

    def _on_issued(self, answer: tuple[BatchOutcome, Changes]) -> None:
        outcome, changes = answer
        self.done_outcome = outcome
        refused = sum(1 for one in outcome.lines if one.obstacle)
        stopped = "，已按要求停止" if outcome.stopped else ""
        self._summary.setText(f"已出具 {len(outcome.letter_ids)} 份，没有出具 {refused} 份{stopped}")
        self.table.show_lines(list(outcome.lines))
        self._show_buttons()
        self._desk.bridge.changed.emit(changes, self)

    def _on_bound(self, pdf: bytes) -> None:
        from ui.dialogs.letter_dialog import LetterDialog

        assert self.done_outcome is not None
        title = f"{self.kind.currentText()} 合并打印 {len(self.done_outcome.letter_ids)} 份"
        self.preview: Any = LetterDialog(self._desk, pdf, title=title, draft=False, parent=self)
        self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview.open()

    def _show_buttons(self) -> None:
        running, done = self.run.running, self.done_outcome
        able = sum(1 for one in self.tried.lines if not one.obstacle) if self.tried else 0
        self.issue_button.setVisible(done is None)
        self.issue_button.setDefault(done is None)
        self.print_button.setDefault(done is not None)
        self.issue_button.setText(f"编号并出具 {able} 份(&I)" if able else "编号并出具")
        self.issue_button.setEnabled(bool(able) and not running)
        for made in (self.print_button, self.files_button, self.two_sided):
            made.setVisible(done is not None)
            made.setEnabled(done is not None and bool(done.letter_ids) and not running)
        for chooser in (self.kind, self.stage, self.inputs):
            chooser.setEnabled(done is None and not (running and self.tried is not None))
