"""The tour of the case page: once for each officer, on the first case that is opened, and again when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.main_window import MainWindow
    from ui.widgets.coach import CoachMarks

STORED = "tour"


class CaseTour(QObject):
    """`offered` is set by whoever runs the program for an officer; without it the tour comes only when asked for."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.offered = False
        self.marks: CoachMarks | None = None
        desk.officer_changed.connect(lambda officer: self.stop())
        window.pages.currentChanged.connect(lambda place: self.stop())

    def watch(self, page: Any) -> None:
        """Offer the tour whenever this case page shows another case."""
        page.first_shown.connect(self.offer, Qt.ConnectionType.UniqueConnection)

    def offer(self) -> None:
        """A case came into view: show the tour to an officer who has not seen it."""
        if not self.offered or self.marks is not None:
            return
        office, officer = self._desk.office, self._desk.officer

        def answered(seen: dict[str, Any]) -> None:
            if not seen and officer == self._desk.officer:
                self.start()

        self._desk.read(lambda: office.officer_views.load(officer.id, STORED), answered, owner=self)

    def ask(self) -> None:
        """The officer wants to see it: now, or with the next case that is opened."""
        if self._window.current_name() == "case":
            self.start()
            return
        self.offered = True
        self._remember({})
        self._desk.say("打开一件办件时显示导览")

    def start(self) -> None:
        """Show the tour on the case page, if that is shown."""
        from ui.screens.case.tour_marks import marks_of
        from ui.widgets.coach import CoachMarks

        if self.marks is not None or self._window.current_name() != "case":
            return
        page: Any = self._window.pages.currentWidget()
        if page.presenter.view is None:
            return
        step = page.guide.step
        marks = CoachMarks(
            marks_of(page, self._window.header), self._desk.theme, self._window.centralWidget()
        )
        marks.ended.connect(lambda: self._on_ended(page, step))
        self.marks = marks
        marks.begin()
        self._remember({"seen": True})

    def stop(self) -> None:
        """Take the tour away, because something else has to be seen."""
        if self.marks is not None:
            self.marks.end()

    def _on_ended(self, page: Any, step: int) -> None:
        self.marks = None
        page.guide.go_to(step)

    def _remember(self, seen: dict[str, Any]) -> None:
        office, officer = self._desk.office, self._desk.officer
        self._desk.read(
            lambda: office.officer_views.keep(officer.id, STORED, seen), lambda nothing: None, owner=self
        )
