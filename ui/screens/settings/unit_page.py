"""单位: the name that signs, the code in case numbers, the head of letter numbers, and whom to ask."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout

from models.errors import UserError
from models.ids import case_number, letter_number
from models.services.views import OfficeProfile
from ui.desk import Desk
from ui.dialogs.conflict_dialog import Differing
from ui.screens.settings.page import FormPage
from ui.widgets.fields import TextField

CHECK_DELAY_MS = 250
TITLES = {
    "unit": "单位全称（文书的署名）",
    "unit_short": "单位代号（用在办件编号里）",
    "number_prefix": "文号字头",
    "district": "所在地区",
    "contact": "联系人",
    "phone": "联系电话",
    "address": "地址",
}


class UnitPage(FormPage):
    """The office's profile."""

    name = "unit"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "单位", "改动用于以后出具的文书和新登记的办件；已出具的文书、已有的编号和文号不变。"
        )
        year = desk.office.clock.today().year
        self.fields: dict[str, TextField] = {
            key: TextField(title, hint="文书中“联系人、联系电话”的内容" if key == "contact" else "")
            for key, title in TITLES.items()
            if key not in ("unit_short", "number_prefix")
        }
        self.fields["unit_short"] = TextField(
            TITLES["unit_short"],
            echo=lambda text: f"办件编号如 {case_number(str(text).upper(), year, 17)}",
            hint="留空则按单位名称取定",
        )
        self.fields["number_prefix"] = TextField(
            TITLES["number_prefix"], echo=lambda text: f"文号如 {letter_number(f'{text}核', year, 1)}"
        )
        self._lay_out()
        self._version = 0
        self._checks = QTimer(self)
        self._checks.setSingleShot(True)
        self._checks.setInterval(CHECK_DELAY_MS)
        self._checks.timeout.connect(self._check)
        for field in self.fields.values():
            field.edited.connect(self.on_edited)
            field.edited.connect(self._checks.start)
            field.left.connect(self.drafts.flush)

    def fetch(self, office: Any) -> Any:
        return office.profile()

    def fill(self, form: OfficeProfile) -> None:
        for key, field in self.fields.items():
            field.set_text(getattr(form, key))

    def form(self) -> OfficeProfile:
        texts = {key: field.text.strip() for key, field in self.fields.items()}
        return replace(self.shown, **texts)

    def write(self, office: Any, form: Any, shown: Any, actor: Any) -> tuple[Any, Any]:
        return office.save_profile(form, actor=actor, expected_version=shown.version)  # type: ignore[no-any-return]

    def typed(self) -> dict[str, Any]:
        return {key: field.text for key, field in self.fields.items()}

    def restore(self, typed: dict[str, Any]) -> None:
        for key, text in typed.items():
            if key in self.fields:
                self.fields[key].set_text(str(text))

    def show_faults(self, errors: tuple[UserError, ...]) -> tuple[UserError, ...]:
        by_field = {error.field: error for error in errors}
        for key, field in self.fields.items():
            field.show_fault(by_field.pop(key, None))
        return tuple(by_field.values())

    def differing(self, mine: OfficeProfile, theirs: OfficeProfile) -> tuple[Differing, ...]:
        first, second = asdict(mine), asdict(theirs)
        return tuple(
            Differing(title, first[key], second[key])
            for key, title in TITLES.items()
            if first[key] != second[key]
        )

    def set_locked(self, locked: bool) -> None:
        for field in self.fields.values():
            field.edit.setReadOnly(locked)

    def put(self, form: Any) -> None:
        super().put(form)
        self._desk.profile = form
        self._desk.office_changed.emit(form)

    def _check(self) -> None:
        """Tell faults while typing, as saving would."""
        office, form = self._desk.office, self.form()
        if office is None:
            return
        self._desk.read(
            lambda: office.profile_faults(form),
            lambda errors: self.show_faults(tuple(errors)),
            key="settings.unit.check",
            owner=self,
        )

    def _lay_out(self) -> None:
        for title, places in (
            ("署名与编号", (("unit", None), ("unit_short", "number_prefix"), ("district", None))),
            ("联系方式", (("contact", "phone"), ("address", None))),
        ):
            card = self.card(title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(12)
            for row, (first, second) in enumerate(places):
                grid.addWidget(self.fields[first], row, 0, 1, 1 if second else 2, Qt.AlignmentFlag.AlignTop)
                if second:
                    grid.addWidget(self.fields[second], row, 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            card.addLayout(grid)
        self.body.addStretch(1)
