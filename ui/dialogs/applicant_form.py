"""The fields of an applicant: by kind, with further contacts, accounts and members of the family."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.cases.applicant import (
    KINDS,
    OTHER_DOCUMENT,
    PERSONAL,
    Account,
    Applicant,
    ApplicantForm,
    Contact,
    Member,
)
from models.errors import UserError
from ui.widgets.choices import RadioField
from ui.widgets.fields import TextField
from ui.widgets.part_rows import PartField, PartRows
from ui.widgets.parts import column, rule

TEXTS = (
    "name",
    "code",
    "representative",
    "address",
    "street",
    "contact",
    "phone",
    "bank",
    "account",
    "remark",
)


class ApplicantFields(QWidget):
    """Gives an ApplicantForm; the kind of a saved applicant cannot change."""

    edited = Signal()
    left = Signal()

    def __init__(self, kind: str | None) -> None:
        super().__init__()
        self.kind = RadioField("主体类别 *", tuple((one, one) for one in KINDS))
        self.kind.set_value(kind or KINDS[0])
        self.document = RadioField("证件", (("居民身份证", ""), (OTHER_DOCUMENT, OTHER_DOCUMENT)))
        self.document.set_value("")
        self.texts = {key: TextField("") for key in TEXTS}
        self.members = PartRows(
            "家庭成员",
            (
                PartField("name", "姓名", 2),
                PartField("id_number", "身份证号", 3),
                PartField("relation", "关系", 1),
            ),
            Member,
        )
        self.contacts = PartRows(
            "其他联系人",
            (PartField("name", "姓名", 2), PartField("phone", "电话", 3), PartField("post", "职务", 2)),
            Contact,
        )
        self.accounts = PartRows(
            "其他账户",
            (PartField("bank", "开户行", 3), PartField("account", "账号", 3), PartField("holder", "户名", 2)),
            Account,
        )
        self._lay_out()
        # Only now: a part without a place in a window would be shown as a window of its own.
        self.kind.setVisible(kind is None)
        for field in (*self.texts.values(), self.document, self.kind):
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        for rows in (self.members, self.contacts, self.accounts):
            rows.edited.connect(self.edited)
        self.kind.edited.connect(self._rename)
        self.document.edited.connect(self._rename)
        self._rename()

    @property
    def form(self) -> ApplicantForm:
        """What stands in the fields, without the id."""
        texts = {key: field.text for key, field in self.texts.items()}
        family = self.kind.value == "家庭"
        return ApplicantForm(
            kind=self.kind.value,  # type: ignore[arg-type]
            document=str(self.document.value or "") if self.kind.value in PERSONAL else "",
            members=self.members.parts if family else (),
            contacts=self.contacts.parts,
            accounts=self.accounts.parts,
            **texts,
        )

    def fill(self, applicant: Applicant) -> None:
        """Show a saved applicant."""
        self.kind.set_value(applicant.kind)
        self.document.set_value(applicant.document)
        for key, field in self.texts.items():
            field.set_text(getattr(applicant, key))
        for rows, parts in self._part_rows(applicant.members, applicant.contacts, applicant.accounts):
            rows.fill(parts)
        self._rename()

    def typed(self) -> dict[str, Any]:
        """Return everything as typed, for a draft."""
        return {
            "kind": self.kind.value,
            "document": self.document.value,
            "texts": {key: field.text for key, field in self.texts.items()},
            "members": self.members.typed(),
            "contacts": self.contacts.typed(),
            "accounts": self.accounts.typed(),
        }

    def restore(self, typed: dict[str, Any]) -> None:
        """Put a draft back."""
        self.kind.set_value(typed.get("kind"))
        self.document.set_value(typed.get("document"))
        for key, text in typed.get("texts", {}).items():
            if key in self.texts:
                self.texts[key].set_text(text)
        kept = (typed.get(key, []) for key in ("members", "contacts", "accounts"))
        for rows, parts in self._part_rows(*kept):
            rows.fill(parts)
        self._rename()

    def show_faults(self, errors: list[UserError], *, complete: bool) -> list[UserError]:
        """Tell each fault beside its field; returns those without one. Empty fields count only when `complete`."""
        by_field: dict[str, UserError] = {}
        for error in reversed(errors):
            by_field[error.field] = error
        first: QWidget | None = None
        for key, field in self.texts.items():
            error = by_field.pop(key, None)
            told = error if error is not None and (complete or field.text.strip()) else None
            field.show_fault(told)
            first = first or (field if told else None)
        unplaced = []
        self.members.show_fault(-1, "", None)
        for name, error in by_field.items():
            if name.startswith("members"):
                place, _, key = name.removeprefix("members").removeprefix(".").partition(".")
                self.members.show_fault(int(place) if place else -1, key, error)
            else:
                unplaced.append(error)
        if complete and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return unplaced

    def _part_rows(self, members: Any, contacts: Any, accounts: Any) -> tuple[tuple[PartRows, Any], ...]:
        return (self.members, members), (self.contacts, contacts), (self.accounts, accounts)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        places = (
            ("name", "code"),
            ("representative", "street"),
            ("address", None),
            ("contact", "phone"),
            ("bank", "account"),
            ("remark", None),
        )
        for row, (first, second) in enumerate(places):
            span = 1 if second else 2
            grid.addWidget(self.texts[first], row, 0, 1, span, Qt.AlignmentFlag.AlignTop)
            if second:
                grid.addWidget(self.texts[second], row, 1, Qt.AlignmentFlag.AlignTop)
        layout = column(spacing=12, margins=(24, 4, 24, 8))
        layout.addWidget(self.kind)
        layout.addWidget(self.document)
        layout.addLayout(grid)
        for rows in (self.members, self.contacts, self.accounts):
            layout.addWidget(rule())
            layout.addWidget(rows)
        layout.addStretch(1)
        self.setLayout(layout)

    def _rename(self) -> None:
        kind = str(self.kind.value or "")
        personal = kind in PERSONAL
        other = personal and self.document.value == OTHER_DOCUMENT
        code = "证件号码 *" if other else "身份证号 *" if personal else "统一社会信用代码"
        titles = {
            "name": "户主姓名 *" if kind == "家庭" else "姓名 *" if personal else "名称 *",
            "code": code if personal or kind == "单位" else f"{code} *",
            "representative": "法定代表人",
            "address": "地址",
            "street": "街道",
            "contact": "联系人",
            "phone": "联系电话",
            "bank": "开户行",
            "account": "账号",
            "remark": "备注",
        }
        for key, title in titles.items():
            self.texts[key].caption.setText(title)
            self.texts[key].edit.setAccessibleName(title.removesuffix(" *"))
        self.texts["representative"].setVisible(not personal)
        self.document.setVisible(personal)
        self.members.setVisible(kind == "家庭")
