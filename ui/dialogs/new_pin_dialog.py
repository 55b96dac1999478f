"""Sets, changes or takes away an officer's PIN; typed twice, never shown."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from models.cases.officers import MAX_PIN_LENGTH, MIN_PIN_LENGTH, Officer
from models.errors import UserError
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, label, line


class NewPinDialog(QDialog):
    """Stays open until the PIN is stored."""

    def __init__(self, desk: Desk, officer: Officer, *, has_pin: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._officer = desk, officer
        self._own = officer.id == desk.officer.id
        self.setWindowTitle("口令")
        self.setMinimumWidth(420)
        self.old = self._edit("现在的口令")
        self.new = self._edit("新口令")
        self.again = self._edit("再输一遍")
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self._asks_old = has_pin and self._own
        layout = column(spacing=8, margins=(24, 20, 24, 16))
        layout.addWidget(label(f"{officer.name}的口令", "title"))
        layout.addWidget(
            label(
                f"{MIN_PIN_LENGTH} 至 {MAX_PIN_LENGTH} 位。口令只以加盐的散列保存，谁也看不到；忘记了由管理人员重设。",
                "secondary",
                wrap=True,
            )
        )
        shown = (("现在的口令", self.old),) if self._asks_old else ()
        for title, edit in (*shown, ("新口令", self.new), ("再输一遍", self.again)):
            layout.addWidget(label(title, "field"))
            layout.addWidget(edit)
        layout.addWidget(self.fault)
        foot = line(spacing=8)
        if has_pin:
            foot.addWidget(button("取消口令(&D)", self._remove, kind="danger", name="取消口令"))
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        save = button("保存", self._save, kind="primary")
        save.setDefault(True)
        foot.addWidget(save)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)

    def _edit(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAccessibleName(name)
        made.setMaxLength(MAX_PIN_LENGTH)
        return made

    def _save(self) -> None:
        if self.new.text() != self.again.text():
            self._tell("两次输入的口令不一样，请再输一遍")
            self.again.clear()
            self.again.setFocus()
        elif not self.new.text():
            self._tell("请输入新口令")
            self.new.setFocus()
        else:
            self._store(self.new.text())

    def _remove(self) -> None:
        self._store("")

    def _store(self, pin: str) -> None:
        officers, actor, officer_id = self._desk.office.officers, self._desk.officer, self._officer.id
        old = self.old.text() if self._asks_old else None

        def call() -> tuple[None, object]:
            if old is not None:
                officers.check_pin(officer_id, old)
            return None, officers.set_pin(officer_id, pin, actor=actor)

        self._desk.write(call, lambda done: self._done(pin), failed=self._refused, owner=self)

    def _done(self, pin: str) -> None:
        self._desk.say("口令已设置" if pin else "口令已取消")
        self.accept()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._tell(error.message)
        else:
            self._desk.show_problem(error)

    def _tell(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
        self.adjustSize()
