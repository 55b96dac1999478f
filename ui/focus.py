"""Where the keyboard goes after something above the page took it for a moment."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget


def give_back(pages: QStackedWidget) -> None:
    """Give the focus back to where the officer was working on the page that is shown, once menus and dialogs closed."""
    QTimer.singleShot(0, pages, lambda: _focus(pages.currentWidget()))


def _focus(page: QWidget | None) -> None:
    if page is None:
        return
    target = page.focusWidget()
    if target is None or not (target.isVisible() and target.isEnabled()):
        target = page
        while (target := target.nextInFocusChain()) is not page:
            takes = target.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and target.isVisible() and target.isEnabled() and page.isAncestorOf(target):
                break
    target.setFocus(Qt.FocusReason.OtherFocusReason)
