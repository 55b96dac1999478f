"""The guide: the steps with their counts, and one page per step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from models.services.views import CaseView
from ui.desk import Desk
from ui.screens.case.determination_page import DeterminationPage
from ui.screens.case.facts_strip import FactsStrip
from ui.screens.case.files_page import FilesPage
from ui.screens.case.letters_page import LettersPage
from ui.screens.case.lines import STATES, VERDICTS, check_line, material_line
from ui.screens.case.notes_page import NotesPage
from ui.screens.case.opinions_page import OpinionsPage
from ui.screens.case.payments_page import PaymentsPage
from ui.screens.case.record_page import RecordPage
from ui.widgets.answer_list import AnswerList
from ui.widgets.parts import column, frame, line, rule

STEPS = ("资格", "材料", "核定", "意见", "文书", "记录", "拨付", "备注")
CHECKS, MATERIALS, DETERMINATION, OPINIONS, LETTERS, RECORD, PAYMENTS, NOTES = range(8)
PAID = "奖补"


class Guide(QWidget):
    """Holds the pages; the case page connects them to the presenter."""

    step_changed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.facts = FactsStrip()
        self.checks = AnswerList(VERDICTS)
        self.materials = AnswerList(STATES)
        self.papers = FilesPage(desk, self.materials)
        self.determination = DeterminationPage()
        self.opinions = OpinionsPage()
        self.letters = LettersPage()
        self.record = RecordPage()
        self.payments = PaymentsPage(desk)
        self.notes = NotesPage(desk)
        self._pages = QStackedWidget()
        self._group = QButtonGroup(self)
        self._steps = [self._make_step(place, name) for place, name in enumerate(STEPS)]
        self.checks.finished.connect(self._go_on_to_papers)
        self._lay_out()

    def _lay_out(self) -> None:
        first = column(spacing=0)
        first.addWidget(self.facts)
        first.addWidget(rule())
        first.addWidget(self.checks, 1)
        qualification = QWidget()
        qualification.setLayout(first)
        for page in (
            qualification,
            self.papers,
            self.determination,
            self.opinions,
            self.letters,
            self.record,
            self.payments,
            self.notes,
        ):
            self._pages.addWidget(page)
        self.steps_bar = QWidget()
        steps = line(spacing=0, margins=(8, 0, 8, 0))
        self.steps_bar.setLayout(steps)
        for made in self._steps:
            steps.addWidget(made)
        steps.addStretch(1)
        inner = column(spacing=0)
        inner.addWidget(self.steps_bar)
        inner.addWidget(rule())
        inner.addWidget(self._pages, 1)
        whole = column()
        whole.addWidget(frame("card", inner))
        self.setLayout(whole)

    @property
    def step(self) -> int:
        """Which step is open."""
        return self._pages.currentIndex()

    def go_to(self, place: int) -> None:
        """Open a step; in a checklist the next open question takes the focus."""
        if not self._steps[place].isEnabled():
            return
        self._steps[place].setChecked(True)
        self._pages.setCurrentIndex(place)
        listed = {CHECKS: self.checks, MATERIALS: self.materials}.get(place)
        if listed is not None and not listed.go_to_open() and listed.rows:
            listed.go_to(next(iter(listed.rows)))
        elif place == DETERMINATION:
            self.determination.amount.setFocus()
        elif place == LETTERS:
            self.letters.go_to_first()
        elif place == NOTES:
            self.notes.area.setFocus()
        self.step_changed.emit(place)

    def _go_on_to_papers(self) -> None:
        """With the last question answered the first open paper is next."""
        rows = self.materials.rows.values()
        if any(not row.line.answer and not row.line.automatic for row in rows):
            self.go_to(MATERIALS)

    def show_case(self, view: CaseView, document: str) -> None:
        """Show a case in every step; `document` is the policy document as quoted."""
        self.facts.show_case(view)
        self.checks.show_lines(tuple(check_line(check) for check in view.checks))
        self.materials.show_lines(tuple(material_line(item, view.files) for item in view.materials))
        self.determination.show_case(view, document)
        self.opinions.show_case(view)
        self.papers.show_case(view)
        self.record.show_case(view)
        self.payments.show_case(view)
        self.notes.show_case(view)
        self._count(view)

    def make_ready(self) -> None:
        """Make a row of each list before there is a case to fill them."""
        self.checks.make_ready()
        self.materials.make_ready()

    def _make_step(self, place: int, name: str) -> QPushButton:
        made = QPushButton(f"{place + 1} {name}")
        made.setProperty("kind", "step")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setChecked(place == 0)
        made.setAccessibleName(f"第{place + 1}步 {name}")
        made.setToolTip(f"Ctrl+{place + 1}")
        made.clicked.connect(lambda: self.go_to(place))
        self._group.addButton(made)
        key = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
        key.activated.connect(lambda: self.go_to(place))
        return made

    def _count(self, view: CaseView) -> None:
        answered = sum(1 for check in view.checks if check.verdict)
        received = sum(1 for item in view.materials if item.state)
        determined = "✓" if view.determination else ""
        counts = (
            f"{answered}/{len(view.checks)}",
            f"{received}/{len(view.materials)}",
            determined,
            "",
            str(len(view.letters)) if view.letters else "",
            "",
            str(len(view.payments)) if view.payments else "",
            str(len(view.notes)) if view.notes else "",
        )
        for place, (made, count) in enumerate(zip(self._steps, counts, strict=True)):
            made.setText(f"{place + 1} {STEPS[place]} {count}".rstrip())
        self._steps[DETERMINATION].setVisible(view.matter.award is not None)
        self._steps[PAYMENTS].setVisible(view.case.kind == PAID)
