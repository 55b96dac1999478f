"""A short list of lines made of fields and choices: who approves which amount, exceptions of single matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ui.theme import restyle
from ui.widgets.elided_choice import ElidedChoice
from ui.widgets.parts import button, clear, column, label, line

Echo = Callable[[str], tuple[str, bool]]


class RowField(NamedTuple):
    """One field of a line: a list where `choices` are given (words, value), else an edit; `echo` tells (words, right)."""

    key: str
    title: str
    stretch: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    placeholder: str = ""
    echo: Echo | None = None


class ChoiceRows(QWidget):
    """Gives each line as a dict of texts."""

    edited = Signal()

    def __init__(self, name: str, fields: tuple[RowField, ...], *, empty: str) -> None:
        super().__init__()
        self._name, self._fields, self._locked = name, fields, False
        self.rows: list[dict[str, QLineEdit | QComboBox]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for place, field in enumerate(fields):
            self._grid.setColumnStretch(place, field.stretch)
        self._empty = label(empty, "secondary", wrap=True)
        self._told = label("", "error", wrap=True)
        self.add_button = button(f"添加{name}", self.add, kind="small", name=f"添加{name}")
        foot = line()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        layout = column(spacing=8)
        layout.addWidget(self._empty)
        layout.addLayout(self._grid)
        layout.addWidget(self._told)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._told.hide()

    def set_choices(self, key: str, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer other choices from now on; what is chosen stays."""
        self._fields = tuple(one._replace(choices=choices) if one.key == key else one for one in self._fields)
        self.fill(self.typed())

    def typed(self) -> list[dict[str, str]]:
        """Return every line as it stands."""
        return [{key: _value(edit) for key, edit in row.items()} for row in self.rows]

    def fill(self, lines: list[dict[str, str]]) -> None:
        """Show these lines without announcing them."""
        clear(self._grid)
        self.rows = []
        if lines:
            for place, field in enumerate(self._fields):
                self._grid.addWidget(label(field.title, "caption"), 0, place)
        for values in lines:
            self._append(values)
        self._empty.setVisible(not lines)
        self._tell()

    def add(self) -> None:
        """Add an empty line and go there."""
        self.fill([*self.typed(), {}])
        first = next(iter(self.rows[-1].values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def set_locked(self, locked: bool) -> None:
        """Let the lines be read only."""
        self._locked = locked
        self.setEnabled(not locked)

    def _append(self, values: dict[str, str]) -> None:
        row: dict[str, QLineEdit | QComboBox] = {}
        place = len(self.rows) + 1
        for where, field in enumerate(self._fields):
            made = self._make(field, values.get(field.key, ""))
            made.setAccessibleName(f"{self._name}{place} {field.title}")
            self._grid.addWidget(made, place, where)
            row[field.key] = made
        gone = button("移除", kind="small", name=f"移除{self._name}{place}")
        gone.clicked.connect(lambda checked=False, number=place - 1: self._remove(number))
        self._grid.addWidget(gone, place, len(self._fields))
        self.rows.append(row)

    def _make(self, field: RowField, value: str) -> QLineEdit | QComboBox:
        if field.choices:
            combo = ElidedChoice(8)
            for words, key in field.choices:
                combo.addItem(words, key)
            if value and combo.findData(value) < 0:
                combo.addItem(value, value)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.activated.connect(lambda index: self._on_edited())
            return combo
        edit = QLineEdit(value)
        edit.setPlaceholderText(field.placeholder)
        edit.textEdited.connect(lambda text: self._on_edited())
        return edit

    def _remove(self, place: int) -> None:
        lines = self.typed()
        del lines[place]
        self.fill(lines)
        self.edited.emit()

    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """Tell of each line what was understood, or the first fault."""
        told: list[str] = []
        wrong = False
        for place, row in enumerate(self.rows, 1):
            for field in self._fields:
                edit = row[field.key]
                if field.echo is None or not isinstance(edit, QLineEdit):
                    continue
                words, right = field.echo(edit.text())
                restyle(edit, fault=not right)
                edit.setToolTip(words)
                edit.setAccessibleDescription(words)
                if not right:
                    told.append(f"第 {place} 行：{words}")
                    wrong = True
        self._told.setText("\n".join(told))
        self._told.setVisible(wrong)


def _value(edit: QLineEdit | QComboBox) -> str:
    return edit.text().strip() if isinstance(edit, QLineEdit) else str(edit.currentData() or "")
