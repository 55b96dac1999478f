"""The facts of a matter as a form made from its Fact types, with what was understood beside each field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.awards.facts import EVENT_DATE, parse_fact
from models.errors import UserError
from models.money import yuan
from models.policy.model import Fact, Matter
from ui.typed import echo_amount, echo_day, read_amount, read_day
from ui.widgets.choices import ComboField, RadioField
from ui.widgets.facts_paste import take_facts
from ui.widgets.fields import TextField

YES_NO = (("是", True), ("否", False))
MOST_RADIOS = 4


class FactsForm(QWidget):
    """One field per fact; `values()` gives what services take, `typed()` what a draft keeps."""

    edited = Signal()
    left = Signal()

    def __init__(self, matter: Matter, *, today: date, columns: int = 2) -> None:
        super().__init__()
        self._facts: tuple[Fact, ...] = (matter.event, *matter.fact)
        self._today = today
        self.fields: dict[str, Any] = {}
        grid = self._grid = QGridLayout(self)
        self._columns = columns
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, fact in enumerate(self._facts):
            field = self._make(fact)
            self.fields[fact.key] = field
            grid.addWidget(field, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        take_facts(tuple(self.fields.values()), self.edited.emit)
        for place in range(columns):
            grid.setColumnStretch(place, 1)

    def add(self, field: QWidget) -> None:
        """Put a further field behind the facts; it is not one of them."""
        place = self._grid.count()
        self._grid.addWidget(field, place // self._columns, place % self._columns, Qt.AlignmentFlag.AlignTop)

    def values(self) -> dict[str, object]:
        """Return the facts as services take them, unread ones left out."""
        found: dict[str, object] = {}
        for fact in self._facts:
            try:
                value = self._value(fact)
            except UserError:
                continue
            if value is not None:
                found[fact.key] = value
        return found

    def faults(self, *, complete: bool) -> tuple[UserError, ...]:
        """Return what cannot be read and, with `complete`, what is missing; each names its field."""
        errors = []
        for fact in self._facts:
            try:
                value = self._value(fact)
                if value is not None or complete or fact.key == EVENT_DATE:
                    parse_fact(fact, value)
            except UserError as error:
                errors.append(error)
        return tuple(errors)

    def show_faults(self, errors: tuple[UserError, ...]) -> None:
        """Tell each fault beside its field and go to the first."""
        for key, field in self.fields.items():
            field.show_fault(next((error for error in errors if error.field == key), None))
        first = next(
            (field for key, field in self.fields.items() if any(e.field == key for e in errors)), None
        )
        if first is not None:
            first.setFocus()

    def typed(self) -> dict[str, object]:
        """Return every field as it stands, also half a figure."""
        return {key: _typed(field) for key, field in self.fields.items()}

    def fill(self, facts: Mapping[str, object]) -> None:
        """Fill the form from a draft or a saved case; nothing is announced."""
        for fact in self._facts:
            value = facts.get(fact.key)
            field = self.fields[fact.key]
            if isinstance(field, TextField):
                field.set_text("" if value is None else str(value))
            else:
                field.set_value(value)

    def _make(self, fact: Fact) -> Any:
        title = f"{fact.label}（{fact.unit}）" if fact.unit and fact.unit not in fact.label else fact.label
        if fact.type == "bool":
            return RadioField(title, YES_NO, hint=fact.help)
        if fact.type == "choice":
            choices = tuple((choice, choice) for choice in fact.choices)
            many = len(choices) > MOST_RADIOS or sum(len(choice) for choice in fact.choices) > 18
            return (ComboField if many else RadioField)(title, choices, hint=fact.help)
        return self._text_field(fact, title)

    def _text_field(self, fact: Fact, title: str) -> TextField:
        key, name, today = fact.key, fact.label, self._today
        if fact.type == "money":
            return TextField(
                title if "元" in title else f"{title}（元）",
                read=lambda text: read_amount(text, label=name, field=key),
                echo=lambda value: echo_amount(int(str(value))),
                placeholder="如 5300000 或 530万",
                hint=fact.help,
            )
        if fact.type == "date":
            return TextField(
                title,
                read=lambda text: read_day(text, today=today, label=name, field=key),
                echo=lambda value: echo_day(value) if isinstance(value, date) else "",
                placeholder="如 2024-06-30、6-30、今天",
                hint=fact.help,
            )
        if fact.type in ("count", "percent"):
            return TextField(
                title,
                read=lambda text: _read_number(fact, text),
                echo=lambda value: f"{value}{'%' if fact.type == 'percent' else fact.unit}",
                placeholder="如 5" if fact.type == "percent" else "整数",
                hint=fact.help,
            )
        return TextField(title, hint=fact.help)

    def _value(self, fact: Fact) -> object:
        field = self.fields[fact.key]
        value = field.value
        if fact.type == "money" and isinstance(value, int):
            return yuan(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return format(value, "f")
        return value


def _read_number(fact: Fact, text: str) -> object:
    plain = text.strip().removesuffix("%").removesuffix("％").removesuffix(fact.unit or "\0").strip()
    return parse_fact(fact, plain) if plain else None


def _typed(field: Any) -> object:
    return field.text if isinstance(field, TextField) else field.value
