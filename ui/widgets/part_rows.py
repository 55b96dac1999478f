"""A short list typed line by line: further contacts, accounts, members of a family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models.errors import UserError
from ui.pasted import Rows, by_titles
from ui.theme import restyle
from ui.widgets.cell_edit import CellEdit
from ui.widgets.parts import button, clear, column, label, line


class PartField(NamedTuple):
    """One field of a line: its name in code, its title, its share of the width."""

    key: str
    title: str
    stretch: int


class PartRows(QWidget):
    """Gives whatever `make` makes of each line that is not empty."""

    edited = Signal()

    def __init__(self, title: str, fields: tuple[PartField, ...], make: Callable[..., Any]) -> None:
        super().__init__()
        self._title, self._fields, self._make = title, fields, make
        self.edits: list[dict[str, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for place, field in enumerate(fields):
            self._grid.setColumnStretch(place, field.stretch)
        self.add_button = button(f"添加{title}", lambda: self._add(focus=True), kind="small")
        head = line()
        head.addWidget(label(title, "heading"))
        head.addStretch(1)
        head.addWidget(self.add_button)
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        layout = column(spacing=8)
        layout.addLayout(head)
        layout.addLayout(self._grid)
        layout.addWidget(self._fault)
        self.setLayout(layout)

    @property
    def parts(self) -> tuple[Any, ...]:
        """The lines that are not empty."""
        return tuple(self._make(**values) for values in self.typed() if any(values.values()))

    def typed(self) -> list[dict[str, str]]:
        """Return every line as typed."""
        return [{key: edit.text().strip() for key, edit in row.items()} for row in self.edits]

    def fill(self, parts: Sequence[Any]) -> None:
        """Show these lines; a part is a value with the fields, or a dict of them."""
        self.edits = []
        self._rebuild([part if isinstance(part, dict) else vars(part) for part in parts])

    def show_fault(self, place: int, key: str, error: UserError | None) -> None:
        """Tell a fault of one line, or take all away."""
        for row in self.edits:
            for edit in row.values():
                restyle(edit, fault=False)
        self._fault.setVisible(error is not None)
        if error is None:
            return
        self._fault.setText(
            f"第{place + 1}行：{error.what}，{error.remedy}".rstrip("，") if place >= 0 else error.message
        )
        filled = [row for row in self.edits if any(edit.text().strip() for edit in row.values())]
        if 0 <= place < len(filled) and key in filled[place]:
            restyle(filled[place][key], fault=True)

    def _add(self, *, focus: bool) -> None:
        self._rebuild([*self.typed(), {}])
        if focus:
            self.edits[-1][self._fields[0].key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, place: int) -> None:
        kept = self.typed()
        del kept[place]
        self._rebuild(kept)
        self.edited.emit()

    def _rebuild(self, lines: list[dict[str, str]]) -> None:
        clear(self._grid)
        self.edits = []
        for place, values in enumerate(lines):
            row = {}
            for where, field in enumerate(self._fields):
                edit = CellEdit(str(values.get(field.key) or ""))
                edit.take_cells = self._taker(place, where)
                edit.setProperty("kind", "compact")
                edit.setPlaceholderText(field.title)
                edit.setAccessibleName(f"{self._title}{place + 1} {field.title}")
                edit.textEdited.connect(lambda text: self.edited.emit())
                self._grid.addWidget(edit, place, where)
                row[field.key] = edit
            gone = button("移除", self._remover(place), kind="small", name=f"移除{self._title}{place + 1}")
            self._grid.addWidget(gone, place, len(self._fields))
            self.edits.append(row)
        self.updateGeometry()

    def _taker(self, place: int, where: int) -> Callable[[Rows], None]:
        return lambda rows: self._paste(place, where, rows)

    def _paste(self, place: int, where: int, rows: Rows) -> None:
        """Put copied rows into this line and those below, adding lines as needed."""
        try:
            found = by_titles([field.title for field in self._fields], rows, where)
        except UserError as error:
            self.show_fault(-1, "", error)
            return
        self.show_fault(-1, "", None)
        lines = self.typed()
        lines += [{} for _ in range(place + len(found) - len(lines))]
        for line_place, cells in enumerate(found, place):
            lines[line_place] |= {self._fields[at].key: cell for at, cell in cells.items()}
        self._rebuild(lines)
        self.edits[place + len(found) - 1][self._fields[where].key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _remover(self, place: int) -> Callable[[], None]:
        return lambda: self._remove(place)
