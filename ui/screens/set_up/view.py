"""The page of the first start: unit, officers, letter number; under a minute."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.errors import UserError
from ui.desk import Desk
from ui.screens.set_up.presenter import SetUpPresenter
from ui.widgets.choices import ComboField
from ui.widgets.fields import TextField
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line, rule, scrolled


class SetUpScreen(QWidget):
    """Asks the five things without which no letter can be issued."""

    finished = Signal(object, object)

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
        self.reviewer = TextField("复核人（可不填）", placeholder="姓名", hint="初审、复审")
        self.approver = TextField("审批人", placeholder="姓名", hint="与经办人不能是同一人")
        self._touched: set[str] = set()
        self.begin_button = button("开始使用(&S)", self._finish, kind="primary")
        self.begin_button.setDefault(True)
        self._lay_out()
        self.unit.edited.connect(self._propose)
        self.prefix.edited.connect(lambda: self._touched.add("prefix"))
        self.full_name.edited.connect(lambda: self._touched.add("full_name"))
        for field in (self.full_name, self.prefix, self.officer, self.reviewer, self.approver):
            field.edit.returnPressed.connect(self._finish)

    def on_shown(self) -> None:
        """Put the cursor into the first field."""
        self.unit.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing to keep: the page is short."""

    def _lay_out(self) -> None:
        card = column(spacing=16, margins=(32, 28, 32, 24))
        card.addWidget(label("设置本单位", "title"))
        number = self.presenter.document_number()
        card.addWidget(
            label(
                f"滨惠办用于办理{number}的各项事项。填完这一页即可开始，以后可以修改。",
                "secondary",
                wrap=True,
            )
        )
        card.addWidget(rule())
        card.addLayout(_pair(self.unit, self.prefix))
        card.addWidget(self.full_name)
        people = line(spacing=16)
        for field in (self.officer, self.reviewer, self.approver):
            people.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        card.addLayout(people)
        card.addWidget(rule())
        place = column(spacing=4)
        place.addWidget(label("数据只保存在本机的这个文件夹", "field"))
        folder = ElidedLabel(self.presenter.data_folder())
        folder.setToolTip(self.presenter.data_folder())
        place.addWidget(folder)
        card.addLayout(place)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(self.begin_button)
        card.addLayout(foot)
        box = frame("card", card)
        box.setFixedWidth(680)
        across = line()
        across.addStretch(1)
        across.addWidget(box)
        across.addStretch(1)
        centred = column(margins=(24, 24, 24, 24))
        centred.addStretch(1)
        centred.addLayout(across)
        centred.addStretch(2)
        inner = QWidget()
        inner.setLayout(centred)
        whole = column()
        whole.addWidget(scrolled(inner))
        self.setLayout(whole)

    def _propose(self) -> None:
        """Propose full name and prefix for the unit chosen; what the officer typed stays."""
        full_name, prefix = self.presenter.proposal(str(self.unit.value or ""))
        if "full_name" not in self._touched:
            self.full_name.set_text(full_name)
        if "prefix" not in self._touched:
            self.prefix.set_text(prefix)

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


def _pair(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = line(spacing=16)
    for field in (left, right):
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
