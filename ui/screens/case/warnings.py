"""What the officer should know before going on: warnings, similar cases to look at, papers still awaited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from models.money import yuan_grouped
from models.services.views import CaseView, MoveView, SimilarView
from ui.widgets.parts import button, clear, column, frame, label, line

MOST_SIMILAR = 3
MOST_AWAITED = 5
COMPLETE = "complete_correction"


class CaseWarnings(QWidget):
    """Announces the other case to be opened, the paper that came in, and 补正完成."""

    case_asked = Signal(int)
    received = Signal(str)
    answered = Signal(str)
    move_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._all = False
        self._view: CaseView | None = None
        self._warnings = column(spacing=2, margins=(12, 8, 12, 8))
        self._warning_box = frame("warning", self._warnings)
        self._awaited = column(spacing=2, margins=(12, 8, 12, 8))
        self._awaited_box = frame("notice", self._awaited)
        layout = column(spacing=8)
        layout.addWidget(self._warning_box)
        layout.addWidget(self._awaited_box)
        self.setLayout(layout)
        self.hide()

    def show_case(self, view: CaseView) -> None:
        """Show what there is to know; nothing takes no room."""
        if self._view is None or self._view.case.id != view.case.id:
            self._all = False
        self._view = view
        numbers = [one.case_no for one in view.similar]
        words = [
            text
            for text in view.warnings
            if not any(number in text for number in numbers) or not _is_similar(text)
        ]
        self._show_warnings(words, view.similar if view.case.kind == "奖补" else ())
        self._show_awaited(view)
        self.setVisible(not self._warning_box.isHidden() or not self._awaited_box.isHidden())

    def _show_warnings(self, words: list[str], similar: tuple[SimilarView, ...]) -> None:
        clear(self._warnings)
        for text in words:
            self._warnings.addWidget(label(text, "", wrap=True, selectable=True))
        if similar:
            title = f"从优从高不重复：同一主体同一年度另有 {len(similar)} 件，请核对是否同一事由"
            self._warnings.addWidget(label(title, "", wrap=True))
        shown = similar if self._all else similar[:MOST_SIMILAR]
        for one in shown:
            row = line(spacing=4)
            row.addWidget(
                button(one.case_no, self._opener(one.case_id), kind="link", name=f"打开办件 {one.case_no}")
            )
            row.addWidget(label(_similar_words(one), "secondary"), 1)
            self._warnings.addLayout(row)
        if len(similar) > len(shown):
            rest = button(f"显示其余 {len(similar) - len(shown)} 件", self._show_all, kind="link")
            self._warnings.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)
        self._warning_box.setVisible(bool(words or similar))

    def _show_awaited(self, view: CaseView) -> None:
        """While the applicant supplies: each thing asked for, ticked off as it comes in."""
        clear(self._awaited)
        waiting = view.case.suspension == "补正"
        self._awaited_box.setVisible(waiting)
        if not waiting:
            return
        papers = [(item.id, item.name, self.received) for item in view.materials if item.state == "待补"]
        papers += [
            (check.id, check.question, self.answered) for check in view.checks if check.verdict == "待补"
        ]
        move = next((one for one in view.moves if one.name == COMPLETE), None)
        head = line(spacing=8)
        words = f"等待补正，还差 {len(papers)} 项，收到一项勾一项" if papers else "要求补正的内容已全部收到"
        head.addWidget(label(words, "strong"), 1)
        if move is not None:
            done = button(
                "补正完成(&C)", self._mover(move), kind="small" if papers else "primary", name="补正完成"
            )
            done.setEnabled(move.permitted)
            done.setToolTip(move.reason)
            head.addWidget(done)
        self._awaited.addLayout(head)
        for key, title, signal in papers[:MOST_AWAITED]:
            tick = QCheckBox(title)
            tick.setAccessibleName(f"已收到：{title}")
            tick.clicked.connect(lambda checked=False, key=key, signal=signal: signal.emit(key))
            self._awaited.addWidget(tick)
        if len(papers) > MOST_AWAITED:
            self._awaited.addWidget(
                label(f"……还有 {len(papers) - MOST_AWAITED} 项，见“资格”“材料”", "caption")
            )

    def _show_all(self) -> None:
        self._all = True
        if self._view is not None:
            self.show_case(self._view)

    def _opener(self, case_id: int) -> Callable[[], None]:
        return lambda: self.case_asked.emit(case_id)

    def _mover(self, move: MoveView) -> Callable[[], None]:
        return lambda: self.move_asked.emit(move)


def _is_similar(text: str) -> bool:
    return text.startswith("同一主体同一年度另有办件")


def _similar_words(one: SimilarView) -> str:
    amount = "尚未核定" if one.amount_fen is None else f"核定 {yuan_grouped(one.amount_fen)} 元"
    return f"{one.matter_name}　{one.stage}　{amount}"
