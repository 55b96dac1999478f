"""The locked window: who sits down, and the PIN; it cannot be closed past."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from models.errors import UserError
from models.services.views import Officer
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, label, line


class LockDialog(QDialog):
    """Announces the officer who was let in."""

    unlocked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._has_pin: dict[int, bool] = {}
        self.setWindowTitle("滨惠办已锁定")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.setMinimumWidth(420)
        self.officer = QComboBox()
        self.officer.setAccessibleName("工作人员")
        for one in desk.officers:
            self.officer.addItem(f"{one.name}（{one.role_names}）", one)
        self.officer.setCurrentIndex(max(0, self._place_of(desk.officer)))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName("口令")
        self.pin_label = label("口令", "field")
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.go_button = button("继续", self._go, kind="primary")
        self.go_button.setDefault(True)
        self._lay_out()
        self.officer.activated.connect(lambda index: self._show_pin())
        office = desk.office
        ids = [one.id for one in desk.officers]
        desk.read(lambda: {one: office.officers.has_pin(one) for one in ids}, self._on_known, owner=self)
        self.pin.setFocus()

    def reject(self) -> None:
        """Esc does not lead past the lock."""

    def _lay_out(self) -> None:
        layout = column(spacing=12, margins=(32, 28, 32, 24))
        layout.addWidget(label("已锁定", "title"))
        words = "正在填写的内容已存为草稿，办件没有改动。"
        layout.addWidget(label(words, "secondary", wrap=True))
        layout.addWidget(label("工作人员", "field"))
        layout.addWidget(self.officer)
        layout.addWidget(self.pin_label)
        layout.addWidget(self.pin)
        layout.addWidget(self.fault)
        foot = line(spacing=8)
        foot.addWidget(button("退出程序", self._leave))
        foot.addStretch(1)
        foot.addWidget(self.go_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)

    def _place_of(self, officer: Any) -> int:
        return next((n for n in range(self.officer.count()) if self.officer.itemData(n).id == officer.id), -1)

    def _on_known(self, has_pin: dict[int, bool]) -> None:
        self._has_pin = has_pin
        self._show_pin()

    def _show_pin(self) -> None:
        chosen: Officer = self.officer.currentData()
        needed = self._has_pin.get(chosen.id, True)
        self.pin.setVisible(needed)
        self.pin_label.setText("口令" if needed else f"{chosen.name}没有设口令，可直接继续。")
        self.fault.hide()
        self.pin.clear()
        (self.pin if needed else self.go_button).setFocus()

    def _go(self) -> None:
        office, chosen, pin = self._desk.office, self.officer.currentData(), self.pin.text()
        self.go_button.setEnabled(False)
        self._desk.read(
            lambda: office.officers.check_pin(chosen.id, pin),
            lambda done: self._let_in(chosen),
            failed=self._refused,
            owner=self,
        )

    def _let_in(self, officer: Officer) -> None:
        self.hide()
        self.unlocked.emit(officer)

    def _refused(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        self.fault.setText(error.message)
        self.fault.show()
        self.adjustSize()
        self.pin.selectAll()
        self.pin.setFocus()

    def _leave(self) -> None:
        window = self._desk.window
        self.hide()
        if window is not None:
            window.close()
