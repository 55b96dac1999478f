"""Undo on the case page: writes the former value as a new entry of the record; nothing recorded is ever taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from models.cases.case import Case
from models.money import yuan_grouped
from models.services.views import CaseView
from ui.desk import Desk
from ui.widgets.parts import ElidedLabel, button, line

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen

SHOWN_MS = 15_000
CHECK, PAPER = "check", "paper"
REASON = "撤销刚才的修改"
Answer = tuple[str, str]


@dataclass(frozen=True)
class Edit:
    """One change of this session: what it was about, whether it still stands, and how its former value is written."""

    words: str
    about: str
    stands: Callable[[CaseView], bool]
    write_former: Callable[[], None]


class UndoBar(QFrame):
    """Tells the last change with a button that takes it back; goes away by itself, Ctrl+Z stays."""

    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = ElidedLabel("", "secondary")
        self.undo_button = button("撤销　Ctrl+Z", self.undo_asked.emit, kind="link", name="撤销上一次修改")
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = line(spacing=8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.undo_button)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, words: str, *, undoable: bool) -> None:
        """Show what was done for a while."""
        self.words.set_whole(words)
        self.undo_button.setVisible(undoable)
        self.show()
        self._timer.start()


class CaseUndo(QObject):
    """One per case page: remembers the edits of the officer who sits here on the case that is open."""

    def __init__(self, desk: Desk, screen: CaseScreen, bar: UndoBar) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._bar = desk, screen, bar
        self._presenter = screen.presenter
        self._presenter.edits = self
        self.steps: list[Edit] = []
        self._sent: dict[tuple[str, str], Answer] = {}
        self._undoing = False
        bar.undo_asked.connect(self.undo)
        desk.officer_changed.connect(lambda officer: self.forget())
        key = QShortcut(QKeySequence.StandardKey.Undo, screen)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.undo)

    def forget(self) -> None:
        """Another case or another officer: what was done before is not theirs to take back."""
        self.steps.clear()
        self._sent.clear()
        self._bar.hide()

    def settled(self) -> None:
        """Everything sent has come back."""
        self._sent.clear()

    def undo(self) -> None:
        """Write the former value of the last change that still stands."""
        self._presenter.when_settled(self._undo)

    def _undo(self) -> None:
        view = self._presenter.view
        if view is None or not self.steps:
            self._desk.say("本次打开后没有可以撤销的修改")
            return
        step = self.steps.pop()
        if not step.stands(view):
            self._bar.tell(f"“{step.about}”之后又有改动，没有撤销", undoable=bool(self.steps))
            return
        self._undoing = True
        step.write_former()
        self._undoing = False
        self._bar.tell(f"已撤销：{step.about}", undoable=bool(self.steps))

    # --- what the presenter reports

    def answered(self, kind: str, key: str, given: Answer) -> None:
        """An answer to a question, or what was noted about a paper, is on its way."""
        view = self._presenter.view
        assert view is not None
        former, title = _standing(view, kind, key)
        former = self._sent.get((kind, key), former)
        self._sent[kind, key] = given
        if former == given or self._undoing:
            return
        told = f"已改为 {given[0] or '未答'}" if former[0] != given[0] else "已改备注"
        send = self._presenter.answer if kind == CHECK else self._presenter.receive

        def back() -> None:
            send(key, *former)
            (self._screen.guide.checks if kind == CHECK else self._screen.guide.materials).go_to(key)

        stands: Callable[[CaseView], bool] = lambda now: _standing(now, kind, key)[0] == given  # noqa: E731
        self._add(Edit(f"{told}：{title}", title, stands, back))

    def facts_saved(self, former: Case, saved: Case) -> None:
        """Facts were saved; an amount applied for that was empty before cannot be emptied again."""
        cleared = former.applied_fen is None and saved.applied_fen is not None
        if self._undoing or cleared or _facts(former) == _facts(saved):
            return
        facts: dict[str, object] = {**former.facts_raw, "event_date": former.event_date.isoformat()}
        self._add(
            Edit(
                "申报事实已修改",
                "申报事实的修改",
                lambda now: _facts(now.case) == _facts(saved),
                lambda: self._presenter.save_facts(facts, former.applied_fen),
            )
        )

    def determined(self, former: Case, amount_fen: int, basis: str) -> None:
        """An amount was determined; the first one has no former value to go back to."""
        before = former.determined_fen
        if self._undoing or before is None or (before, former.basis) == (amount_fen, basis):
            return
        self._add(
            Edit(
                f"核定额已改为 {yuan_grouped(amount_fen)} 元",
                "核定额的修改",
                lambda now: (now.case.determined_fen, now.case.basis) == (amount_fen, basis),
                lambda: self._presenter.determine(
                    before, former.basis, REASON, lambda: None, self._desk.show_problem
                ),
            )
        )

    def _add(self, step: Edit) -> None:
        self.steps.append(step)
        self._bar.tell(step.words, undoable=True)


def _standing(view: CaseView, kind: str, key: str) -> tuple[Answer, str]:
    """What is saved now of a question or a paper, and its name."""
    if kind == CHECK:
        check = next(one for one in view.checks if one.id == key)
        return ("" if check.automatic else check.verdict, check.remark), check.question
    item = next(one for one in view.materials if one.id == key)
    return (item.state, item.remark), item.name


def _facts(case: Case) -> tuple[object, ...]:
    return dict(case.facts_raw), case.event_date, case.applied_fen
