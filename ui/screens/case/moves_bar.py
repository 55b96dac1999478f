"""The foot of the case page: the next move, what else is possible, and why something is not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from models.services.views import CaseView, MoveView
from ui.undoing import UndoBar
from ui.widgets.parts import ElidedLabel, button, clear, line

MOST_BUTTONS = 3
REQUEST_CORRECTION = "request_correction"


class MovesBar(QFrame):
    """Announces the move the officer wants; Ctrl+Enter takes the next one."""

    move_asked = Signal(object)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "footer")
        self._buttons = line(spacing=8)
        self._why = ElidedLabel("", "secondary").hug()
        self.next_move: MoveView | None = None
        self.undo_bar = UndoBar()
        self.undo_bar.words.hug()
        self.undo_bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout = line(spacing=12, margins=(20, 8, 20, 8))
        layout.addWidget(self.undo_bar)
        layout.addStretch(1)
        layout.addWidget(self._why)
        layout.addLayout(self._buttons)
        self.setLayout(layout)

    def show_case(self, view: CaseView) -> None:
        """Show the moves of a case: the next one last and in colour; what needs a reason stands in the full list."""
        clear(self._buttons)
        forward = next_move_of(view)
        self.next_move = forward
        others = [
            move
            for move in view.moves
            if move.permitted and move is not forward and "reason" not in move.needs
        ]
        for move in others[:MOST_BUTTONS]:
            self._buttons.addWidget(button(move.label, self._asker(move)))
        self._buttons.addWidget(button("全部流转…", self.more_asked.emit, kind="link", name="全部流转及理由"))
        self._why.set_whole("")
        if forward is None:
            return
        made = button(
            f"{forward.label}　Ctrl+Enter", self._asker(forward), kind="primary", name=forward.label
        )
        made.setEnabled(forward.permitted)
        self._buttons.addWidget(made)
        if not forward.permitted:
            self._why.set_whole(f"{forward.label}：{forward.reason}")

    def take_next(self) -> None:
        """Ask for the next move, if it is permitted."""
        if self.next_move is not None and self.next_move.permitted:
            self.move_asked.emit(self.next_move)

    def _asker(self, move: MoveView) -> Callable[[], None]:
        return lambda: self.move_asked.emit(move)


def next_move_of(view: CaseView) -> MoveView | None:
    """Return the move to the next stage of the line, or a step that this stage asks for first (开始公示, 补正完成)."""
    names = [stage.name for stage in view.stages]
    current = next((place for place, stage in enumerate(view.stages) if stage.state == "current"), 0)
    following = names[current + 1] if current + 1 < len(names) else ""
    onward = [move for move in view.moves if move.here and move.target == following and following]
    steps = [
        move
        for move in view.moves
        if not move.target and move.permitted and not move.needs and move.name != REQUEST_CORRECTION
    ]
    permitted = next((move for move in onward if move.permitted), None)
    return permitted or next(iter(steps), None) or next(iter(onward), None)
