"""Hand cases over to another officer, with a reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from models.cases.officers import HANDLER, action_obstacle
from models.changes import Changes
from models.errors import ConflictError, UserError
from models.services.views import CaseFilter
from ui import messages
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.undoing import Step, written
from ui.widgets.choices import ComboField
from ui.widgets.parts import button, column, label, line, titled


class HandOverDialog(QDialog):
    """Hands over by itself."""

    def __init__(
        self, desk: Desk, case_ids: tuple[int, ...], subject: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._case_ids = desk, case_ids
        self.setWindowTitle("交接办件")
        self.setMinimumWidth(520)
        takers = [one for one in desk.officers if HANDLER in one.roles and one.active]
        self.officer = ComboField(
            "交给", tuple((f"{one.name}（{one.role_names}）", one.id) for one in takers)
        )
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("交接说明")
        self.reason.setPlaceholderText("如：岗位调整；已与企业电话沟通，待补专项审计报告")
        self.reason.setFixedHeight(80)
        self.reason.setTabChangesFocus(True)
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        self.go_button = button("交接　Ctrl+Enter", self._finish, kind="primary", name="交接")
        self.go_button.setDefault(True)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("交接办件", "title"))
        layout.addWidget(label(subject, "secondary", wrap=True))
        layout.addWidget(self.officer)
        layout.addLayout(titled("说明", self.reason))
        layout.addWidget(self._fault)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)
        if why := action_obstacle(desk.officer, "hand_over"):
            self._tell(why)
            self.go_button.setEnabled(False)

    def _finish(self) -> None:
        if not self.go_button.isEnabled():
            return
        if self.officer.value is None:
            self.officer.show_fault(UserError("请选择接手的人"))
            return
        to, reason = int(str(self.officer.value)), self.reason.toPlainText().strip()
        cases, actor, case_ids = self._desk.office.cases, self._desk.officer, self._case_ids
        self.go_button.setEnabled(False)

        def call() -> tuple[Any, Any]:
            before = handlers_of(cases, case_ids)
            count, changes = cases.hand_over(case_ids, to, reason=reason, actor=actor)
            return (count, {case_id: one for case_id, one in before.items() if one != to}), changes

        self._desk.write(call, lambda answer: self._on_done(to, *answer), failed=self._on_refused, owner=self)

    def _on_done(self, to: int, count: int, before: dict[int, int | None]) -> None:
        self.accept()
        name = next(one.name for one in self._desk.officers if one.id == to)
        words = f"已交给{name} {count} 件"
        if not count:
            self._desk.say(f"没有变化：这些办件本来就由{name}经办")
        elif None in before.values():
            self._desk.say(words)
        else:
            self._desk.did.emit(self, hand_over_step(self._desk, words, to, before))

    def _on_refused(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        self._tell(messages.told(error))

    def _tell(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()


def handlers_of(cases: Any, case_ids: tuple[int, ...]) -> dict[int, int | None]:
    """Return who handles each case now; called on the worker."""
    rows = cases.rows(CaseFilter(ids=case_ids), limit=len(case_ids))
    return {row.id: row.handler_id for row in rows}


def hand_over_step(desk: Desk, words: str, to: int, before: dict[int, int | None]) -> Step:
    """Return how cases go back to those who handled them before."""
    cases, actor = desk.office.cases, desk.officer

    def put(now: dict[int, int | None], wanted: dict[int, int | None]) -> tuple[None, Any]:
        if handlers_of(cases, tuple(now)) != now:
            raise ConflictError("这些办件之后又交接过", mine=wanted, theirs=now)
        changes = Changes()
        for officer_id in dict.fromkeys(wanted.values()):
            theirs = tuple(case_id for case_id, one in wanted.items() if one == officer_id)
            changes |= cases.hand_over(theirs, officer_id, reason="撤销或重做交接", actor=actor)[1]
        return None, changes

    after: dict[int, int | None] = dict.fromkeys(before, to)
    return Step(
        words,
        f"交接 {len(before)} 件",
        written(desk, lambda: put(after, before)),
        written(desk, lambda: put(before, after)),
    )
