"""Beside a new case: the clause in full, the trial calculation and how doubtful wording is read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.awards import Assessment
from models.policy.model import Matter
from models.policy.pack import Pack
from ui.theme import Theme
from ui.widgets.arithmetic import ArithmeticPanel
from ui.widgets.clause_text import ClauseText
from ui.widgets.parts import column, frame, label, scrolled

CLAUSE_LEAST = 120


class BasisSide(QWidget):
    """Empty until a matter is chosen, and then says what to expect."""

    def __init__(self, pack: Pack, theme: Theme) -> None:
        super().__init__()
        self._pack = pack
        self.clause = ClauseText(theme)
        self.arithmetic = ArithmeticPanel("（试算）")
        self._empty = label("选定事项后，这里显示条款全文、试算过程和口径说明。", "secondary", wrap=True)
        self._notes = label("", "secondary", wrap=True, selectable=True)
        self._trial_words = label("试算未扣除此前已核定的金额；登记后按台账计算余量。", "caption", wrap=True)
        basis = column(spacing=8, margins=(16, 12, 16, 12))
        basis.addWidget(label("条款依据", "heading"))
        basis.addWidget(self._empty)
        basis.addWidget(self.clause, 1)
        basis.addWidget(self._notes)
        self._room = QWidget()
        basis.addWidget(self._room, 1)
        trial = column(spacing=8, margins=(16, 12, 16, 12))
        trial.addWidget(self.arithmetic)
        trial.addWidget(self._trial_words)
        self._basis, self._trial = frame("card", basis), frame("card", trial)
        self.clause.setMinimumHeight(CLAUSE_LEAST)
        cards = column(spacing=12)
        cards.addWidget(self._basis, 1)
        cards.addWidget(self._trial)
        inside = QWidget()
        inside.setLayout(cards)
        # In a small window clause, readings and trial do not stand above one another whole.
        layout = column(spacing=0)
        layout.addWidget(scrolled(inside))
        self.setLayout(layout)
        self.show_matter(None)

    def show_matter(self, matter: Matter | None) -> None:
        """Show the clause of the matter with the matter's own words marked."""
        chosen = matter is not None
        self._empty.setVisible(not chosen)
        self.clause.setVisible(chosen)
        self._room.setVisible(not chosen)
        self._trial.setVisible(chosen and matter is not None and matter.award is not None)
        self._notes.setVisible(False)
        if matter is None:
            return
        self.clause.show_clause(self._pack.clause_of(matter))
        self.clause.mark(matter.phrase)
        notes = self._pack.notes_of(matter)
        self._notes.setText("\n".join(f"口径：{note.text}" for note in notes))
        self._notes.setVisible(bool(notes))

    def show_trial(self, result: Assessment | str) -> None:
        """Show the calculation, or why there is none yet."""
        if isinstance(result, str):
            self.arithmetic.show_nothing(result)
        else:
            self.arithmetic.show_assessment(result)
