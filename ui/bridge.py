"""The one signal that announces what a use case changed; each screen decides whether to refresh."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Carries Changes from the services to every open screen."""

    changed = Signal(object)
