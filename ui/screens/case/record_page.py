"""The record of a case: every change with who, when, what, old and new."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.services.views import CaseView, EventView
from ui.widgets.parts import clear, column, label, rule, scrolled


class RecordPage(QWidget):
    """Newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._list = column(spacing=6, margins=(16, 12, 16, 12))
        page = QWidget()
        page.setLayout(self._list)
        whole = column()
        whole.addWidget(scrolled(page))
        self.setLayout(whole)
        self._shown: tuple[EventView, ...] | None = None

    def show_case(self, view: CaseView) -> None:
        """Show the events of a case."""
        if view.events == self._shown:
            return
        self._shown = view.events
        clear(self._list)
        for event in sorted(view.events, key=lambda one: one.id, reverse=True):
            self._list.addWidget(label(f"{event.at:%Y-%m-%d %H:%M:%S}　{event.officer_name}", "caption"))
            self._list.addWidget(label(_words(event), "", wrap=True, selectable=True))
            self._list.addWidget(rule())
        if not view.events:
            self._list.addWidget(label("还没有记录。", "secondary"))
        self._list.addStretch(1)


def _words(event: EventView) -> str:
    """Return the line of the record without what stands above it already."""
    return event.text.removeprefix(f"{event.at:%Y-%m-%d %H:%M} {event.officer_name} ") or event.action
