"""时限与节假日: the promised time of each matter, the two warnings, the longest extension, the working-day calendar."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout

from models.errors import FieldErrors, UserError
from models.services.office_forms import TermsForm
from ui.desk import Desk
from ui.dialogs.conflict_dialog import Differing
from ui.screens.settings.holidays_card import HolidaysCard
from ui.screens.settings.page import FormPage
from ui.typed import read_days
from ui.widgets.choice_rows import ChoiceRows, RowField
from ui.widgets.fields import TextField
from ui.widgets.parts import label

NUMBERS = (
    ("first_warning", "第一次提醒：剩余工作日"),
    ("second_warning", "第二次提醒：剩余工作日"),
    ("extension_max", "延期最多（工作日，合计）"),
)


class TermsPage(FormPage):
    """The terms; the holidays stand below and are imported by their own button."""

    name = "terms"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "时限与节假日",
            "承诺时限从受理的次日起算，按工作日计。改动用于以后受理的办件；在办的办件按受理时的时限。",
        )
        matters = desk.office.editions.current.matters
        self._names = {one.id: one.name for one in matters}
        self.own = ChoiceRows(
            "单列事项",
            (
                RowField("matter", "事项", 3, tuple((f"{one.id}　{one.name}", one.id) for one in matters)),
                RowField("days", "工作日", 1, placeholder="如 20", echo=_days_echo),
            ),
            empty="没有单列，各事项都按上面的通常时限。",
        )
        self.numbers = {key: TextField(title, read=read_days) for key, title in NUMBERS}
        self._usual = label("", "secondary", wrap=True)
        self.holidays = HolidaysCard(desk)
        self._lay_out()
        self.own.edited.connect(self.on_edited)
        for field in self.numbers.values():
            field.edited.connect(self.on_edited)

    def refresh(self) -> None:
        super().refresh()
        self.holidays.refresh(locked=bool(self.obstacle()))

    def fetch(self, office: Any) -> Any:
        return office.forms.terms(), dict(office.forms.default_terms())

    def _arrived(self, form: Any) -> None:
        terms, usual = form
        told = "，".join(f"{kind} {days} 天" for kind, days in usual.items())
        self._usual.setText(f"通常时限：{told}（惯例，待本单位确认）。")
        super()._arrived(terms)

    def fill(self, form: TermsForm) -> None:
        self.own.fill([{"matter": key, "days": str(days)} for key, days in sorted(form.term_days.items())])
        for key, field in self.numbers.items():
            field.set_text(str(getattr(form, key)))

    def form(self) -> TermsForm:
        errors: list[UserError] = []
        numbers: dict[str, int] = {}
        for key, field in self.numbers.items():
            try:
                found = field.value
                numbers[key] = found if isinstance(found, int) else 0
            except UserError as error:
                errors.append(UserError(error.what, error.why, error.remedy, field=key))
        own: dict[str, int] = {}
        for place, row in enumerate(self.own.typed(), 1):
            try:
                days = read_days(row["days"])
            except UserError as error:
                errors.append(UserError(f"单列事项第 {place} 行：{error.what}", error.why, error.remedy))
                continue
            if days is None or row["matter"] in own:
                why = "没有填写天数" if days is None else f"事项 {row['matter']} 出现两次"
                errors.append(UserError(f"单列事项第 {place} 行：{why}", "", "请改正或移除这一行"))
            own[row["matter"]] = days or 0
        if errors:
            raise FieldErrors(errors)
        return TermsForm(own, **numbers)

    def write(self, office: Any, form: Any, shown: Any, actor: Any) -> tuple[Any, Any]:
        return office.forms.save_terms(form, shown=shown, actor=actor)  # type: ignore[no-any-return]

    def typed(self) -> dict[str, Any]:
        return {"own": self.own.typed(), **{key: field.text for key, field in self.numbers.items()}}

    def restore(self, typed: dict[str, Any]) -> None:
        self.own.fill(typed.get("own", []))
        for key, field in self.numbers.items():
            field.set_text(typed.get(key, ""))

    def show_faults(self, errors: tuple[UserError, ...]) -> tuple[UserError, ...]:
        by_field = {error.field: error for error in errors if error.field in self.numbers}
        for key, field in self.numbers.items():
            field.show_fault(by_field.get(key))
        return tuple(error for error in errors if error.field not in self.numbers)

    def differing(self, mine: TermsForm, theirs: TermsForm) -> tuple[Differing, ...]:
        pairs = [("单列事项", _own(mine), _own(theirs))]
        pairs += [(title, str(getattr(mine, key)), str(getattr(theirs, key))) for key, title in NUMBERS]
        return tuple(Differing(*pair) for pair in pairs if pair[1] != pair[2])

    def set_locked(self, locked: bool) -> None:
        self.own.set_locked(locked)
        for field in self.numbers.values():
            field.edit.setReadOnly(locked)

    def _lay_out(self) -> None:
        card = self.card("承诺时限")
        card.addWidget(self._usual)
        card.addWidget(self.own)
        card = self.card("提醒与延期")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, field in enumerate(self.numbers.values()):
            grid.addWidget(field, 0, place)
            grid.setColumnStretch(place, 1)
        card.addLayout(grid)
        self.body.addWidget(self.holidays)
        self.body.addStretch(1)


def _own(form: TermsForm) -> str:
    return "；".join(f"{key} {days} 天" for key, days in sorted(form.term_days.items()))


def _days_echo(text: str) -> tuple[str, bool]:
    try:
        read_days(text)
    except UserError as error:
        return error.message, False
    return "", True
