"""Internal notes: apart from the record, never in a letter, with name and time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.services.views import CaseView, NoteView
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.widgets.parts import button, clear, column, frame, label, line, scrolled

MOST = 2000


class NotesPage(QWidget):
    """Announces a note to be written; what is being typed is a draft."""

    write_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._case_id = 0
        self._shown: tuple[NoteView, ...] | None = None
        self.area = QPlainTextEdit()
        self.area.setAccessibleName("新的内部备注")
        self.area.setPlaceholderText(
            "电话核实、待办提醒、同事之间的说明……不进入办件记录，也不会出现在文书中。"
        )
        self.area.setFixedHeight(84)
        self.area.setTabChangesFocus(True)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self.area.textChanged.connect(self.drafts.touch)
        self.write_button = button("写备注(&W)　Ctrl+Enter", self.write, kind="primary", name="写备注")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self.area)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(self.write)
        self._fault = label("", "error")
        self._list = column(spacing=8)
        foot = line()
        foot.addWidget(self._fault, 1)
        foot.addWidget(self.write_button)
        inner = column(spacing=8, margins=(16, 12, 16, 12))
        inner.addWidget(label("内部备注", "heading"))
        inner.addWidget(self.area)
        inner.addLayout(foot)
        inner.addLayout(self._list)
        inner.addStretch(1)
        page = QWidget()
        page.setLayout(inner)
        layout = column()
        layout.addWidget(scrolled(page))
        self.setLayout(layout)

    def show_case(self, view: CaseView) -> None:
        """Show the notes of a case, newest first."""
        if view.case.id != self._case_id:
            self.drafts.flush()
            self._case_id = view.case.id
            self.area.setPlainText("")
            self.drafts.begin(f"note:{view.case.id}", self._on_draft)
        if view.notes == self._shown:
            return
        self._shown = view.notes
        clear(self._list)
        for note in sorted(view.notes, key=lambda one: one.id, reverse=True):
            body = column(spacing=2, margins=(12, 8, 12, 8))
            body.addWidget(label(f"{note.officer_name}　{note.written_at:%Y-%m-%d %H:%M}", "caption"))
            body.addWidget(label(note.text, "", wrap=True, selectable=True))
            self._list.addWidget(frame("card", body))
        if not view.notes:
            self._list.addWidget(label("还没有备注。", "secondary"))

    def write(self) -> None:
        """Ask to write what is typed."""
        text = self.area.toPlainText().strip()
        long = len(text) > MOST
        self._fault.setText(f"备注过长，共 {len(text)} 字，请控制在{MOST}字以内" if long else "")
        if text and not long:
            self.write_asked.emit(text)

    def written(self) -> None:
        """The note is in the office now."""
        self.area.setPlainText("")
        self.drafts.drop()

    def _typed(self) -> dict[str, Any] | None:
        text = self.area.toPlainText()
        return {"text": text} if text.strip() else None

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is not None and not self.area.toPlainText():
            self.area.setPlainText(str(draft.get("text") or ""))
