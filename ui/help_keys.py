"""F1 wherever the officer is: the passage about this step, page, dialog or message, and ? for the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_MARK = "has_help_key"


class HelpKeys(QObject):
    """Gives every dialog F1 when it first gets the focus; the window has its own among its commands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        window.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        """The help is there before there is an office to work in; the other commands come with the office."""
        from ui.actions import install_help

        install_help(self._window)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        dialog = new.window() if new is not None else None
        if not isinstance(dialog, QDialog) or dialog.property(_MARK) or self._window.desk.office is None:
            return
        dialog.setProperty(_MARK, True)
        key = QShortcut(QKeySequence("F1"), dialog)
        key.activated.connect(lambda: show_help(self._window, over=dialog))


def place_of(window: MainWindow) -> str:
    """Return where the officer is: the screen, and in a case, the settings and the letters the step or page."""
    name = window.current_name()
    page: Any = window.pages.currentWidget()
    if name == "case":
        return f"case:{page.guide.step}"
    if name == "settings":
        return f"settings:{page.section}"
    if name == "letters":
        return f"letters:{page.steps.place}"
    return name


def show_help(window: MainWindow, topic: str = "", *, over: QDialog | None = None) -> None:
    """Open the handbook on a topic, or on what explains the dialog or page in front."""
    from models.services.handbook_finding import passage_for_dialog, passage_for_message, passage_for_place
    from ui.actions import COMMANDS, PAGE_KEYS
    from ui.dialogs.help_dialog import HelpDialog

    if window.desk.office is None:
        return
    keys = [(command.key, command.title) for command in COMMANDS] + list(PAGE_KEYS)
    dialog = HelpDialog(window.desk, window.current_name(), keys, over or window)
    dialog.setProperty(_MARK, True)
    topics = window.desk.office.handbook.topics()
    found = passage_for_place(topics, place_of(window))
    if isinstance(over, QMessageBox):
        found = passage_for_message(topics, f"{over.text()}\n{over.informativeText()}", found[0])
    elif over is not None:
        found = passage_for_dialog(topics, type(over).__name__) or found
    dialog.open_at(*((topic, "") if topic else found))
    dialog.exec()
