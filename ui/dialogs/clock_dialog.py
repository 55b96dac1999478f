"""The clock of a case in full: term, every stop with its reason, extensions, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.services.views import CaseView, ClockView, MoveView
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, frame, label, line, rule

MOVES = ("pause", "resume", "extend")


class ClockDialog(QDialog):
    """Announces the move of the clock that the officer wants."""

    move_asked = Signal(object)

    def __init__(self, view: CaseView, most_days: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("办理时限")
        self.setMinimumWidth(600)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("办理时限", "title"))
        clock = view.clock
        if clock is None:
            layout.addWidget(
                label("时限尚未起算。受理（或转办、下达）当日为起算日，次一工作日计第1天。", "", wrap=True)
            )
        else:
            layout.addWidget(frame("card", _facts(clock, most_days)))
            self._add_stops(layout, clock)
            self._add_extensions(layout, view)
        layout.addWidget(rule())
        for move in view.moves:
            if move.name in MOVES and clock is not None:
                layout.addLayout(self._move_line(move))
        close = button("关闭", self.reject)
        close.setDefault(True)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        close.setFocus()

    def _add_stops(self, layout: QVBoxLayout, clock: ClockView) -> None:
        layout.addWidget(label("暂停记录", "heading"))
        for stop in clock.suspensions:
            until = f"至 {stop.ended_on}" if stop.ended_on else "起，仍在暂停"
            layout.addWidget(
                label(f"{stop.began_on} {until}　{stop.reason}", "secondary", wrap=True, selectable=True)
            )
        if not clock.suspensions:
            layout.addWidget(label("没有暂停过。", "secondary"))

    def _add_extensions(self, layout: QVBoxLayout, view: CaseView) -> None:
        found = [event for event in view.events if event.action == "extend"]
        if found:
            layout.addWidget(label("延期记录", "heading"))
        for event in found:
            words = f"{event.at:%Y-%m-%d}　{event.officer_name}　{event.reason}"
            layout.addWidget(label(words, "secondary", wrap=True, selectable=True))

    def _move_line(self, move: MoveView) -> QHBoxLayout:
        made = button(f"{move.label}…" if move.needs else move.label, self._asker(move), kind="small")
        made.setEnabled(move.permitted)
        made.setMinimumWidth(96)
        row = line(spacing=12)
        row.addWidget(made)
        row.addWidget(label(f"现在不能：{move.reason}" if move.reason else "", "secondary", wrap=True), 1)
        return row

    def _asker(self, move: MoveView) -> Callable[[], None]:
        def ask() -> None:
            self.accept()
            self.move_asked.emit(move)

        return ask


def _facts(clock: ClockView, most_days: int) -> QGridLayout:
    left = max(most_days - clock.extended_days, 0)
    rows = [
        ("状态", clock.text or clock.state),
        ("承诺时限", f"{clock.term_days} 个工作日，{clock.started_on} 起算"),
        ("到期", str(clock.due_on) if clock.due_on else "暂停中，恢复后顺延"),
        ("延期", f"已延 {clock.extended_days} 个工作日，最多 {most_days} 个，还可延 {left} 个"),
    ]
    if clock.due_if_resumed_today is not None:
        rows.insert(3, ("若今日补齐", f"则 {clock.due_if_resumed_today} 到期"))
    if clock.calendar_note:
        rows.append(("工作日", clock.calendar_note))
    grid = QGridLayout()
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for place, (title, words) in enumerate(rows):
        grid.addWidget(label(title, "field"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, "", wrap=True, selectable=True), place, 1)
    return grid
