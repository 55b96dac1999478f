"""Moves for many cases at once: the dry run says of each whether and why not; then the result of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QProgressBar, QWidget

from models.money import yuan_grouped
from models.services.views import CaseRow, MoveView
from ui.desk import Desk
from ui.dialogs.case_batch_presenter import BatchPresenter
from ui.dialogs.fitting import fit_to
from ui.itemmodels.board_table_model import BoardColumn
from ui.itemmodels.case_columns import money
from ui.tasks import Job
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, label, line, titled

NEEDS = {"opinion": "意见", "reason": "理由"}


@dataclass(frozen=True)
class BatchLine:
    """One case with what the dry run or the move itself said; `done` tells which of both."""

    row: CaseRow
    words: str = ""
    done: bool = False
    known: bool = False

    @property
    def state(self) -> str:
        """The state as one word."""
        if not self.known:
            return "待查"
        if self.done:
            return "未办成" if self.words else "已办理"
        return "不能办" if self.words else "可以办"


def _who(one: BatchLine) -> str:
    return f"{one.row.applicant_name}\n{one.row.case_no}　{one.row.stage}"


TONES = {"待查": "quiet", "可以办": "info", "不能办": "wait", "已办理": "ok", "未办成": "bad"}
COLUMNS: tuple[BoardColumn, ...] = (
    BoardColumn("办件", 220, _who, "two_lines", stretch=True),
    BoardColumn("核定额（元）", 112, lambda one: money(one.row.determined_fen), "amount"),
    BoardColumn("结果", 84, lambda one: one.state, "state", extra=lambda one: TONES[one.state]),
    BoardColumn("原因", 260, lambda one: one.words, stretch=True),
)


class CaseBatchDialog(QDialog):
    """Ctrl+Enter begins; what cannot be done is left alone and told."""

    def __init__(self, desk: Desk, rows: tuple[CaseRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量办理")
        fit_to(self, 940, 600)
        self.presenter = BatchPresenter(desk, rows)
        self.lines = [BatchLine(row) for row in rows]
        self.move_choice = QComboBox()
        self.move_choice.setAccessibleName("办理什么")
        self.areas = {need: _area(words) for need, words in NEEDS.items()}
        self._parts = {need: QWidget() for need in NEEDS}
        self.table = BoardTable(COLUMNS, desk.theme, "批量办理的办件", row_height=44)
        self._count = label("", "secondary")
        self._fault = label("", "error", wrap=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.go_button = button("", self._finish, kind="primary")
        self.close_button = button("取消", self._leave)
        self._job: Job | None = None
        self._over = False
        self._lay_out(len(rows))
        self.move_choice.activated.connect(lambda place: self._try())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)
        self.table.show_lines(list(self.lines))
        self.go_button.hide()
        self._show_needs(())
        self.presenter.fetch_moves(self._show_moves, owner=self)

    @property
    def chosen(self) -> MoveView | None:
        """The move chosen."""
        found = self.move_choice.currentData()
        return found if isinstance(found, MoveView) else None

    def reject(self) -> None:
        if self._job is not None:
            self.presenter.stop()
            return
        super().reject()

    def _lay_out(self, count: int) -> None:
        head = line(spacing=12)
        head.addWidget(label("批量办理", "title"))
        head.addWidget(label(f"已选 {count} 件", "secondary"))
        head.addStretch(1)
        pick = line(spacing=8)
        pick.addWidget(label("办理", "field"))
        pick.addWidget(self.move_choice, 1)
        words = line(spacing=12)
        for need, area in self.areas.items():
            part = self._parts[need]
            part.setLayout(titled(NEEDS[need], area))
            words.addWidget(part, 1)
        foot = line()
        foot.addWidget(self._fault, 1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.go_button)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addLayout(head)
        layout.addLayout(pick)
        layout.addLayout(words)
        layout.addWidget(self._count)
        layout.addWidget(self._progress)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.setLayout(layout)

    # --- the dry run

    def _show_moves(self, moves: tuple[MoveView, ...]) -> None:
        for move in moves:
            target = f"　→ {move.target}" if move.target else ""
            self.move_choice.addItem(f"{move.label}{target}", move)
        if moves:
            self._try()
        else:
            self._count.setText("所选办件现在没有可以成批办理的操作。")

    def _try(self) -> None:
        move = self.chosen
        if move is None or self._over:
            return
        self._show_needs(move.needs)
        self.go_button.setEnabled(False)
        self._count.setText("正在试算……")
        self.presenter.dry_run(move.name, self._on_tried, owner=self)

    def _show_needs(self, needs: tuple[str, ...]) -> None:
        for need, part in self._parts.items():
            part.setVisible(need in needs)

    def _on_tried(self, results: dict[int, str]) -> None:
        self.lines = [replace(one, words=results.get(one.row.id, ""), known=True) for one in self.lines]
        self._show_lines()
        able = [one for one in self.lines if not one.words]
        total = sum(one.row.determined_fen or 0 for one in able)
        words = f"试算：可以办理 {len(able)} 件，核定合计 {yuan_grouped(total)} 元"
        rest = len(self.lines) - len(able)
        self._count.setText(words + (f"；{rest} 件现在不能办，原因见下，将跳过" if rest else ""))
        move = self.chosen
        assert move is not None
        self.go_button.setText(f"{move.label} {len(able)} 件　Ctrl+Enter")
        self.go_button.setAccessibleName(f"{move.label} {len(able)} 件")
        self.go_button.setEnabled(bool(able))
        self.go_button.show()

    def _show_lines(self) -> None:
        current = self.table.current
        ordered = sorted(self.lines, key=lambda one: bool(one.words))
        self.table.show_lines(list(ordered), lambda one: current is not None and one.row.id == current.row.id)

    # --- the move

    def _finish(self) -> None:
        move = self.chosen
        if move is None or not self.go_button.isEnabled() or self._job is not None or self._over:
            return
        texts = {need: self.areas[need].toPlainText().strip() for need in move.needs}
        for need, text in texts.items():
            if not text:
                self._fault.setText(f"请填写{NEEDS[need]}")
                self.areas[need].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._fault.setText("")
        ids = tuple(one.row.id for one in self.lines if not one.words)
        self.go_button.setEnabled(False)
        self.move_choice.setEnabled(False)
        self.close_button.setText("停止")
        self._progress.setRange(0, len(ids))
        self._progress.show()
        self._job = self.presenter.run(
            ids, move.name, texts, progressed=self._on_progress, then=self._on_done, owner=self
        )

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setValue(done)
        self._count.setText(f"已办理 {done} ／ {total} 件")

    def _on_done(self, results: dict[int, str]) -> None:
        self._job, self._over = None, True
        self.lines = [
            replace(one, words=results[one.row.id], done=True) if one.row.id in results else one
            for one in self.lines
        ]
        self._show_lines()
        made = sum(1 for words in results.values() if not words)
        failed, skipped = len(results) - made, len(self.lines) - len(results)
        parts = [f"已办理 {made} 件"]
        parts += [f"未办成 {failed} 件"] if failed else []
        parts += [f"跳过 {skipped} 件"] if skipped else []
        self._count.setText("，".join(parts))
        self._progress.hide()
        self.go_button.hide()
        self.close_button.setText("关闭")
        self.close_button.setDefault(True)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self._over:
            self.accept()
        else:
            self.reject()


def _area(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setFixedHeight(64)
    made.setTabChangesFocus(True)
    return made
