"""The screen font: Microsoft YaHei UI where Windows has it, else the bundled Noto Sans SC."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme import ResourcePath

WINDOWS_FAMILY = "Microsoft YaHei UI"
BODY_PX = 14


def screen_font(resource_path: ResourcePath) -> QFont:
    """Return the font of the whole window, 14 px."""
    family = WINDOWS_FAMILY if QFontDatabase.hasFamily(WINDOWS_FAMILY) else _bundled(resource_path)
    font = QFont(family)
    font.setPixelSize(BODY_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def tabular(font: QFont) -> QFont:
    """Return the same font with figures of equal width, for columns of amounts."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def _bundled(resource_path: ResourcePath) -> str:
    families: list[str] = []
    for name in ("sans.ttf", "sans-medium.ttf"):
        file: Path = resource_path("fonts", name)
        if file.is_file():
            families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0] if families else "sans-serif"
