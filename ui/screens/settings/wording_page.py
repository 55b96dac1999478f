"""文书用语: the texts of each kind with the merge fields offered, checked while typing, seen in a draft beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSplitter, QWidget

from models.errors import ConflictError, UserError
from models.letters.wording import EditableText
from ui.desk import Desk
from ui.dialogs.conflict_dialog import ConflictDialog, Differing
from ui.dialogs.page_view import PageView
from ui.drafts import DraftKeeper
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.undo_steps import wording_step
from ui.screens.settings.wording_columns import FIELDS, TEXTS
from ui.theme import restyle
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, label, line

CHECK_DELAY_MS = 350
LONGEST_REMEDY = 60


class WordingPage(SettingsPage):
    """One text at a time; what is typed in the others is kept until it is saved or given up."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "文书用语",
            "只影响以后出具的文书。{ } 里是出具时填入的内容，【 】里的文字在其中字段为空时不印。",
            scrolling=False,
        )
        self.kind = QComboBox()
        self.kind.setAccessibleName("文书种类")
        self.texts = BoardTable(TEXTS, desk.theme, "可以修改的段落", row_height=30)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName("文字")
        self.edit.setTabChangesFocus(True)
        self.fields = BoardTable(FIELDS, desk.theme, "可用的合并字段，Enter 插入", row_height=26)
        self.fault = label("", "error", wrap=True)
        self.preview = PageView(desk.tasks)
        self.save_button = button("保存(&S)　Ctrl+S", self.save, kind="primary", name="保存")
        self.reset_button = button("恢复默认(&D)", self.reset, name="恢复默认文字")
        self.revert_button = button("放弃修改(&Z)", self.revert, name="放弃修改")
        self.text: EditableText | None = None
        self.typed_texts: dict[str, dict[str, str]] = {}
        self.dialog: ConflictDialog | None = None
        self._filling = False
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_DELAY_MS)
        self._timer.timeout.connect(self._check)
        self.drafts = DraftKeeper(
            desk, lambda: {"texts": self.typed_texts} if self.typed_texts else None, self
        )
        self._connect()

    @property
    def dirty(self) -> bool:
        return any(self.typed_texts.values())

    @property
    def chosen_kind(self) -> str:
        """The kind whose texts are shown."""
        return str(self.kind.currentData() or "")

    def refresh(self) -> None:
        super().refresh()
        if self.kind.count() == 0:
            letters = self._desk.office.letters
            self._desk.read(
                lambda: [(kind, letters.label(kind)) for kind in letters.kinds()],
                self._show_kinds,
                owner=self,
            )
        else:
            self._fetch()

    def put_away(self) -> None:
        self.drafts.flush()

    def save(self) -> None:
        """Save the text shown; saving the shipped one unchanged confirms it."""
        if self.text is None or not self.save_button.isEnabled():
            return
        self._write(self.text, self.edit.toPlainText(), shown=self.text.text)

    def reset(self) -> None:
        """Go back to the shipped wording of the text shown."""
        if self.text is None:
            return
        wording, actor = self._desk.office.letters.wording, self._desk.officer
        kind, text = self.chosen_kind, self.text
        self._desk.write(
            lambda: (None, wording.reset(kind, text.id, actor=actor)),
            lambda done: self._saved(kind, text, "已恢复默认文字", None),
            failed=self._refused,
            owner=self,
        )

    def revert(self) -> None:
        """Give up what was typed in the text shown."""
        if self.text is not None:
            self._forget(self.chosen_kind, self.text.id)
            self._show_text(self.text)

    # --- building

    def _lay_out(self) -> None:
        left = column(spacing=8)
        left.addWidget(self.kind)
        left.addWidget(self.texts, 1)
        middle = column(spacing=8)
        self._title = label("", "heading", wrap=True)
        middle.addWidget(self._title)
        middle.addWidget(self.edit, 2)
        middle.addWidget(self.fault)
        middle.addWidget(self.fields, 3)
        foot = line(spacing=8)
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        foot.addWidget(self.revert_button)
        foot.addWidget(self.save_button)
        middle.addLayout(foot)
        right = column(spacing=8)
        right.addWidget(label("样例办件的草稿", "field"))
        right.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for inside in (left, middle, right):
            part = QWidget()
            part.setLayout(inside)
            split.addWidget(part)
        # Without this the names of the paragraphs give way first.
        split.widget(0).setMinimumWidth(188)
        split.setSizes([250, 410, 380])
        self.body.addWidget(split, 1)

    def _connect(self) -> None:
        self.kind.activated.connect(lambda index: self._on_kind())
        self.texts.turned_to.connect(self._show_text)
        self.texts.opened.connect(lambda one: self.edit.setFocus(Qt.FocusReason.OtherFocusReason))
        self.edit.textChanged.connect(self._on_typed)
        self.fields.opened.connect(self._insert)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)

    # --- showing

    def _show_kinds(self, kinds: list[tuple[str, str]]) -> None:
        for kind, words in kinds:
            self.kind.addItem(words, kind)
        self._fetch()
        self.drafts.begin("settings:wording", self._on_draft)

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft and not self.dirty and not self.obstacle():
            self.typed_texts = {kind: dict(texts) for kind, texts in draft.get("texts", {}).items()}
            if self.text is not None:
                self._show_text(self.text)

    def _on_kind(self) -> None:
        self.text = None
        self.preview.clear()
        self._fetch()

    def _fetch(self) -> None:
        wording, kind = self._desk.office.letters.wording, self.chosen_kind
        self._desk.read(lambda: wording.texts(kind), self._show_texts, key="settings.wording", owner=self)

    def _show_texts(self, texts: tuple[EditableText, ...]) -> None:
        shown_id = self.text.id if self.text else ""
        self.text = None
        self.texts.show_lines(list(texts), lambda one: one.id == shown_id)
        if self.texts.current is None:
            self.fault.setText("这种文书没有可以修改的段落。")
            self.preview.clear()

    def _show_text(self, text: EditableText) -> None:
        same = self.text is not None and self.text.id == text.id
        self.text = text
        self._title.setText(f"{text.label}（默认措辞，待本单位确认）" if text.unconfirmed else text.label)
        self._filling = True
        self.edit.setPlainText(self._typed(text))
        self._filling = False
        if not same:
            self.fields.show_lines(list(text.fields))
        self._show_state()
        self._timer.start()

    def _typed(self, text: EditableText) -> str:
        return self.typed_texts.get(self.chosen_kind, {}).get(text.id, text.text)

    def _on_typed(self) -> None:
        if self._filling or self.text is None:
            return
        typed = self.edit.toPlainText()
        if typed == self.text.text:
            self._forget(self.chosen_kind, self.text.id)
        else:
            self.typed_texts.setdefault(self.chosen_kind, {})[self.text.id] = typed
        self.drafts.touch()
        self._show_state()
        self._timer.start()

    def _show_state(self) -> None:
        locked, text = bool(self.obstacle()), self.text
        changed = text is not None and self.edit.toPlainText() != text.text
        self.edit.setReadOnly(locked)
        confirming = text is not None and text.unconfirmed and not changed
        self.save_button.setText("确认这段文字(&S)" if confirming else "保存(&S)　Ctrl+S")
        self.save_button.setEnabled(not locked and (changed or confirming))
        self.reset_button.setEnabled(not locked and text is not None and text.own)
        self.revert_button.setEnabled(changed)
        self.state.setVisible(self.dirty)
        self.dirty_changed.emit(self.dirty)

    def _insert(self, field: Any) -> None:
        if not self.edit.isReadOnly():
            self.edit.insertPlainText("{" + field.name + "}")
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- checking and saving

    def _check(self) -> None:
        """Draw the draft with what stands here; a text that could not be printed is told instead."""
        # The window may be closing already.
        if self.text is None or self._desk.office is None:
            return
        wording, kind = self._desk.office.letters.wording, self.chosen_kind
        texts = {**self.typed_texts.get(kind, {}), self.text.id: self.edit.toPlainText()}
        self._desk.read(
            lambda: wording.preview(kind, texts),
            self._show_preview,
            failed=self._show_fault,
            key="settings.wording.preview",
            owner=self,
        )

    def _show_preview(self, pdf: bytes) -> None:
        self.fault.setText("")
        restyle(self.edit, fault=False)
        self.preview.show_pdf(pdf)

    def _show_fault(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        # The fields that may be used stand in the table below; the message lists them all again.
        remedy = error.remedy if len(error.remedy) <= LONGEST_REMEDY else "可用的字段见下表"
        self.fault.setText("。".join(part for part in (error.what, error.why, remedy) if part))
        restyle(self.edit, fault=True)

    def _forget(self, kind: str, text_id: str) -> None:
        self.typed_texts.get(kind, {}).pop(text_id, None)
        if not self.typed_texts.get(kind):
            self.typed_texts.pop(kind, None)

    def _saved(self, kind: str, text: EditableText, words: str, wording: str | None) -> None:
        self._forget(kind, text.id)
        if self.typed_texts:
            self.drafts.touch()
        else:
            self.drafts.drop()
        self._desk.did.emit(self, wording_step(self._desk, kind, text, words, wording, self._fetch))
        self._fetch()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ConflictError):
            self._show_fault(error)
            return
        assert self.text is not None
        text, theirs = self.text, str(error.theirs)
        dialog = ConflictDialog(error.what, (Differing(text.label, str(error.mine), theirs),), self)

        def keep() -> None:
            self._forget(self.chosen_kind, text.id)
            self._fetch()

        dialog.accepted.connect(lambda: self._write(text, str(error.mine), shown=theirs))
        dialog.rejected.connect(keep)
        self.dialog = dialog
        dialog.open()

    def _write(self, text: EditableText, typed: str, *, shown: str) -> None:
        wording, actor, kind = self._desk.office.letters.wording, self._desk.officer, self.chosen_kind
        self._desk.write(
            lambda: (None, wording.save(kind, text.id, typed, actor=actor, shown=shown)),
            lambda done: self._saved(kind, text, "已保存", typed),
            failed=self._refused,
            owner=self,
        )
