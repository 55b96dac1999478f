"""What a move asks for: an opinion, a reason, days; with the office's usual phrases one key away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from models.services.views import MoveView
from ui.dialogs.fitting import keep_whole
from ui.typed import read_days
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line

PHRASES: dict[str, tuple[str, ...]] = {
    "opinion": ("同意。", "经审查，申请材料齐全，符合条款条件，拟同意。", "情况属实，拟同意，请审批。"),
    "reason": (
        "材料内容前后不一致，请核实后再报。",
        "核定依据不充分，请补充说明。",
        "申请主体书面提出撤回。",
    ),
}
TITLES = {"opinion": "意见", "reason": "理由"}


class MoveDialog(QDialog):
    """Confirms one move; Ctrl+Enter goes on."""

    typing = Signal()

    def __init__(
        self, move: MoveView, subject: str, draft: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.move_view = move
        self.setWindowTitle(move.label)
        self.setMinimumWidth(600)
        self.areas: dict[str, QPlainTextEdit] = {}
        self.days: TextField | None = None
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(move.label, "title"))
        layout.addWidget(label(subject, "secondary", wrap=True))
        if move.target:
            layout.addWidget(label(f"办理后转入“{move.target}”", "secondary"))
        for need in move.needs:
            self._add_need(need, layout, draft)
        layout.addWidget(self._fault)
        self._add_buttons(layout)
        self.setLayout(layout)
        keep_whole(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)

    def texts(self) -> dict[str, str]:
        """Return what was typed by need."""
        found = {need: area.toPlainText().strip() for need, area in self.areas.items()}
        if self.days is not None:
            found["days"] = self.days.text.strip()
        return found

    def _add_need(self, need: str, layout: QVBoxLayout, draft: Mapping[str, str]) -> None:
        if need not in TITLES:
            self.days = TextField("延长的工作日数", read=read_days, placeholder="如 5")
            self.days.set_text(draft.get(need, ""))
            layout.addWidget(self.days)
            return
        area = QPlainTextEdit(draft.get(need, ""))
        area.setAccessibleName(TITLES[need])
        area.setFixedHeight(88)
        area.setTabChangesFocus(True)
        area.textChanged.connect(self.typing)
        self.areas[need] = area
        layout.addWidget(label(TITLES[need], "field"))
        layout.addWidget(area)
        phrases = line(spacing=4)
        for place, phrase in enumerate(PHRASES[need], 1):
            made = button(
                phrase if len(phrase) <= 14 else phrase[:13] + "…", kind="small", name=f"填入：{phrase}"
            )
            made.setToolTip(f"{phrase}（Alt+{place}）" if need == "opinion" else phrase)
            # By key a button is clicked only 100 ms after it is pressed; the next key may come sooner.
            made.pressed.connect(lambda target=area, words=phrase: target.setPlainText(words))
            if need == "opinion":
                made.setShortcut(QKeySequence(f"Alt+{place}"))
            phrases.addWidget(made)
        phrases.addStretch(1)
        layout.addLayout(phrases)

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        self.go_button = button(
            f"{self.move_view.label}　Ctrl+Enter", self._finish, kind="primary", name=self.move_view.label
        )
        row = line()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        row.addWidget(self.go_button)
        layout.addLayout(row)

    def _finish(self) -> None:
        for need, area in self.areas.items():
            if not area.toPlainText().strip():
                self._fault.setText(f"请填写{TITLES[need]}")
                self._fault.show()
                area.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.days is not None and not self.days.text.strip():
            self._fault.setText("请填写天数")
            self._fault.show()
            self.days.setFocus()
            return
        self.accept()
