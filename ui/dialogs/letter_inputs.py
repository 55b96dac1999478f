"""The fields that a kind of letter asks for when it is issued; what is typed comes back by the name of the field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.letters.template import TemplateInput
from ui.widgets.parts import clear, column, label


class LetterInputs(QWidget):
    """Announces typing; empty fields are left out."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._layout = column(spacing=4)
        self.setLayout(self._layout)

    def show_inputs(self, inputs: tuple[TemplateInput, ...], typed: Mapping[str, str]) -> None:
        """Show the fields of a kind, filled with what was typed before."""
        clear(self._layout)
        self.edits = {}
        for one in inputs:
            edit: QLineEdit | QPlainTextEdit
            if one.multiline:
                edit = QPlainTextEdit(typed.get(one.name, ""))
                edit.setFixedHeight(72)
                edit.setTabChangesFocus(True)
                edit.textChanged.connect(self.edited)
            else:
                edit = QLineEdit(typed.get(one.name, ""))
                edit.textEdited.connect(lambda text: self.edited.emit())
            edit.setPlaceholderText(f"如：{one.example}")
            edit.setAccessibleName(one.name)
            edit.setAccessibleDescription(one.help)
            caption = label(one.name, "field")
            caption.setBuddy(edit)
            self._layout.addWidget(caption)
            self._layout.addWidget(edit)
            self._layout.addWidget(label(one.help, "caption", wrap=True))
            self._layout.addSpacing(8)
            self.edits[one.name] = edit
        self.setVisible(bool(inputs))

    def values(self) -> dict[str, str]:
        """Return what was typed."""
        found = {}
        for name, edit in self.edits.items():
            text = edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()
            if text.strip():
                found[name] = " ".join(text.split())
        return found
