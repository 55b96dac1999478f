"""Changing officers at a desk: straight away, or with the PIN where the officer set one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.errors import UserError
from models.services.views import Officer
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, label, line


def sit_down_with_pin(desk: Desk, officer: Officer, parent: QWidget) -> None:
    """Ask whether the officer has a PIN, ask for it, then let the officer sit down."""
    office = desk.office

    def go_on(has_pin: bool) -> None:
        if has_pin:
            PinDialog(desk, officer, parent).open()
        else:
            desk.sit_down(officer)

    desk.read(lambda: office.officers.has_pin(officer.id), go_on, owner=parent)


class PinDialog(QDialog):
    """Stays open until the PIN is right or the officer gives up."""

    def __init__(self, desk: Desk, officer: Officer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._officer = desk, officer
        self.setWindowTitle("换人办理")
        self.setMinimumWidth(360)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(f"{officer.name}的口令")
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(f"{officer.name}（{officer.role_names}）", "heading"))
        layout.addWidget(label("口令", "field"))
        layout.addWidget(self.pin)
        layout.addWidget(self.fault)
        row = line()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        enter = button("确定", self._check, kind="primary")
        enter.setDefault(True)
        row.addWidget(enter)
        layout.addLayout(row)
        self.setLayout(layout)
        keep_whole(self)

    def _check(self) -> None:
        office, officer, pin = self._desk.office, self._officer, self.pin.text()
        self._desk.read(
            lambda: office.officers.check_pin(officer.id, pin), self._right, failed=self._wrong, owner=self
        )

    def _right(self, nothing: object) -> None:
        self._desk.sit_down(self._officer)
        self.accept()

    def _wrong(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        self.fault.setText(error.message)
        self.fault.show()
        self.pin.selectAll()
        self.pin.setFocus()
