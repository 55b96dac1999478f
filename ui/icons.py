"""Icons from the bundled set, drawn in the colours in force and sharp at any scaling."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from ui.theme import ResourcePath, Theme

SCALES = (1.0, 1.25, 1.5, 2.0)


class Icons:
    """Makes QIcons by name; an unknown name gives an empty icon, so that words alone remain."""

    def __init__(self, theme: Theme, resource_path: ResourcePath) -> None:
        self._theme = theme
        self._resource_path = resource_path
        self._made: dict[tuple[str, str, int], QIcon] = {}

    def icon(self, name: str, *, colour: str = "", size: int = 18) -> QIcon:
        """Return the icon in `colour` (default: soft text) at `size` logical pixels."""
        colour = colour or self._theme.tokens.text_soft
        key = (name, colour, size)
        if key not in self._made:
            self._made[key] = self._draw(name, colour, size)
        return self._made[key]

    def pixmap(self, name: str, *, colour: str = "", size: int = 18, ratio: float = 1.0) -> QPixmap:
        """Return one picture of the icon for a screen of this scaling."""
        return self.icon(name, colour=colour, size=size).pixmap(QSize(size, size), ratio)

    def _draw(self, name: str, colour: str, size: int) -> QIcon:
        file = self._resource_path("icons", f"{name}.svg")
        icon = QIcon()
        if not file.is_file():
            return icon
        source = file.read_text(encoding="utf-8").replace("currentColor", colour)
        for scale in SCALES:
            icon.addPixmap(_render(source, size, scale))
        return icon


def _render(source: str, size: int, scale: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    pixels = round(size * scale)
    picture = QPixmap(pixels, pixels)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
