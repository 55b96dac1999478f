"""Common ground of all tests: no screen, and a Qt warning is a failure (pyproject: qt_log_level_fail)."""

from __future__ import annotations

import os

# Before anything loads Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts=false")
