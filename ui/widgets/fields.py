"""Fields that tell beside themselves what was understood or what is wrong, while the officer types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from ui.pasted import Rows, by_titles
from ui.theme import restyle
from ui.widgets.cell_edit import CellEdit
from ui.widgets.parts import column, label


class TextField(QWidget):
    """A line edit with a label above and a line below for the echo or the fault."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        title: str,
        *,
        read: Callable[[str], object] | None = None,
        echo: Callable[[object], str] | None = None,
        placeholder: str = "",
        hint: str = "",
        kind: str = "",
    ) -> None:
        super().__init__()
        self.title = title
        self._read, self._echo, self._hint = read, echo, hint
        self.edit = CellEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(title)
        if kind:
            self.edit.setProperty("kind", kind)
        self.caption = label(title, "field", wrap=True)
        self.caption.setBuddy(self.edit)
        self.below = label(hint, "caption", wrap=True)
        if not hint:
            self.below.hide()
        layout = column(spacing=4)
        layout.addWidget(self.caption)
        layout.addWidget(self.edit)
        layout.addWidget(self.below)
        self.setLayout(layout)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.installEventFilter(self)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Fill the field without announcing it as typing."""
        self.edit.setText(text)
        self._tell()

    @property
    def value(self) -> object:
        """What was understood, None for an empty field; raises UserError when it cannot be read."""
        return self._read(self.text) if self._read else (self.text.strip() or None)

    def type(self, text: str) -> None:
        """Fill the field as if it had been typed."""
        self.edit.setText(text)
        self._on_edited()

    def show_fault(self, error: UserError | None) -> None:
        """Tell a fault beside the field, or take it away."""
        restyle(self.edit, fault=error is not None)
        if error is None:
            self._tell()
            return
        self._say("，".join(part for part in (error.what, error.why, error.remedy) if part), "error")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """Show what was understood, the fault, or the hint."""
        fault: UserError | None = None
        words = ""
        try:
            value = self.value
            if value is not None and self._echo:
                words = self._echo(value)
        except UserError as error:
            fault = error
        restyle(self.edit, fault=fault is not None)
        if fault is not None:
            self._say("，".join(part for part in (fault.what, fault.remedy) if part), "error")
        else:
            self._say(words or self._hint, "echo" if words else "caption")

    def _say(self, words: str, role: str) -> None:
        self.below.setText(words)
        self.below.setVisible(bool(words))
        self.edit.setAccessibleDescription(words)
        restyle(self.below, role=role)


def take_row(fields: Sequence[TextField], titles: Sequence[str] = ()) -> None:
    """Let one copied row fill these fields, from the one it is pasted into on."""

    def taker(start: int) -> Callable[[Rows], None]:
        def take(rows: Rows) -> None:
            try:
                found = by_titles(titles or [field.title for field in fields], rows, start)
                if len(found) > 1:
                    raise UserError(f"粘贴了 {len(found)} 行", "这里一次填一笔", "请只复制一行")
            except UserError as error:
                fields[start].show_fault(error)
                return
            for place, text in found[0].items():
                fields[place].type(text)

        return take

    for place, field in enumerate(fields):
        field.edit.take_cells = taker(place)
