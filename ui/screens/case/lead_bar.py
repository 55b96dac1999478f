"""A quiet line on the case page when another office leads the case, with the way to take the lead back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame

from models.cases.officers import action_obstacle
from models.services.exchange_views import LeadView
from models.services.views import CaseView
from ui.desk import Desk
from ui.screens.case.presenter import CasePresenter
from ui.widgets.parts import button, label, line


class LeadBar(QFrame):
    """Asks the office whenever the case is shown; nothing is seen of it while this office leads."""

    def __init__(self, desk: Desk, presenter: CasePresenter, show_dialog: Callable[[Any], None]) -> None:
        super().__init__()
        self._desk, self._presenter, self._show_dialog = desk, presenter, show_dialog
        self.lead: LeadView | None = None
        self.setProperty("role", "notice")
        self.words = label("", wrap=True)
        self.take_button = button("收回主办(&K)…", self.ask, kind="small", name="收回主办")
        layout = line(spacing=12, margins=(12, 8, 8, 8))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.take_button)
        self.setLayout(layout)
        self.hide()

    def show_case(self, view: CaseView) -> None:
        """Find out who leads the case."""
        office, case_id = self._desk.office, view.case.id
        self._desk.read(
            lambda: office.exchange.lead(case_id),
            lambda lead: self._show(lead, case_id),
            key="case.lead",
            owner=self,
        )

    def ask(self) -> None:
        """Ask for the reason and take the lead."""
        from ui.dialogs.reason_dialog import ReasonDialog

        exchange, case_id, actor = self._desk.office.exchange, self._presenter.case_id, self._desk.officer

        def ask(reason: str, done: Any, failed: Any) -> None:
            def taken(nothing: object) -> None:
                done(nothing)
                self._desk.say("已收回主办")
                self._presenter.refresh()

            self._desk.write(
                lambda: (None, exchange.take_lead((case_id,), reason=reason, actor=actor)),
                taken,
                failed=failed,
                owner=self,
            )

        unit = self.lead.unit if self.lead else "对方"
        view = self._presenter.view
        about = f"{view.case.case_no}　{view.applicant.name}" if view is not None else "这件"
        dialog = ReasonDialog(
            f"收回主办：{about}？",
            f"这件现由“{unit}”主办。收回后由本单位主办；对方要到下次导入本单位的交换包时才知道，请另行告知。",
            action="收回主办",
            ask=ask,
            phrases=("对方退回", "对方长期未办理，已电话沟通"),
            parent=self.window(),
        )
        self._show_dialog(dialog)

    def _show(self, lead: LeadView, case_id: int) -> None:
        if case_id != self._presenter.case_id:
            return
        self.lead = lead
        self.setVisible(not lead.ours)
        if lead.ours:
            return
        self.words.setText(f"主办单位：{lead.unit}。双方都改的内容，交换时列为冲突。")
        why_not = action_obstacle(self._desk.officer, "hand_over")
        self.take_button.setEnabled(not why_not)
        self.take_button.setToolTip(why_not)
