"""The form for one line of the office's list: question, paper, promised time or standard, with its basis document."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.errors import FieldErrors, UserError
from models.policy.overrides import Override
from ui.screens.policy.override_lines import KINDS, OFF, OverrideLine
from ui.widgets.choices import ComboField, RadioField
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line

FORMS = ("原件", "复印件", "原件及复印件", "电子件")
TITLES = {
    "check": ("检查的问句，以“？”结尾", "填写说明（可不填）"),
    "material": ("材料名称", "要求（可不填）"),
    "term": ("承诺时限（工作日）", ""),
    "standard": ("默认值", ""),
}


class OverrideForm(QWidget):
    """Announces what the officer wants: to keep a change, or to go back to the pack."""

    wanted = Signal(object)
    restore_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._matter_id = ""
        self.line: OverrideLine | None = None
        self._kind = label("", "heading")
        self._issued = label("", "secondary", wrap=True, selectable=True)
        self._title = label("", "field")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        self._title.setBuddy(self.text)
        self.value = TextField("数值")
        self.help = TextField("填写说明（可不填）")
        self.basis = TextField("依据文件", placeholder="文件名称和文号")
        self.form = ComboField("形式", tuple((name, name) for name in FORMS))
        self.copies = TextField("份数")
        self.required = RadioField("是否必须提交", (("必须", True), ("可选", False)))
        self._fault = label("", "error", wrap=True)
        self.save_button = button("保存(&S)　Ctrl+S", self._save, kind="primary", name="保存修改")
        self.off_button = button("停用(&T)", self._switch_off, name="停用这一项")
        self.restore_button = button("恢复政策包(&R)", self._restore, name="恢复政策包的内容")
        self._note = label("", "caption", wrap=True)
        self._lay_out()

    def show_line(self, matter_id: str, shown: OverrideLine, *, obstacle: str) -> None:
        """Show a line as it stands; nothing is saved until 保存 is pressed."""
        self._matter_id, self.line = matter_id, shown
        change, words = shown.override, TITLES[shown.target]
        plain = shown.target in ("check", "material")
        self._kind.setText(f"{KINDS[shown.target]}　{shown.state}")
        self._issued.setText(f"政策包原文：{shown.issued}" if shown.issued and plain else shown.issued)
        self._issued.setVisible(bool(shown.issued))
        self._title.setText(words[0])
        self.text.setAccessibleName(words[0])
        self.value.caption.setText(words[0])
        self.value.edit.setAccessibleName(words[0])
        for part in (self._title, self.text, self.help):
            part.setVisible(plain)
        self.value.setVisible(not plain)
        self.help.caption.setText(words[1])
        for part in (self.form, self.copies, self.required):
            part.setVisible(shown.target == "material")
        self._fill(shown, change)
        self._allow(shown, obstacle)
        self.show_fault(None)

    def show_fault(self, error: UserError | None) -> None:
        """Tell a fault beside its field, or below the form."""
        fields = {"basis": self.basis, "copies": self.copies}
        for field in (self.basis, self.copies, self.value):
            field.show_fault(None)
        plain = self.line is not None and self.line.target in ("check", "material")
        if not plain:
            fields["value"] = self.value
        errors = error.errors if isinstance(error, FieldErrors) else (error,) if error else ()
        rest = [one for one in errors if one.field not in fields]
        for one in errors:
            if one.field in fields:
                fields[one.field].show_fault(one)
                fields[one.field].setFocus(Qt.FocusReason.OtherFocusReason)
        self._fault.setText("\n".join(one.message for one in rest))
        self._fault.setVisible(bool(rest))

    def _fill(self, shown: OverrideLine, change: Override | None) -> None:
        paper = shown.material
        changed = change if change is not None and change.action != "switch_off" else None
        self.text.setPlainText(shown.now)
        self.value.set_text(changed.value if changed else "")
        self.help.set_text(changed.help if changed else "")
        self.basis.set_text(change.basis if change else "")
        self.form.set_value(changed.form if changed else paper.form if paper else "复印件")
        self.copies.set_text(str(changed.copies if changed else paper.copies if paper else 1))
        self.required.set_value(changed.required if changed else paper.required if paper else True)

    def _allow(self, shown: OverrideLine, obstacle: str) -> None:
        for part in (self.text, self.value, self.help, self.basis, self.form, self.copies, self.required):
            part.setEnabled(not obstacle)
        self.save_button.setEnabled(not obstacle)
        changeable = bool(shown.issued) and shown.target in ("check", "material")
        self.off_button.setVisible(changeable)
        self.off_button.setEnabled(not obstacle and not shown.locked and shown.state != OFF)
        self.restore_button.setVisible(shown.override is not None)
        self.restore_button.setEnabled(not obstacle)
        self.restore_button.setText("删除这一项(&R)" if shown.is_added else "恢复政策包(&R)")
        note = obstacle
        if not note and shown.locked:
            note = "这项检查由条款的条件自动判断，只能修改提问的文字，不能停用。"
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _lay_out(self) -> None:
        numbers = line(spacing=12)
        numbers.addWidget(self.form, 2, Qt.AlignmentFlag.AlignTop)
        numbers.addWidget(self.copies, 1, Qt.AlignmentFlag.AlignTop)
        buttons = line(spacing=8)
        for made in (self.restore_button, self.off_button):
            buttons.addWidget(made)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        layout = column(spacing=8, margins=(16, 12, 16, 12))
        for part in (self._kind, self._issued, self._title, self.text, self.value, self.help):
            layout.addWidget(part)
        layout.addLayout(numbers)
        for part in (self.required, self.basis, self._fault, self._note):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)

    def _change(self) -> Override:
        """Return the change the form stands for; raises UserError for what cannot be read."""
        assert self.line is not None
        shown, copies = self.line, self.copies.text.strip()
        plain = shown.target in ("check", "material")
        if shown.target == "material" and not (copies.isascii() and copies.isdigit()):
            raise UserError("份数不是数字", f"填写的是“{copies[:10]}”", "请填写 1 至 99", field="copies")
        action = "set" if not plain else "reword" if shown.issued else "add"
        return Override(
            matter=self._matter_id,
            target=shown.target,  # type: ignore[arg-type]
            action=action,  # type: ignore[arg-type]
            item=shown.item,
            value=(self.text.toPlainText() if plain else self.value.text).strip(),
            help=self.help.text.strip() if plain else "",
            basis=self.basis.text.strip(),
            form=str(self.form.value or "复印件"),  # type: ignore[arg-type]
            copies=int(copies) if shown.target == "material" else 1,
            required=self.required.value is not False,
        )

    def _save(self) -> None:
        if self.line is None or not self.save_button.isEnabled():
            return
        try:
            self.wanted.emit(self._change())
        except UserError as error:
            self.show_fault(error)

    def _switch_off(self) -> None:
        assert self.line is not None
        self.wanted.emit(
            Override(
                matter=self._matter_id,
                target=self.line.target,  # type: ignore[arg-type]
                action="switch_off",
                item=self.line.item,
                basis=self.basis.text.strip(),
            )
        )

    def _restore(self) -> None:
        if self.line is not None and self.line.override is not None:
            self.restore_asked.emit(self.line.override)
