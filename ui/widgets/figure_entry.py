"""Entry of a new figure: value, day, evidence; faults beside the fields, a draft kept until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.errors import FieldErrors, UserError
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.typed import echo_day, read_day
from ui.widgets.fields import TextField, take_row
from ui.widgets.parts import button, column, label, line


class FigureEntry(QWidget):
    """Announces a complete entry as (value as read, day, evidence); the screen saves it.

    `wide` gives the value a line of its own, for amounts that are told back in words.
    """

    entered = Signal(object, object, str)

    def __init__(self, desk: Desk, *, wide: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._wide = wide
        self._read: Callable[[str], object] = lambda text: text.strip() or None
        self._echo: Callable[[object], str] = lambda value: ""
        self.value = TextField(
            "数值", read=lambda text: self._read(text), echo=lambda value: self._echo(value)
        )
        self.day = TextField(
            "数据日期",
            read=self._read_day,
            echo=lambda value: echo_day(value),
            placeholder="如 6-30、今天",
        )
        self.evidence = TextField("依据", placeholder="文件或文号")
        self.save_button = button("保存(&S)　Ctrl+S", self._finish, kind="primary", name="保存填报")
        self._why_not = label("", "caption", wrap=True)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self._had_draft = False
        self.drafts.kept.connect(lambda moment: self._on_kept())
        self._lay_out()
        take_row((self.value, self.day, self.evidence))
        for field in (self.value, self.day, self.evidence):
            field.edited.connect(self.drafts.touch)
            field.left.connect(self.drafts.flush)
            field.edit.returnPressed.connect(self._finish)

    def begin(
        self,
        scope: str,
        *,
        title: str,
        read: Callable[[str], object],
        echo: Callable[[object], str],
        obstacle: str = "",
    ) -> None:
        """Turn to another subject; what was typed for it before comes back. `obstacle` tells why nobody may save."""
        self._read, self._echo = read, echo
        self.drafts.flush()
        self.value.caption.setText(title)
        self.value.edit.setAccessibleName(title)
        self._had_draft = False
        self._clear()
        for part in (self.value, self.day, self.evidence, self.save_button):
            part.setEnabled(not obstacle)
        self._why_not.setText(obstacle)
        self._why_not.setVisible(bool(obstacle))
        if obstacle:
            self.drafts.end()
        else:
            self.drafts.begin(scope, self._on_draft)

    def saved(self) -> None:
        """The entry is in the office now: forget the draft, and be ready for the next."""
        self.drafts.drop()
        self._had_draft = False
        self._clear()
        self.save_button.setEnabled(True)

    def show_problem(self, error: Exception) -> None:
        """Tell faults beside the fields they belong to, any other problem in a box."""
        self.save_button.setEnabled(True)
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        fields = {
            "value": self.value,
            "executed_yuan": self.value,
            "as_of": self.day,
            "evidence": self.evidence,
        }
        unplaced = [one for one in errors if getattr(one, "field", "") not in fields]
        for one in reversed(errors):
            if isinstance(one, UserError) and one.field in fields:
                fields[one.field].show_fault(one)
                fields[one.field].setFocus(Qt.FocusReason.OtherFocusReason)
        if unplaced:
            self._desk.show_problem(unplaced[0])  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        layout = column(spacing=8)
        pair, foot = line(spacing=12), line(spacing=12)
        if self._wide:
            layout.addWidget(self.value)
        else:
            pair.addWidget(self.value, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.day, 1, Qt.AlignmentFlag.AlignTop)
        (pair if self._wide else foot).addWidget(self.evidence, 1, Qt.AlignmentFlag.AlignTop)
        if self._wide:
            foot.addStretch(1)
        foot.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(pair)
        layout.addLayout(foot)
        layout.addWidget(self._why_not)
        self._why_not.hide()
        self.setLayout(layout)
        self.setFocusProxy(self.value)
        key = QShortcut(QKeySequence("Ctrl+S"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._finish)

    def _read_day(self, text: str) -> date | None:
        return read_day(text, today=self._desk.office.clock.today(), label="数据日期", field="as_of")

    def _clear(self) -> None:
        for field in (self.value, self.day, self.evidence):
            field.set_text("")

    def _typed(self) -> dict[str, Any] | None:
        typed = {"value": self.value.text, "day": self.day.text, "evidence": self.evidence.text}
        # An emptied entry replaces the draft that was kept before; one never touched keeps none.
        return typed if self._had_draft or self._has_text() else None

    def _has_text(self) -> bool:
        return any(field.text.strip() for field in (self.value, self.day, self.evidence))

    def _on_kept(self) -> None:
        # The answer may come after the officer has turned to another subject, whose fields are empty.
        self._had_draft = self._has_text()

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is None or self._has_text():
            return
        self._had_draft = True
        for field, key in ((self.value, "value"), (self.day, "day"), (self.evidence, "evidence")):
            field.set_text(str(draft.get(key) or ""))

    def _finish(self) -> None:
        if not self.save_button.isEnabled():
            return
        faults: list[UserError] = []
        found: list[object] = []
        for field, name, missing in (
            (self.value, "value", "请填写数值"),
            (self.day, "as_of", "请填写数据截止的日期"),
        ):
            try:
                value = field.value
                if value is None:
                    raise UserError(missing, field=name)
                found.append(value)
            except UserError as error:
                faults.append(
                    error if error.field else UserError(error.what, error.why, error.remedy, field=name)
                )
        if faults:
            self.show_problem(FieldErrors(faults))
            return
        self.save_button.setEnabled(False)
        self.entered.emit(found[0], found[1], self.evidence.text.strip())
