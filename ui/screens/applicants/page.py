"""The page of one applicant: data, what it received, cases, wallet, doubles."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.desk import Desk
from ui.screens.applicants.columns import sums
from ui.screens.applicants.data_page import DataPage
from ui.screens.applicants.doubles_page import DoublesPage
from ui.screens.applicants.presenter import ApplicantPage
from ui.screens.applicants.tables import CasesPage, ReceivedPage
from ui.widgets.file_list import FileList
from ui.widgets.parts import ElidedLabel, button, column, frame, line, rule, status_label
from ui.widgets.steps import StepBar

STEPS = ("资料", "享受政策", "办件", "材料夹", "查重")
DATA, RECEIVED, CASES, WALLET, DOUBLES = range(5)
WALLET_HINT = "把营业执照、审计报告等常用材料拖到这里，或按“添加文件”。以后的办件可以直接引用，到期会提示。"


class ApplicantPanel(QWidget):
    """Announces what the officer wants of this applicant."""

    edit_asked = Signal()
    new_case_asked = Signal()
    files_offered = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.page: ApplicantPage | None = None
        self._name = ElidedLabel("", "heading")
        self._kind = status_label("", "info")
        self._details = ElidedLabel("", "secondary")
        self.edit_button = button("修改资料(F2)", self.edit_asked.emit, name="修改资料")
        self.case_button = button(
            "为其新建办件(&W)", self.new_case_asked.emit, kind="primary", name="为该主体新建办件"
        )
        self.steps = StepBar(STEPS)
        self.data = DataPage()
        self.received = ReceivedPage(desk.theme)
        self.cases = CasesPage(desk.theme)
        self.wallet = FileList(desk, "材料夹", hint=WALLET_HINT, expiry=True)
        self.doubles = DoublesPage(desk.theme)
        self._pages = QStackedWidget()
        for made in (self.data, self.received, self.cases, self.wallet, self.doubles):
            self._pages.addWidget(made)
        self.steps.turned.connect(self._pages.setCurrentIndex)
        self.wallet.files_offered.connect(self._on_files)
        self._lay_out()
        edit = QShortcut(QKeySequence("F2"), self)
        edit.activated.connect(self.edit_asked)

    def show_page(self, page: ApplicantPage, merge_obstacle: str) -> None:
        """Show an applicant; the page that is open stays open."""
        self.page = page
        view, one = page.view, page.view.applicant
        self._name.set_whole(one.name)
        self._kind.setText(one.kind)
        received = sums(list(view.received)).words
        self._details.set_whole(f"{one.masked_code or '无代码'}　办件 {len(view.cases)} 件　{received}")
        self.data.show_applicant(one)
        self.received.show_rows(view.received)
        self.cases.show_rows(view.cases)
        self.wallet.show_files(view.files)
        self.doubles.show_page(page, merge_obstacle)
        for place, count in (
            (RECEIVED, len(view.received)),
            (CASES, len(view.cases)),
            (WALLET, len(view.files)),
            (DOUBLES, len(page.others)),
        ):
            self.steps.set_title(place, f"{STEPS[place]} {count}" if count else STEPS[place])

    def _lay_out(self) -> None:
        first = line(spacing=8)
        first.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self._name, 1)
        first.addWidget(self.edit_button)
        first.addWidget(self.case_button)
        head = column(spacing=4, margins=(16, 12, 16, 4))
        head.addLayout(first)
        head.addWidget(self._details)
        body = column(margins=(16, 8, 16, 12))
        body.addWidget(self._pages)
        steps = line(margins=(8, 0, 8, 0))
        steps.addWidget(self.steps)
        steps.addStretch(1)
        inside = column(spacing=0)
        inside.addLayout(head)
        inside.addLayout(steps)
        inside.addWidget(rule())
        inside.addLayout(body, 1)
        layout = column()
        layout.addWidget(frame("card", inside))
        self.setLayout(layout)

    def _on_files(self, paths: list[Path]) -> None:
        self.files_offered.emit(paths)
