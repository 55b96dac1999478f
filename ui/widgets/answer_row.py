"""One line of the guide: a question or a paper, what was found or answered, and a remark."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QLineEdit, QPushButton, QWidget

from ui.pasted import rows_of
from ui.spoken import announce
from ui.theme import restyle
from ui.widgets.cell_edit import CellEdit
from ui.widgets.parts import column, label, line, set_status, status_label

Tones = tuple[tuple[str, str], ...]
MARKS = {"ok": "✓", "bad": "✗", "wait": "…", "quiet": "—", "": "○"}


@dataclass(frozen=True)
class Line:
    """What a row shows, already in words; `answers` are the three choices with their tones, none for automatic ones."""

    id: str
    title: str
    details: tuple[str, ...]
    answer: str
    remark: str
    automatic: bool
    phrase: str = ""


class AnswerRow(QGroupBox):
    """Takes 1, 2, 3 for the answers and R for the remark when it has the focus.

    A box of Qt, because a screen reader calls that a group; a bare frame with the focus it does not name.
    """

    answered = Signal(str, str)
    remarked = Signal(str, str)
    typing = Signal()
    focused = Signal(str)
    step_asked = Signal(int)
    cells_pasted = Signal(str, object)

    def __init__(self, answers: Tones) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._answers = answers
        self.line = Line(id="", title="", details=(), answer="", remark="", automatic=False)
        self._mark = label("", "strong")
        self._mark.setFixedWidth(18)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._title = label("", wrap=True)
        self._details = label("", "secondary", wrap=True)
        self._verdict = status_label("", "quiet")
        self._group = QButtonGroup(self)
        self._buttons = [self._make_button(place) for place in range(len(answers))]
        self.remark = self._make_remark()
        self._lay_out()

    def polish(self) -> None:
        """Dress the row before it is first shown."""
        for part in (
            self,
            self._mark,
            self._title,
            self._details,
            self._verdict,
            *self._buttons,
            self.remark,
        ):
            part.ensurePolished()

    def show_line(self, shown: Line) -> None:
        """Show the line as saved; a remark being typed is left alone."""
        self.line = shown
        tone = dict(self._answers).get(shown.answer, "")
        self._mark.setText(MARKS[tone])
        self._title.setText(shown.title)
        self._details.setText("\n".join(part for part in shown.details if part))
        self._details.setVisible(bool(self._details.text()))
        self._verdict.setVisible(shown.automatic)
        set_status(self._verdict, f"{shown.answer}·自动" if shown.answer else "待计算", tone or "quiet")
        self._group.setExclusive(False)
        for made, (answer, _) in zip(self._buttons, self._answers, strict=True):
            made.setVisible(not shown.automatic)
            made.setChecked(answer == shown.answer)
        self._group.setExclusive(True)
        if not self.remark.hasFocus():
            self.remark.setText(shown.remark)
        wanted = bool(self.remark.text()) or tone in ("bad", "wait")
        self.remark.setVisible(not shown.automatic and (wanted or self.remark.hasFocus()))
        keys = "" if shown.automatic else "，按1、2、3作答，R写备注"
        self.setAccessibleName(f"{shown.title}：{shown.answer or '未答'}{keys}")

    def restore_remark(self, text: str) -> None:
        """Put a remark back that was typed but not saved."""
        self.remark.setText(text)
        self.remark.show()

    def set_current(self, current: bool) -> None:
        """Mark the row the officer is at."""
        restyle(self, current="true" if current else "false")

    # --- keys and focus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        place = key - Qt.Key.Key_1
        if (
            0 <= place < len(self._answers)
            and not self.line.automatic
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._give(place)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.step_asked.emit(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.step_asked.emit(-1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            rows = rows_of(QGuiApplication.clipboard().text())
            if rows:
                self.cells_pasted.emit(self.line.id, rows)
        elif key == Qt.Key.Key_R and not self.line.automatic:
            self.write_remark()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.line.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def write_remark(self) -> None:
        """Open the remark and go there."""
        self.remark.show()
        self.remark.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- parts

    def _make_button(self, place: int) -> QPushButton:
        answer, tone = self._answers[place]
        made = QPushButton(f"{place + 1} {answer}")
        made.setProperty("kind", "answer")
        made.setProperty("tone", tone)
        made.setProperty(
            "place", "first" if place == 0 else "last" if place == len(self._answers) - 1 else "middle"
        )
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(answer)
        made.clicked.connect(lambda: self._give(place))
        self._group.addButton(made)
        return made

    def _make_remark(self) -> QLineEdit:
        made = CellEdit()
        made.setProperty("kind", "compact")
        made.setPlaceholderText("备注：所见材料、缺什么、依据何在")
        made.setAccessibleName("备注")
        made.setMaxLength(2000)
        made.textEdited.connect(lambda text: self.typing.emit())
        made.editingFinished.connect(self._on_remark_finished)
        made.returnPressed.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        made.hide()
        return made

    def _lay_out(self) -> None:
        words = column(spacing=2)
        words.addWidget(self._title)
        words.addWidget(self._details)
        words.addWidget(self.remark)
        words.addStretch(1)
        segments = line(spacing=0)
        for made in self._buttons:
            segments.addWidget(made)
        right = column(spacing=4)
        right.addLayout(segments)
        right.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        whole = line(spacing=8, margins=(8, 8, 12, 8))
        whole.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        whole.addLayout(right)
        self.setLayout(whole)

    def _give(self, place: int) -> None:
        answer = self._answers[place][0]
        given = "" if answer == self.line.answer else answer
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_line(replace(self.line, answer=given))
        announce(self, given or "已取消回答")
        self.answered.emit(self.line.id, given)

    def _on_remark_finished(self) -> None:
        if self.remark.text().strip() != self.line.remark:
            self.remarked.emit(self.line.id, self.remark.text().strip())


def rows_parent(widget: QWidget | None) -> AnswerRow | None:
    """Return the row a widget stands in, None outside of one."""
    while widget is not None and not isinstance(widget, AnswerRow):
        widget = widget.parentWidget()
    return widget
