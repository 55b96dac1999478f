"""锁定: the PIN at the start and after idle minutes."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox

from models.errors import UserError
from models.services.office_forms import LONGEST_IDLE_MINUTES, LockForm
from ui.desk import Desk
from ui.dialogs.conflict_dialog import Differing
from ui.screens.settings.page import FormPage
from ui.typed import read_days
from ui.widgets.fields import TextField
from ui.widgets.parts import button, label, line


class LockPage(FormPage):
    """Each officer sets the own PIN under 人员."""

    name = "lock"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "锁定",
            "锁定时窗口内容隐藏，输入口令后继续。连续输错会越等越久：第4次起等 5 秒，最长 15 分钟。",
        )
        self.at_start = QCheckBox("打开程序时先输入口令")
        self.idle = TextField(
            "没有操作多少分钟后锁定",
            read=_minutes,
            hint=f"1 至 {LONGEST_IDLE_MINUTES}，留空为不自动锁定",
            placeholder="如 10",
        )
        self._without = label("", "secondary", wrap=True)
        card = self.card("何时锁定")
        card.addWidget(self.at_start)
        self.idle.setMaximumWidth(280)
        card.addWidget(self.idle)
        row = line()
        window: Any = desk.window
        row.addWidget(button("现在锁定(&L)　Ctrl+L", lambda: window.lock.lock(), name="现在锁定"))
        row.addStretch(1)
        card.addLayout(row)
        card = self.card("谁还没有口令")
        card.addWidget(self._without)
        self.body.addStretch(1)
        self.at_start.clicked.connect(lambda checked: self.on_edited())
        self.idle.edited.connect(self.on_edited)

    def fetch(self, office: Any) -> Any:
        without = [
            one.name for one in office.officers.list(active_only=True) if not office.officers.has_pin(one.id)
        ]
        return office.forms.lock(), without

    def _arrived(self, form: Any) -> None:
        lock, without = form
        self._without.setText(
            f"{'、'.join(without)}。没有口令的人不输口令就能继续，请在“人员”中设置。"
            if without
            else "在岗人员都已设置口令。"
        )
        super()._arrived(lock)

    def fill(self, form: LockForm) -> None:
        self.at_start.setChecked(form.at_start)
        self.idle.set_text(str(form.idle_minutes or ""))

    def form(self) -> LockForm:
        try:
            minutes = self.idle.value
        except UserError as error:
            raise UserError(error.what, error.why, error.remedy, field="idle_minutes") from None
        return LockForm(self.at_start.isChecked(), minutes if isinstance(minutes, int) else 0)

    def write(self, office: Any, form: Any, shown: Any, actor: Any) -> tuple[Any, Any]:
        return office.forms.save_lock(form, shown=shown, actor=actor)  # type: ignore[no-any-return]

    def typed(self) -> dict[str, Any]:
        return {"at_start": self.at_start.isChecked(), "idle": self.idle.text}

    def restore(self, typed: dict[str, Any]) -> None:
        self.at_start.setChecked(bool(typed.get("at_start")))
        self.idle.set_text(typed.get("idle", ""))

    def show_faults(self, errors: tuple[UserError, ...]) -> tuple[UserError, ...]:
        own = next((error for error in errors if error.field == "idle_minutes"), None)
        self.idle.show_fault(own)
        return tuple(error for error in errors if error is not own)

    def differing(self, mine: LockForm, theirs: LockForm) -> tuple[Differing, ...]:
        pairs = (
            ("打开时输入口令", "是" if mine.at_start else "否", "是" if theirs.at_start else "否"),
            ("多少分钟后锁定", str(mine.idle_minutes or "不"), str(theirs.idle_minutes or "不")),
        )
        return tuple(Differing(*pair) for pair in pairs if pair[1] != pair[2])

    def set_locked(self, locked: bool) -> None:
        self.at_start.setEnabled(not locked)
        self.idle.edit.setReadOnly(locked)


def _minutes(text: str) -> int | None:
    plain = text.strip().removesuffix("分钟").strip()
    return None if plain == "0" else read_days(plain)
