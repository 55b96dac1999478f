"""Steps 2 and 3 of a new case as one form: the applicant, the facts, the amount applied for, the name that is capped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import UserError
from models.policy.model import Matter
from ui.screens.new_case.applicant_panel import ApplicantPanel
from ui.typed import echo_amount, read_amount
from ui.widgets.facts_form import FactsForm
from ui.widgets.fields import TextField
from ui.widgets.parts import column, frame, label


class CaseForm(QWidget):
    """The fields of one matter; made anew when another matter is chosen. Enter goes on to the next field."""

    edited = Signal()
    left = Signal()

    def __init__(self, matter: Matter, *, scope_label: str, today: date) -> None:
        super().__init__()
        self.matter = matter
        self.applicant = ApplicantPanel(matter.applicants, today=today)
        self.facts = FactsForm(matter, today=today)
        self.applied = _applied_field() if matter.award is not None else None
        self.scope = TextField(scope_label, hint="同一名称的办件合并计算上限") if scope_label else None
        layout = column(spacing=12)
        layout.addWidget(_card(f"2　申请主体（{matter.applicant_label}）", self.applicant, spacing=8))
        layout.addWidget(_card("3　申报事实", self.facts, spacing=12))
        layout.addStretch(1)
        self.setLayout(layout)
        for field in self._extra().values():
            self.facts.add(field)
        self.applicant.settled.connect(self._go_to_facts)
        for edit in self.findChildren(QLineEdit):
            edit.returnPressed.connect(self.focusNextChild)
        for part in (self.applicant, self.facts, *self._extra().values()):
            part.edited.connect(self.edited)
            part.left.connect(self.left)

    @property
    def applied_fen(self) -> int | None:
        """The amount applied for in 分, None where none was typed."""
        value = self.applied.value if self.applied else None
        return value if isinstance(value, int) else None

    @property
    def scope_key(self) -> str:
        """The name whose cases are capped together."""
        return self.scope.text.strip() if self.scope else ""

    def faults(self) -> tuple[UserError, ...]:
        """Return all that cannot be read or is missing."""
        extra: list[UserError] = []
        try:
            _ = self.applied_fen
        except UserError as error:
            extra.append(error)
        return (*self.applicant.faults(), *self.facts.faults(complete=False), *extra)

    def show_faults(self, errors: tuple[UserError, ...]) -> bool:
        """Tell each fault beside its field; tells whether there was one for this form."""
        extra = self._extra()
        for error in errors:
            if (field := extra.get(error.field)) is not None:
                field.show_fault(error)
                field.setFocus()
        self.facts.show_faults(errors)
        here = any(error.field in self.facts.fields or error.field in extra for error in errors)
        return self.applicant.show_faults(errors) or here

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for a draft."""
        return {
            "applicant": self.applicant.typed(),
            "facts": self.facts.typed(),
            "applied": self.applied.text if self.applied else "",
            "scope": self.scope.text if self.scope else "",
        }

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Fill the fields from a draft; a known applicant is left to be fetched."""
        self.applicant.fill(draft["applicant"])
        self.facts.fill(draft["facts"])
        for field, key in ((self.applied, "applied"), (self.scope, "scope")):
            if field is not None:
                field.set_text(str(draft.get(key) or ""))

    def _go_to_facts(self) -> None:
        next(iter(self.facts.fields.values())).setFocus()

    def _extra(self) -> dict[str, TextField]:
        fields = {"applied_fen": self.applied, "scope_key": self.scope}
        return {key: field for key, field in fields.items() if field is not None}


def _applied_field() -> TextField:
    return TextField(
        "申请金额（元，可不填）",
        read=lambda text: read_amount(text, label="申请金额", field="applied_fen"),
        echo=lambda value: echo_amount(int(str(value))),
    )


def _card(title: str, inner: QWidget, *, spacing: int) -> QWidget:
    layout = column(spacing=spacing, margins=(16, 12, 16, 12))
    layout.addWidget(label(title, "heading"))
    layout.addWidget(inner)
    return frame("card", layout)
