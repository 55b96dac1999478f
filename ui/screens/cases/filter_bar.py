"""The filters of the case list as chips, one per facet, each with live counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.services.case_browsing import Counts
from ui.icons import Icons
from ui.screens.cases.presenter import FACETS, CasesPresenter
from ui.widgets.facet_chip import FacetChip
from ui.widgets.parts import button, line


class FilterBar(QWidget):
    """Announces that something else was chosen."""

    changed = Signal()

    def __init__(self, presenter: CasesPresenter, icons: Icons) -> None:
        super().__init__()
        self._presenter = presenter
        self.chips = {field: FacetChip(title, icons, single=field == "due") for field, title in FACETS}
        self.clear_button = button("清除条件(&E)", self._on_clear, kind="link", name="清除全部条件")
        self._ids: tuple[int, ...] = ()
        self.only_button = button("", self._on_all, kind="chip")
        self.only_button.setCheckable(True)
        layout = line(spacing=8)
        layout.addWidget(self.only_button)
        for chip in self.chips.values():
            chip.changed.connect(self._on_changed)
            layout.addWidget(chip)
        layout.addWidget(self.clear_button)
        layout.addStretch(1)
        self.setLayout(layout)
        self._show_clear()

    @property
    def chosen(self) -> dict[str, tuple[Any, ...]]:
        """What is chosen, by field of the filter."""
        found: dict[str, tuple[Any, ...]] = {
            field: chip.chosen for field, chip in self.chips.items() if chip.chosen
        }
        return found | ({"ids": self._ids} if self._ids else {})

    def choose(self, wanted: Mapping[str, Any]) -> None:
        """Choose without announcing it; `ids` shows these cases alone."""
        self._ids = tuple(wanted.get("ids", ()))
        for field, chip in self.chips.items():
            values = wanted.get(field, ())
            chip.set_chosen(tuple(values) if isinstance(values, list | tuple) else ())
        self._show_clear()

    def show_counts(self, counts: Counts) -> None:
        """Show the counts of the facets."""
        for field, chip in self.chips.items():
            if field in counts.facets:
                chip.set_choices(self._presenter.choices(field, counts.facets[field], chip.chosen))

    def show_due(self, counts: Mapping[str, int]) -> None:
        """Show the counts of the due states."""
        chip = self.chips["due"]
        chip.set_choices(
            self._presenter.choices("due", {k: v for k, v in counts.items() if k != "待补正"}, chip.chosen)
        )

    def _on_clear(self) -> None:
        self.choose({})
        self.changed.emit()

    def _on_all(self) -> None:
        self._ids = ()
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(bool(self.chosen))
        words = f"只看刚登记的 {len(self._ids)} 件"
        self.only_button.setText(f"{words}　✕")
        self.only_button.setAccessibleName(f"{words}，按下显示全部")
        self.only_button.setChecked(True)
        self.only_button.setVisible(bool(self._ids))
