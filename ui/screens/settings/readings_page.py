"""口径: how this office reads doubtful wording, in short; chosen on the screen 政策."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.navigation import Navigator
from ui.screens.settings.page import SettingsPage
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button

READINGS: tuple[BoardColumn, ...] = (
    BoardColumn("条款", 108, lambda one: one[0]),
    BoardColumn("字句", 300, lambda one: one[1], stretch=True),
    BoardColumn("本单位的理解", 300, lambda one: one[2], stretch=True),
    BoardColumn(
        "来源",
        108,
        lambda one: one[3],
        "state",
        extra=lambda one: "info" if one[3] == "本单位选定" else "quiet",
    ),
)


class ReadingsPage(SettingsPage):
    """A list to look through, and the way to where a reading is chosen."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(
            desk,
            "口径",
            "文件个别字句可以有几种理解；本单位采用的理解用于测算，并随每次核定记录。",
            scrolling=False,
        )
        self.table = BoardTable(READINGS, desk.theme, "口径", row_height=34)
        self.go_button = button(
            "到“政策—口径”选择(&G)", lambda: navigator.open_at("policy", "notes"), name="到政策—口径选择"
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.opened.connect(lambda one: navigator.open_at("policy", "notes"))

    def refresh(self) -> None:
        super().refresh()
        office = self._desk.office
        pack = office.editions.current

        def call() -> list[Any]:
            chosen = {**pack.default_settings(), **office.settings.readings()}
            found = []
            for note in pack.notes:
                if note.option:
                    value = chosen.get(note.setting, note.default)
                    words = next((one.label for one in note.option if one.value == value), value)
                    origin = "政策包的理解" if value == note.default else "本单位选定"
                    found.append((note.clause, note.text, words, origin))
            return found

        self._desk.read(call, self.table.show_lines, key="settings.readings", owner=self)
