"""Choices by radio button or list, with the same face as a text field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from models.errors import UserError
from ui.theme import restyle
from ui.widgets.parts import column, label, line


class RadioField(QWidget):
    """A few choices side by side; nothing is chosen until the officer chooses."""

    edited = Signal()
    left = Signal()

    def __init__(self, title: str, choices: tuple[tuple[str, object], ...], *, hint: str = "") -> None:
        super().__init__()
        self.title = title
        self._group = QButtonGroup(self)
        self._buttons: list[tuple[QRadioButton, object]] = []
        self.caption = label(title, "field", wrap=True)
        row = line(spacing=16)
        for words, value in choices:
            radio = QRadioButton(words)
            radio.setAccessibleName(f"{title}：{words}")
            radio.clicked.connect(lambda checked=False: self._on_clicked())
            self._group.addButton(radio)
            self._buttons.append((radio, value))
            row.addWidget(radio)
        row.addStretch(1)
        self.below = label(hint, "caption", wrap=True)
        if not hint:
            self.below.hide()
        self._hint = hint
        layout = column(spacing=4)
        layout.addWidget(self.caption)
        layout.addLayout(row)
        layout.addWidget(self.below)
        self.setLayout(layout)
        self.setFocusProxy(self._buttons[0][0])

    @property
    def choices(self) -> dict[str, object]:
        """The words of each choice with its value."""
        return {radio.text(): value for radio, value in self._buttons}

    @property
    def value(self) -> object:
        """The chosen value, None for none."""
        return next((value for radio, value in self._buttons if radio.isChecked()), None)

    def set_value(self, wanted: object) -> None:
        """Choose without announcing it."""
        self._group.setExclusive(False)
        for radio, value in self._buttons:
            radio.setChecked(wanted is not None and value == wanted)
        self._group.setExclusive(True)

    def show_fault(self, error: UserError | None) -> None:
        """Tell a fault below the choices, or take it away."""
        self.below.setText(error.what if error else self._hint)
        self.below.setVisible(bool(self.below.text()))
        restyle(self.below, role="error" if error else "caption")

    def _on_clicked(self) -> None:
        self.show_fault(None)
        self.edited.emit()
        self.left.emit()


class ComboField(QWidget):
    """Many choices in a list; the first line asks to choose."""

    edited = Signal()
    left = Signal()

    def __init__(self, title: str, choices: tuple[tuple[str, object], ...], *, hint: str = "") -> None:
        super().__init__()
        self.title = title
        self.combo = QComboBox()
        self.combo.setAccessibleName(title)
        self.combo.addItem("请选择", None)
        for words, value in choices:
            self.combo.addItem(words, value)
        self.caption = label(title, "field")
        self.caption.setBuddy(self.combo)
        self._hint = hint
        self.below = label(hint, "caption", wrap=True)
        if not hint:
            self.below.hide()
        layout = column(spacing=4)
        layout.addWidget(self.caption)
        layout.addWidget(self.combo)
        layout.addWidget(self.below)
        self.setLayout(layout)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(lambda index: self._on_activated())

    @property
    def choices(self) -> dict[str, object]:
        """The words of each choice with its value."""
        return {
            self.combo.itemText(place): self.combo.itemData(place) for place in range(1, self.combo.count())
        }

    @property
    def value(self) -> object:
        """The chosen value, None for none."""
        return self.combo.currentData()

    def set_value(self, wanted: object) -> None:
        """Choose without announcing it."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(wanted)) if wanted is not None else 0)

    def show_fault(self, error: UserError | None) -> None:
        """Tell a fault below the list, or take it away."""
        restyle(self.combo, fault=error is not None)
        self.below.setText(error.what if error else self._hint)
        self.below.setVisible(bool(self.below.text()))
        restyle(self.below, role="error" if error else "caption")

    def _on_activated(self) -> None:
        self.show_fault(None)
        self.edited.emit()
        self.left.emit()
