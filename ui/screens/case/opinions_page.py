"""Step 4: the opinions given so far, and every move with the reason where it is not permitted now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from models.services.views import CaseView, MoveView, OpinionView
from ui.widgets.parts import button, clear, column, label, rule, scrolled

NEED_WORDS = {"opinion": "须写意见", "reason": "须写理由", "days": "须填天数"}


class OpinionsPage(QWidget):
    """Announces the move the officer wants."""

    move_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._opinions = column(spacing=8)
        self._moves = QGridLayout()
        self._moves.setHorizontalSpacing(16)
        self._moves.setVerticalSpacing(8)
        self._moves.setColumnStretch(1, 1)
        inner = column(spacing=12, margins=(16, 12, 16, 12))
        inner.addWidget(label("办理意见", "heading"))
        inner.addLayout(self._opinions)
        inner.addWidget(rule())
        inner.addWidget(label("可以怎么办", "heading"))
        inner.addLayout(self._moves)
        self._view: CaseView | None = None
        self._all = False
        self._more = button("", self._toggle, kind="link", name="其他阶段的流转")
        inner.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        page = QWidget()
        page.setLayout(inner)
        whole = column()
        whole.addWidget(scrolled(page))
        self.setLayout(whole)

    def show_case(self, view: CaseView) -> None:
        """Show opinions and moves of a case."""
        clear(self._opinions)
        for opinion in view.opinions:
            self._add_opinion(opinion)
        if not view.opinions:
            self._opinions.addWidget(label("还没有意见。提交时填写的意见会列在这里。", "secondary"))
        self._view = view
        self._show_moves()

    def _show_moves(self) -> None:
        """Show what is possible, then what this stage knows but does not permit yet; the rest on demand."""
        assert self._view is not None
        clear(self._moves)
        elsewhere = f"办件现处“{self._view.case.stage}”"
        ordered = sorted(
            self._view.moves, key=lambda move: (not move.permitted, move.reason.startswith(elsewhere))
        )
        here = [move for move in ordered if not move.reason.startswith(elsewhere)]
        for row, move in enumerate(ordered if self._all else here):
            made = self._move_button(move)
            made.setEnabled(move.permitted)
            words = label(_words(move), "secondary", wrap=True)
            self._moves.addWidget(made, row, 0)
            self._moves.addWidget(words, row, 1, Qt.AlignmentFlag.AlignVCenter)
        rest = len(ordered) - len(here)
        self._more.setText("收起其他阶段的流转" if self._all else f"显示其他阶段的流转（{rest}）")
        self._more.setVisible(rest > 0)

    def _toggle(self) -> None:
        self._all = not self._all
        self._show_moves()

    def _move_button(self, move: MoveView) -> QPushButton:
        return button(move.label, self._asker(move), kind="small")

    def _asker(self, move: MoveView) -> Callable[[], None]:
        return lambda: self.move_asked.emit(move)

    def _add_opinion(self, opinion: OpinionView) -> None:
        head = f"{opinion.stage}　{opinion.move}　{opinion.officer_name}　{opinion.given_at:%Y-%m-%d %H:%M}"
        self._opinions.addWidget(label(head, "caption"))
        self._opinions.addWidget(label(opinion.opinion or "（未写意见）", "", wrap=True, selectable=True))


def _words(move: MoveView) -> str:
    if not move.permitted:
        return f"现在不能：{move.reason}"
    parts = [f"转入“{move.target}”"] if move.target else []
    parts += [NEED_WORDS.get(need, "") for need in move.needs]
    return "，".join(part for part in parts if part)
