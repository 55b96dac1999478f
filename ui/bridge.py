"""The one signal that announces what a use case changed; each screen decides whether to refresh."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Carries (Changes, who made them) to every open screen; who made them shows the result already."""

    changed = Signal(object, object)
