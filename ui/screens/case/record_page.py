"""The record of a case: every change with who, when, what, old and new; filtered by kind, officer and words."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QWidget

from models.services.views import CaseView, EventView
from ui.record_words import event_words
from ui.widgets.parts import button, clear, column, label, line, rule, scrolled

FILTER_DELAY_MS = 120
MOST_SHOWN = 200
KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("全部", frozenset()),
    (
        "审查与材料",
        frozenset(
            [
                "answered",
                "received",
                "facts_changed",
                "file_added",
                "file_reused",
                "file_removed",
                "file_restored",
            ]
        ),
    ),
    (
        "核定与拨付",
        frozenset({"determined", "determination_lapsed", "determination_withdrawn", "paid", "recovered"}),
    ),
    ("文书", frozenset({"letter_issued", "letter_voided", "letter_delivery"})),
)


class RecordPage(QWidget):
    """Newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[EventView, ...] | None = None
        self.search = QLineEdit()
        self.search.setProperty("kind", "compact")
        self.search.setPlaceholderText("在记录中查找")
        self.search.setAccessibleName("在记录中查找")
        self.search.setClearButtonEnabled(True)
        self.officer = QComboBox()
        self.officer.setAccessibleName("只看某人的记录")
        self.chips = QButtonGroup(self)
        self._count = label("", "caption")
        self._list = column(spacing=8, margins=(16, 4, 16, 12))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FILTER_DELAY_MS)
        self._timer.timeout.connect(self._fill)
        self._lay_out()
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.officer.activated.connect(lambda place: self._fill())
        self.chips.idClicked.connect(lambda place: self._fill())

    def show_case(self, view: CaseView) -> None:
        """Show the events of a case."""
        if view.events == self._shown:
            return
        self._shown = view.events
        chosen = self.officer.currentData()
        self.officer.clear()
        self.officer.addItem("所有人员", "")
        for name in sorted({event.officer_name for event in view.events}):
            self.officer.addItem(name, name)
        self.officer.setCurrentIndex(max(self.officer.findData(chosen), 0))
        self._fill()

    def chosen(self) -> list[EventView]:
        """Return the events that pass the filter, newest first."""
        words = self.search.text().strip().casefold()
        name = str(self.officer.currentData() or "")
        actions = KINDS[max(self.chips.checkedId(), 0)][1]
        return [
            event
            for event in sorted(self._shown or (), key=lambda one: one.id, reverse=True)
            if (not words or words in f"{event.text}{event.reason}".casefold())
            and (not name or event.officer_name == name)
            and (not actions or event.action in actions)
        ]

    def _fill(self) -> None:
        self._timer.stop()
        clear(self._list)
        found = self.chosen()
        total = len(self._shown or ())
        self._count.setText(f"{len(found)} 条" if len(found) == total else f"{len(found)} ／ {total} 条")
        for event in found[:MOST_SHOWN]:
            self._list.addWidget(label(f"{event.at:%Y-%m-%d %H:%M:%S}　{event.officer_name}", "caption"))
            self._list.addWidget(label(event_words(event), "", wrap=True, selectable=True))
            self._list.addWidget(rule())
        if len(found) > MOST_SHOWN:
            words = f"只列出最近 {MOST_SHOWN} 条，更早的请用上面的条件查找。"
            self._list.addWidget(label(words, "secondary", wrap=True))
        if not found:
            words = "没有符合条件的记录。" if total else "还没有记录。"
            self._list.addWidget(label(words, "secondary"))
        self._list.addStretch(1)

    def _lay_out(self) -> None:
        tools = line(spacing=4, margins=(16, 12, 16, 0))
        for place, (title, _) in enumerate(KINDS):
            chip = button(title, kind="chip", name=f"记录：{title}")
            chip.setCheckable(True)
            chip.setChecked(place == 0)
            self.chips.addButton(chip, place)
            tools.addWidget(chip)
        tools.addStretch(1)
        tools.addWidget(self._count)
        second = line(spacing=8, margins=(16, 8, 16, 0))
        second.addWidget(self.search, 1)
        second.addWidget(self.officer)
        page = QWidget()
        page.setLayout(self._list)
        whole = column(spacing=4)
        whole.addLayout(tools)
        whole.addLayout(second)
        whole.addWidget(scrolled(page), 1)
        self.setLayout(whole)
