"""The office's own standard beside a figure that the clause leaves open: offered with its document, filled in only when asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtWidgets import QPushButton

from models.policy.model import Matter
from models.policy.overrides import EffectivePack
from ui.widgets.facts_form import FactsForm
from ui.widgets.fields import TextField
from ui.widgets.parts import button, label


class Standard(NamedTuple):
    """A default ratio or amount of the office, the document it rests on, and the fact that names the document."""

    fact_key: str
    words: str
    value: str
    basis: str
    basis_key: str


def standards_of(effective: EffectivePack, matter_id: str) -> tuple[Standard, ...]:
    """Return the office's standards for the facts of a matter."""
    matter = effective.pack.matter(matter_id)
    found = []
    for fact in matter.fact:
        default = effective.default_of(matter_id, fact.key)
        if default is not None:
            unit = "%" if fact.type == "percent" else "元"
            words = f"{default.value}{unit}"
            found.append(Standard(fact.key, words, default.value, default.basis, _basis_key(matter)))
    return tuple(found)


def offer_standards(form: FactsForm, standards: Iterable[Standard]) -> None:
    """Put a button below each figure that the office has a standard for; nothing is filled in by itself."""
    for standard in standards:
        field = form.fields.get(standard.fact_key)
        if isinstance(field, TextField):
            field.layout().addWidget(_button(form, standard))
            field.layout().addWidget(label(f"依据：{standard.basis}", "caption", wrap=True))


def _button(form: FactsForm, standard: Standard) -> QPushButton:
    whole = f"引用本单位标准：{standard.words}（依据{standard.basis}）"
    made = button(
        f"引用本单位标准：{standard.words}",
        lambda: _take(form, standard),
        kind="link",
        name=whole,
    )
    made.setToolTip(whole)
    return made


def _take(form: FactsForm, standard: Standard) -> None:
    form.fields[standard.fact_key].set_text(standard.value)
    basis = form.fields.get(standard.basis_key)
    if isinstance(basis, TextField):
        basis.set_text(standard.basis)
    form.edited.emit()
    form.left.emit()


def _basis_key(matter: Matter) -> str:
    """Return the fact in which the document is named, empty where the matter has none or several."""
    keys = [fact.key for fact in matter.fact if fact.type == "text" and fact.key.endswith("_basis")]
    return keys[0] if len(keys) == 1 else ""
