"""Internal notes: apart from the record, never in a letter, with name and time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from models.cases.officers import action_obstacle
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
        self._desk = desk
        self._case_id = 0
        self.shares: dict[int, QCheckBox] = {}
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
        self.area.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter writes the note here; elsewhere on the page it takes the next move."""
        if not isinstance(event, QKeyEvent) or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(watched, event)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.write()
        return True

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
        self.shares.clear()
        for note in sorted(view.notes, key=lambda one: one.id, reverse=True):
            head = line(spacing=8)
            head.addWidget(label(f"{note.officer_name}　{note.written_at:%Y-%m-%d %H:%M}", "caption"), 1)
            head.addWidget(self._share_box(note))
            body = column(spacing=2, margins=(12, 4, 12, 8))
            body.addLayout(head)
            body.addWidget(label(note.text, "", wrap=True, selectable=True))
            self._list.addWidget(frame("card", body))
        if not view.notes:
            self._list.addWidget(label("还没有备注。", "secondary"))
        self._fetch_shared()

    def _share_box(self, note: NoteView) -> QCheckBox:
        """A note stays in the office unless somebody says that it goes along with its case."""
        made = QCheckBox("随交换包送出")
        made.setAccessibleName(f"随交换包送出：{note.text[:20]}")
        made.setEnabled(not action_obstacle(self._desk.officer, "write_note"))
        made.clicked.connect(lambda on: self._share(note.id, on))
        self.shares[note.id] = made
        return made

    def _fetch_shared(self) -> None:
        if not self.shares:
            return
        exchange = self._desk.office.exchange

        def show(shared: frozenset[int]) -> None:
            for note_id, made in self.shares.items():
                made.setChecked(note_id in shared)

        self._desk.read(exchange.shared_notes, show, key="case.shared_notes", owner=self)

    def _share(self, note_id: int, on: bool) -> None:
        exchange, actor = self._desk.office.exchange, self._desk.officer
        self._desk.write(
            lambda: (None, exchange.share_note(note_id, shared=on, actor=actor)),
            lambda nothing: self._desk.say("导出办件时送出这条备注" if on else "这条备注只留在本单位"),
            owner=self,
        )

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
