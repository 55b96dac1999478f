"""The one visual system: style sheet and palette, light or dark as the desktop asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.palette import DARK, LIGHT, Tokens

ResourcePath = Callable[..., Path]

GRID = 4
"""Every distance in the window is a multiple of this many pixels."""


class Theme(QObject):
    """Holds the colours in force and dresses the application in them."""

    changed = Signal()

    def __init__(self, resource_path: ResourcePath, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resource_path = resource_path
        self._template = resource_path("styles", "app.qss").read_text(encoding="utf-8")
        self.tokens: Tokens = LIGHT
        self._windows: list[QWidget] = []

    def follow_system(self, app: QApplication) -> None:
        """Dress the application as the desktop asks, now and whenever the desktop changes its mind."""
        # The desktop's own palette tells light from dark; asking for Qt.ColorScheme would load all of Qt's enums
        # (25 ms) before the first paint.
        self.apply(app, dark=_is_dark(app.palette()))
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda scheme: self.apply(app, dark=_is_dark(app.style().standardPalette()))
        )

    def apply(self, app: QApplication, *, dark: bool) -> None:
        """Put the colours on the application and its windows and tell those who paint themselves."""
        self.tokens = DARK if dark else LIGHT
        app.setPalette(qt_palette(self.tokens))
        self._windows = [window for window in self._windows if isValid(window)]
        for window in self._windows:
            window.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on a window, for everything in it and every dialog that it opens.

        Not on the application: there every widget that gets a parent, at every level of a page that is being built,
        has all its children looked at again, which makes building a page five times slower.
        """
        self._windows.append(window)
        window.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """Return the style sheet with the colours in force filled in."""
        text = self._template
        for name, colour in self.tokens.as_dict().items():
            text = text.replace(f"@{name}@", colour)
        ground = "light" if self.tokens is LIGHT else "dark"
        for name in ("chevron", "check"):
            text = text.replace(f"@{name}@", self._resource_path("styles", f"{name}-{ground}.svg").as_posix())
        return text


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def qt_palette(tokens: Tokens) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    for place, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.sunken),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent_text),
        (role.PlaceholderText, tokens.text_off),
        (role.Mid, tokens.line),
        (role.Accent, tokens.accent),
    ):
        palette.setColor(place, QColor(colour))
    for place in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens.text_off))
    return palette


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style properties of a widget and have the style sheet look at it again."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
