"""What is to happen when some rows of a list have faults: nothing at all, or the other rows alone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from ui.widgets.parts import line


class IntakeMode(QWidget):
    """Shown only where there are faults."""

    changed = Signal()

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.all_button = QRadioButton(f"全部无误才{verb}(&A)")
        self.good_button = QRadioButton(f"只{verb}无误的行(&B)")
        self.all_button.setAccessibleName(f"全部无误才{verb}")
        self.good_button.setAccessibleName(f"只{verb}无误的行")
        self.all_button.setChecked(True)
        layout = line(spacing=16)
        layout.addWidget(self.all_button)
        layout.addWidget(self.good_button)
        self.setLayout(layout)
        self.good_button.toggled.connect(lambda on: self.changed.emit())

    @property
    def accept_good(self) -> bool:
        """Tell whether the rows without faults are wanted alone."""
        return self.good_button.isChecked()

    def reset(self) -> None:
        """Go back to the safe choice."""
        self.all_button.setChecked(True)
