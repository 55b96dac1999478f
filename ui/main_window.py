"""The window: opens the office, then shows set-up or the shell; knows the screens only through the navigation's list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from models.errors import UserError
from models.services import practice
from ui import focus, messages
from ui.asked_package import AskedPackage
from ui.backup_keeper import BackupKeeper, close_with_backup
from ui.desk import Desk
from ui.housekeeping import Housekeeping
from ui.lock import IdleLock
from ui.navigation import SCREENS
from ui.tour import CaseTour
from ui.undoing import WindowUndo
from ui.widgets.header import Header
from ui.widgets.navigation_bar import NavigationBar
from ui.widgets.page_room import page_room
from ui.widgets.parts import column, line

# A screen of 1366 × 768 at 200 %; a page with less room than it needs is scrolled, so that nothing is out of reach.
SMALLEST = (680, 340)
USUAL = (1280, 800)
# Narrower than this the pages need the room of the navigation's words.
NARROW = 1120
# The last backup of the day may go to a slow stick.
_CLOSING_S = 300.0


class MainWindow(QMainWindow):
    """Holds the header, the navigation and one page at a time."""

    opened = Signal()

    def __init__(self, desk: Desk, office_opener: Callable[[], Any]) -> None:
        super().__init__()
        self.desk = desk
        self._opener = office_opener
        self._opening = False
        # Where the program goes on after this window: the training office or back; and what it throws away then.
        self.next_folder: Path | None = None
        self.thrown_away: Path | None = None
        self.restore_from: Path | None = None  # a backup
        self._screens: dict[str, QWidget] = {}
        self._special: dict[str, QWidget] = {}
        desk.window = self
        self._keeper = BackupKeeper(desk, self)
        self.lock = IdleLock(desk, self)
        self.housekeeping = Housekeeping(desk, self._case_page, self)
        self.packages = AskedPackage(self)
        self.setWindowTitle("滨惠办")
        self.setMinimumSize(*SMALLEST)
        self.header = Header(desk)
        self.navigation = NavigationBar(desk)
        self.pages = QStackedWidget()
        self.undo = WindowUndo(desk, self.pages)
        self.setCentralWidget(self._shell())
        self.tour = CaseTour(desk, self)
        self.navigation.chosen.connect(self.open_screen)
        self.navigation.setEnabled(False)
        self.header.going_asked.connect(self.ask_where)
        self.header.practice_left.connect(self._leave_practice)

    def show_fitting(self) -> None:
        """Show the window in its usual size, or maximised on a small screen."""
        available = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(USUAL[0], available.width()), min(USUAL[1], available.height()))
        show = self.showMaximized if available.width() <= 1440 else self.show
        show()

    # --- what screens may ask (Navigator)

    def open_screen(self, name: str) -> None:
        """Show a screen of the navigation."""
        if self.desk.profile is None:
            return
        if name not in self._screens:
            entry = next(entry for entry in SCREENS if entry.name == name)
            self._screens[name] = self._add(entry.build(self.desk, self))
        self.navigation.mark(name)
        self._show_page(self._screens[name])

    def current_name(self) -> str:
        """Return the name of the page that is shown, for its help; empty for none."""
        pages = {**self._screens, **self._special}
        shown = self.pages.currentWidget()
        return next((name for name, page in pages.items() if page is shown), "")

    def open_at(self, name: str, place: str) -> None:
        """Show a screen of the navigation at one place: a clause, a matter, a target, a budget line."""
        self.open_screen(name)
        self._screens[name].go_to(place)  # type: ignore[attr-defined]

    def open_case(self, case_id: int) -> None:
        """Show one case."""
        page = self._case_page()
        self.tour.watch(page)
        self.navigation.mark("cases")
        self._show_page(page, before=lambda: page.open(case_id))

    def new_case(self, matter_id: str = "", applicant_id: int = 0) -> None:
        """Show the page of a new case, with what was typed there before."""
        if self.desk.profile is None:
            return
        from ui.screens.new_case.view import NewCaseScreen

        page = self._special_page("new_case", lambda: NewCaseScreen(self.desk, self))
        self.navigation.mark("cases")
        self._show_page(page, before=lambda: page.open(matter_id, applicant_id))

    def _case_page(self) -> Any:
        from ui.screens.case.view import CaseScreen

        return self._special_page("case", lambda: CaseScreen(self.desk, self))

    def search_cases(self, text: str) -> None:
        """Show the case list searched for a text."""
        self.open_screen("cases")
        self._screens["cases"].search_for(text)  # type: ignore[attr-defined]

    def ask_where(self) -> None:
        """Ask where to go (Ctrl+K)."""
        if self.desk.profile is None:
            return
        from ui.dialogs.going_dialog import GoingDialog
        from ui.going import go

        dialog = GoingDialog(self.desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda place: go(self, place))
        self.going = dialog
        dialog.open()

    # --- the office

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint or event.type() == QEvent.Type.UpdateRequest:
            done = super().event(event)
            if not self._opening and self.isVisible():
                self._opening = True
                QTimer.singleShot(0, self._open_office)
            return done
        return super().event(event)

    def _open_office(self) -> None:
        from ui.recovery import open_and_read

        self.desk.read(lambda: open_and_read(self._opener), self._on_opened, failed=self._on_not_opened)
        self.housekeeping.load_first()

    def _on_opened(self, answer: tuple[Any, Any, tuple[Any, ...], Any]) -> None:
        self.desk.office, profile, officers, last = answer
        self.opened.emit()
        for notice in self.desk.office.start_notices:
            messages.show_notice(self, notice)
        if profile is None:
            self._show_set_up()
        else:
            self.begin(profile, officers, last)

    def _on_not_opened(self, error: Exception) -> None:
        from ui.recovery import offer_way_out

        if not offer_way_out(self, self.desk, error, self._open_office):
            self.close()

    def come_forward(self, asked: Path | None = None) -> None:
        """Come to the front, because the program was started a second time, perhaps with a package."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.packages.ask(asked)

    def _show_set_up(self) -> None:
        from ui.screens.set_up.view import SetUpScreen

        self.navigation.hide()
        page = SetUpScreen(self.desk)
        page.finished.connect(self.begin)
        page.folder_asked.connect(self.go_on_at)
        page.restore_asked.connect(self.restore)
        self._show_page(self._add(page))

    def begin(self, profile: Any, officers: tuple[Any, ...], last: Any = None) -> None:
        """Start the day's work: the office is set up and the officer who sat here last sits at the desk."""
        self.desk.profile, self.desk.officers = profile, tuple(one for one in officers if one.active)
        self.desk.practice = practice.is_practice(self.desk.office.folder)
        self.setWindowTitle("滨惠办（练习）" if self.desk.practice else "滨惠办")
        self.desk.office_changed.emit(profile)
        self.desk.sit_down(last or self.desk.officers[0])
        self.desk.officer_changed.connect(self._remember_officer)
        self.desk.officer_changed.connect(lambda officer: focus.give_back(self.pages))
        self.navigation.show()
        self.navigation.setEnabled(True)
        from ui.actions import install_actions

        install_actions(self)
        self._keeper.begin()
        self.lock.begin()
        self.housekeeping.begin()
        self.open_screen("workbench")
        self.packages.begin()

    def go_on_at(self, folder: Path, *, throw_away: Path | None = None) -> None:
        """Close this window; the program goes on with the office in another folder."""
        self.next_folder, self.thrown_away = folder, throw_away
        self.close()

    def restore(self, backup: Path) -> None:
        """Close this window; the program puts a backup in the place of the data and goes on with it."""
        self.restore_from = backup
        self.go_on_at(self.desk.office.folder)

    def _leave_practice(self, throw_away: bool) -> None:
        """Go back from the training office, which is kept for later or thrown away."""
        here = self.desk.office.folder
        if throw_away and not messages.confirm(
            self,
            "结束练习，删除全部练习数据？",
            f"将删除文件夹 {here}。正式数据不受影响。",
            action="结束练习并删除",
        ):
            return
        self.go_on_at(practice.home_of(here), throw_away=here if throw_away else None)

    def _remember_officer(self, officer: Any) -> None:
        office = self.desk.office
        self.desk.read(lambda: office.officers.sit_down(officer.id), lambda nothing: None)

    def put_away(self) -> None:
        """Have every page save the draft of what is being typed."""
        for page in (*self._screens.values(), *self._special.values()):
            page.put_away()  # type: ignore[attr-defined]

    def close_office(self) -> None:
        """Put everything away and close the office; waits for the worker."""
        office, self.desk.office = self.desk.office, None
        problems: list[UserError] = []
        self.housekeeping.stop()
        self._keeper.stop()
        self.desk.tasks.stop_reading()
        if office is not None:
            self.desk.tasks.run(lambda: problems.extend(close_with_backup(office)))
        self.desk.tasks.stop(timeout_s=_CLOSING_S)
        self.housekeeping.end()
        self._keeper.tell_last(problems)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.navigation, self.header):
            part.set_narrow(self.width() < NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.put_away()
        event.accept()

    # --- pages

    def _shell(self) -> QWidget:
        below = line(spacing=0)
        below.addWidget(self.navigation)
        below.addWidget(page_room(self.pages), 1)
        self.header.hold(self.undo.bar)
        whole = column(spacing=0)
        whole.addWidget(self.header)
        whole.addLayout(below, 1)
        shell = QWidget()
        shell.setProperty("role", "page")
        shell.setLayout(whole)
        return shell

    def _add(self, page: QWidget) -> QWidget:
        self.pages.addWidget(page)
        return page

    def _special_page(self, name: str, build: Callable[[], QWidget]) -> Any:
        return self._special.get(name) or self._special.setdefault(name, self._add(build()))

    def _show_page(self, page: QWidget, before: Callable[[], None] | None = None) -> None:
        current = self.pages.currentWidget()
        if current is not None and current is not page and hasattr(current, "put_away"):
            current.put_away()
        if before:
            before()
        self.pages.setCurrentWidget(page)
        if hasattr(page, "on_shown"):
            page.on_shown()
