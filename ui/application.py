"""Builds the application: font, colours, Chinese words of Qt, the worker, the window; and runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from models.errors import UserError
from resources import path
from ui import messages
from ui.desk import Desk
from ui.fonts import screen_font
from ui.help_keys import HelpKeys
from ui.icons import Icons
from ui.main_window import MainWindow
from ui.tasks import Tasks
from ui.theme import ResourcePath, Theme

if TYPE_CHECKING:
    from pathlib import Path

    from models.clock import Clock

SWITCH_S = 0.0005
OfficeOpener = Callable[[], Any]


def build_application(argv: Sequence[str]) -> QApplication:
    """Return the QApplication with font, style and the Chinese words of Qt's own dialogs."""
    app = QApplication(list(argv))
    # A reader that hands over rows one by one waits for the window's thread at each; 5 ms a time would be felt.
    sys.setswitchinterval(SWITCH_S)
    app.setApplicationName("滨惠办")
    app.setDesktopFileName("binhuiban")
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def build_window(
    app: QApplication,
    office_opener: OfficeOpener,
    *,
    resource_path: ResourcePath = path,
    note: Callable[[str], None] = lambda report: None,
) -> MainWindow:
    """Return the window on a fresh desk; it opens the office as soon as it is shown. `note` takes reports of errors."""
    app.setFont(screen_font(resource_path))
    theme = Theme(resource_path, app)
    theme.follow_system(app)
    tasks = Tasks(lambda error: sys.excepthook(type(error), error, error.__traceback__), app)
    desk = Desk(
        theme=theme, icons=Icons(theme, resource_path), tasks=tasks, resource_path=resource_path, parent=app
    )
    window = MainWindow(desk, office_opener)
    HelpKeys(window)
    theme.dress(window)
    sys.excepthook = _crash_hook(window, note)
    return window


def _crash_hook(window: MainWindow, note: Callable[[str], None]) -> Callable[..., None]:
    """Return the hook for unexpected errors; what it needs is imported when the first one comes."""
    handlers: list[Any] = []

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        from ui.crash import CrashHandler

        if not handlers:
            handlers.append(CrashHandler(window.put_away, note))
        handlers[0].handle(kind, error, trace)

    return hook


def run_window(
    *,
    data: Path,
    resources: Path,
    clock: Clock,
    asked: Path | None = None,
    argv: Sequence[str] | None = None,
) -> int:
    """Run the window on the office in a data folder and return the exit status.

    The office opens on the worker, after the first paint. Where a window has the folder already, that one comes to
    the front and this start ends. The window may ask to go on at another folder: the training office, and back.
    """
    from models.services import practice, recovery
    from ui.doorbell import ring
    from ui.recovery import restore_chosen

    app: QApplication | None = None
    while True:
        if recovery.window_is_open(data) and ring(data, asked):
            return 0
        app = app or build_application(sys.argv if argv is None else argv)
        status, window = _run_at(app, data, resources, clock, asked)
        if window.thrown_away is not None:
            try:
                practice.discard(window.thrown_away)
            except UserError as error:
                messages.show_problem(None, error)
        if window.next_folder is None:
            return status
        if window.restore_from is not None:
            restore_chosen(window.restore_from, window.next_folder, clock)
        data, asked = window.next_folder, None


def _run_at(
    app: QApplication, data: Path, resources: Path, clock: Clock, asked: Path | None
) -> tuple[int, MainWindow]:
    from models.services import places
    from ui.doorbell import Doorbell
    from ui.program_log import ProgramLog

    def opener() -> Any:
        from models.letters.press import Press
        from models.services.office import open_office

        places.require_present(data)
        return open_office(data, clock=clock, resources=resources, press=Press(resources), single=True)

    log = ProgramLog(data)
    window = build_window(app, opener, note=log.note)
    window.packages.ask(asked)
    window.tour.offered = True
    window.show_fitting()
    window.opened.connect(lambda: (log.started(), Doorbell(data, window.come_forward, window)))
    status = app.exec()
    window.close_office()
    log.ended(status)
    return status, window
