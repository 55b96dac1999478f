"""Common ground of all tests: no screen, and a Qt warning is a failure (pyproject: qt_log_level_fail)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# No test fails because the machine is busy.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Before anything loads Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts=false")


def pytest_configure(config: pytest.Config) -> None:
    # Said by the offscreen platform itself whenever a window has a smallest size; no real platform says it.
    config.addinivalue_line(
        "qt_log_ignore", "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
    )
