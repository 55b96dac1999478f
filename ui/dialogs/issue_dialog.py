"""Before a letter is issued: what it asks for, what is still empty, which wording is unconfirmed, and its draft beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QWidget

from models.errors import UserError
from models.letters.template import TemplateInput
from models.services.letter_records import LetterRecord
from models.services.views import IssuedLetter
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.dialogs.letter_inputs import LetterInputs
from ui.dialogs.page_view import PageView
from ui.drafts import DraftKeeper
from ui.widgets.parts import button, column, frame, label, line, scrolled

PREVIEW_DELAY_MS = 350


@dataclass(frozen=True)
class _Try:
    """What came of trying the letter with what is typed: its draft, and what keeps it from being issued."""

    pdf: bytes
    missing: str


class IssueDialog(QDialog):
    """Announces the letter once it is issued; with `former` it is issued in the place of that letter."""

    issued = Signal(object)

    def __init__(
        self,
        desk: Desk,
        case_id: int,
        kind: str,
        name: str,
        *,
        subject: str,
        former: LetterRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._case_id, self._kind, self._name = desk, case_id, kind, name
        self._former = former
        self.setWindowTitle(f"{'作废并重新出具' if former else '出具'}{name}")
        fit_to(self, 1080, 680)
        self.inputs = LetterInputs()
        self.reason = QPlainTextEdit()
        self.pages = PageView(desk.tasks)
        self._missing, self.missing_box = _notice("problem")
        self._unconfirmed, self.unconfirmed_box = _notice("warning")
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        words = "作废并编号重出" if former else "编号并出具"
        self.go_button = button(f"{words}　Ctrl+Enter", self.issue, kind="primary", name=words)
        self.go_button.setEnabled(False)
        self._lay_out(subject)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_DELAY_MS)
        self._timer.timeout.connect(self._try)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.issue)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self._fetch()

    def issue(self) -> None:
        """Number, render and store the letter."""
        if not self.go_button.isEnabled():
            return
        reason = self.reason.toPlainText().strip()
        if self._former is not None and not reason:
            self._tell("请填写作废原文书的理由")
            self.reason.setFocus()
            return
        self.go_button.setEnabled(False)
        letters, actor, extra = self._desk.office.letters, self._desk.officer, self.inputs.values()
        case_id, kind, former = self._case_id, self._kind, self._former

        def call() -> Any:
            if former is not None:
                return letters.reissue(former.row.id, reason=reason, actor=actor, extra=extra)
            return letters.issue(case_id, kind, actor=actor, extra=extra)

        self._desk.write(call, self._on_issued, failed=self._on_refused, owner=self)

    def done(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted.value:
            self.drafts.drop()
        self.drafts.end()
        super().done(result)

    def _lay_out(self, subject: str) -> None:
        left = column(spacing=12, margins=(24, 20, 16, 16))
        left.addWidget(label(self.windowTitle(), "title", wrap=True))
        left.addWidget(label(subject, "secondary", wrap=True))
        left.addWidget(self.missing_box)
        left.addWidget(self.unconfirmed_box)
        if self._former is not None:
            left.addWidget(label(f"作废 {self._former.row.number} 的理由", "field"))
            self.reason.setAccessibleName("作废的理由")
            self.reason.setFixedHeight(64)
            self.reason.setTabChangesFocus(True)
            self.reason.textChanged.connect(lambda: self.drafts.touch())
            left.addWidget(self.reason)
        left.addWidget(self.inputs)
        left.addStretch(1)
        told = "新文书用新文号，文中注明代替原文号；原文书作废，其文号不再使用。" if self._former else ""
        left.addWidget(label(told or "出具后占用文号并存档，不能删除，只能作废重出。", "caption", wrap=True))
        left.addWidget(self.fault)
        inner = QWidget()
        inner.setLayout(left)
        form = scrolled(inner)
        form.setFixedWidth(420)
        body = line(spacing=0)
        body.addWidget(form)
        body.addWidget(self.pages, 1)
        foot = line(spacing=8, margins=(16, 12, 16, 12))
        foot.addWidget(label("右边是草稿：没有文号，不得使用。", "secondary"), 1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout = column(spacing=0)
        layout.addLayout(body, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)

    def _fetch(self) -> None:
        letters, kind = self._desk.office.letters, self._kind
        self._desk.read(
            lambda: (letters.inputs(kind), letters.wording.unconfirmed(kind)), self._on_fetched, owner=self
        )

    def _on_fetched(self, answer: tuple[tuple[TemplateInput, ...], tuple[str, ...]]) -> None:
        inputs, unconfirmed = answer
        self.inputs.show_inputs(inputs, self._former.extra if self._former else {})
        self.inputs.edited.connect(self._on_edited)
        listed = "、".join(unconfirmed)
        self._unconfirmed.setText(
            f"有 {len(unconfirmed)} 处措辞是程序的默认文字，待本单位确认：{listed}。请核对草稿；管理人员可在“设置—文书用语”中确认或修改。"
        )
        self.unconfirmed_box.setVisible(bool(unconfirmed))
        self.drafts.begin(f"letter:{self._case_id}:{self._kind}", self._on_draft)
        self._try()

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        for name, text in (draft or {}).get("inputs", {}).items():
            if (edit := self.inputs.edits.get(name)) is not None:
                edit.setPlainText(text) if isinstance(edit, QPlainTextEdit) else edit.setText(text)
                self._timer.start()
        if draft and self._former is not None:
            self.reason.setPlainText(draft.get("reason", ""))

    def _typed(self) -> dict[str, Any] | None:
        found = {"inputs": self.inputs.values(), "reason": self.reason.toPlainText()}
        return found if any(found.values()) else None

    def _on_edited(self) -> None:
        self.drafts.touch()
        self._timer.start()

    def _try(self) -> None:
        if self._desk.office is None:
            return
        letters, actor, extra = self._desk.office.letters, self._desk.officer, self.inputs.values()
        case_id, kind = self._case_id, self._kind

        def call() -> _Try:
            pdf = letters.draft(case_id, kind, extra=extra)
            return _Try(pdf, letters.batches.missing(case_id, kind, extra=extra, actor=actor))

        self._desk.read(call, self._on_tried, key=f"letter.try.{id(self)}", owner=self)

    def _on_tried(self, found: _Try) -> None:
        self.pages.show_pdf(found.pdf)
        self._missing.setText(f"还不能出具。{found.missing}。请先在办件、主体或单位信息中补齐。")
        self.missing_box.setVisible(bool(found.missing))
        self.go_button.setEnabled(not found.missing)

    def _on_issued(self, letter: IssuedLetter) -> None:
        self.accept()
        self._desk.say(f"已出具 {self._name} {letter.number}")
        self.issued.emit(letter)

    def _on_refused(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        if isinstance(error, UserError):
            self._tell(error.message)
        else:
            self._desk.show_problem(error)

    def _tell(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()


def _notice(role: str) -> tuple[QLabel, QWidget]:
    words = label("", wrap=True, selectable=True)
    inside = line(margins=(12, 8, 12, 8))
    inside.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
    box = frame(role, inside)
    box.hide()
    return words, box
