"""The page of the first start: unit, officers, letter number, data folder; under a minute, or first a training office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.services.recovery import BackupView
from ui import messages
from ui.desk import Desk
from ui.recovery import pick_backup
from ui.screens.set_up.place import PlaceField
from ui.screens.set_up.presenter import SetUpPresenter
from ui.widgets.choices import ComboField
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, frame, label, line, rule, scrolled

THREE = "奖补办件由三个人办理：经办、复核、审批，互不相同。人员以后可在“设置”中增加。"
NO_REVIEWER = "留空：初审无人可办，提交初审前须在“设置”中补一名复核人"


class SetUpScreen(QWidget):
    """Asks the things without which no letter can be issued."""

    finished = Signal(object, object)
    folder_asked = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.presenter = SetUpPresenter(desk)
        year = self.presenter.year()
        self.unit = ComboField("本单位", tuple((name, name) for name in self.presenter.units()))
        self.full_name = TextField("文书署名", placeholder="单位全称", hint="印在文书上的单位全称，请核对")
        self.prefix = TextField(
            "文号字头",
            placeholder="如 滨科惠",
            echo=lambda value: f"文号如 {value}核〔{year}〕1号",
            hint="文号中年份之前的字",
        )
        self.officer = TextField("经办人", placeholder="姓名", hint="登记、审查、核定")
        self.reviewer = TextField(
            "复核人（可暂空）", placeholder="姓名", echo=lambda value: "初审、复审", hint=NO_REVIEWER
        )
        self.approver = TextField("审批人", placeholder="姓名", hint="审批；不能审批自己经办的办件")
        self.place = PlaceField(self.presenter.data_folder())
        words = "继续用练习单位(&L)" if self.presenter.has_practice() else "先用练习单位(&L)"
        self.practice_button = button(words, self._practise, name="先用练习单位，熟悉后再设置")
        self.restore_button = button("从备份恢复(&R)…", self._ask_backup, name="换电脑：从备份文件恢复")
        self._touched: set[str] = set()
        self.begin_button = button("开始使用(&S)", self._finish, kind="primary")
        self.begin_button.setDefault(True)
        self._lay_out()
        self._connect()

    def on_shown(self) -> None:
        """Put the cursor into the first field."""
        self.unit.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing to keep: the page is short."""

    def _connect(self) -> None:
        self.unit.edited.connect(self._propose)
        self.prefix.edited.connect(lambda: self._touched.add("prefix"))
        self.full_name.edited.connect(lambda: self._touched.add("full_name"))
        for field in (self.full_name, self.prefix, self.officer, self.reviewer, self.approver):
            field.edit.returnPressed.connect(self._finish)
        self.place.picked.connect(self._move_to)

    # --- building

    def _lay_out(self) -> None:
        card = column(spacing=12, margins=(32, 24, 32, 20))
        card.addLayout(self._heading())
        card.addWidget(rule())
        card.addLayout(_side_by_side(self.unit, self.prefix))
        card.addWidget(self.full_name)
        card.addLayout(_side_by_side(self.officer, self.reviewer, self.approver))
        card.addWidget(label(THREE, "caption", wrap=True))
        card.addWidget(rule())
        card.addWidget(self.place)
        card.addLayout(self._foot())
        box = frame("card", card)
        box.setFixedWidth(720)
        inner = QWidget()
        inner.setLayout(_centred(box))
        whole = column()
        whole.addWidget(scrolled(inner))
        self.setLayout(whole)

    def _heading(self) -> QVBoxLayout:
        words = (
            f"滨惠办用于办理{self.presenter.document_number()}的各项事项。填完这一页即可开始，以后可以修改。"
        )
        heading = column(spacing=8)
        heading.addWidget(label("设置本单位", "title"))
        heading.addWidget(label(words, "secondary", wrap=True))
        return heading

    def _foot(self) -> QHBoxLayout:
        self._wait = label("", "secondary")
        foot = line()
        foot.addWidget(self.practice_button)
        foot.addWidget(self.restore_button)
        foot.addWidget(self._wait, 1)
        foot.addWidget(self.begin_button)
        return foot

    # --- what the officer does

    def _propose(self) -> None:
        """Propose full name and prefix for the unit chosen; what the officer typed stays."""
        full_name, prefix = self.presenter.proposal(str(self.unit.value or ""))
        if "full_name" not in self._touched:
            self.full_name.set_text(full_name)
        if "prefix" not in self._touched:
            self.prefix.set_text(prefix)

    def _move_to(self, picked: Path) -> None:
        """Go to another data folder, if it can be used; it is taken from the next starts on too."""
        self.place.show_fault(None)
        self.presenter.choose_folder(picked, self.folder_asked.emit, self.place.show_fault)

    def _ask_backup(self) -> None:
        """Move an office here from another machine: one backup file holds everything."""
        picked = pick_backup(self)
        if picked is not None:
            self.place.show_fault(None)
            self._set_waiting("正在核对备份……")
            self.presenter.look_into(picked, self._ask_restore, self._practice_failed)

    def _ask_restore(self, backup: BackupView) -> None:
        self._set_waiting("")
        words = (
            f"{backup.summary}\n位置：{backup.path}\n\n恢复后窗口会重新打开，直接继续办理，不用再填这一页。"
        )
        if not backup.complete:
            words += "\n\n这是日常备份，附件在它旁边的“files”文件夹中，请一起带来；也可以在原来的电脑上“设置—备份—另存完整备份”。"
        self.box = messages.ask(
            self,
            "用这份备份开始？",
            words,
            action="恢复这份备份",
            then=lambda: self.restore_asked.emit(backup.path),
        )

    def _practise(self) -> None:
        self._set_waiting("正在建立练习单位，约需几秒……")
        self.presenter.make_practice(self.folder_asked.emit, self._practice_failed)

    def _practice_failed(self, error: UserError) -> None:
        self._set_waiting("")
        self.place.show_fault(error)

    def _set_waiting(self, words: str) -> None:
        self._wait.setText(words)
        for part in (self.practice_button, self.restore_button, self.begin_button, self.place):
            part.setEnabled(not words)

    def _finish(self) -> None:
        for field in self._fields().values():
            field.show_fault(None)
        self.presenter.finish(
            unit=str(self.unit.value or ""),
            full_name=self.full_name.text,
            number_prefix=self.prefix.text,
            officer=self.officer.text,
            reviewer=self.reviewer.text,
            approver=self.approver.text,
            done=self._done,
            faults=self._show_faults,
        )

    def _done(self, profile: Any, officers: tuple[Any, ...]) -> None:
        self.finished.emit(profile, officers)

    def _fields(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "full_name": self.full_name,
            "number_prefix": self.prefix,
            "officer_name": self.officer,
            "reviewer_name": self.reviewer,
            "approver_name": self.approver,
        }

    def _show_faults(self, errors: tuple[UserError, ...]) -> None:
        fields = self._fields()
        for error in reversed(errors):
            field = fields.get(error.field, self.officer)
            field.show_fault(error)
            field.setFocus()


def _side_by_side(*fields: QWidget) -> QHBoxLayout:
    row = line(spacing=16)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _centred(box: QWidget) -> QVBoxLayout:
    across = line()
    across.addStretch(1)
    across.addWidget(box)
    across.addStretch(1)
    centred = column(margins=(24, 16, 24, 16))
    centred.addStretch(1)
    centred.addLayout(across)
    centred.addStretch(2)
    return centred
