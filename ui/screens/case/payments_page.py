"""The money of this case: what is left, the entry of a payment or recovery, what was paid."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.services.views import CaseView
from ui.desk import Desk
from ui.screens.payments.panel import PaymentPanel
from ui.widgets.parts import column, scrolled


class PaymentsPage(QWidget):
    """Saves by itself; the screen hears of it as of every change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.panel = PaymentPanel(desk, own_key=False)
        inner = column(margins=(16, 12, 16, 12))
        inner.addWidget(self.panel)
        page = QWidget()
        page.setLayout(inner)
        layout = column()
        layout.addWidget(scrolled(page))
        self.setLayout(layout)

    def show_case(self, view: CaseView) -> None:
        """Show the money of a case."""
        self.panel.show_case(view)
