"""An unexpected error: drafts are put away first, and the report holds no word of the error itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.crash import CrashDialog, CrashHandler, report_of


def failure() -> BaseException:
    try:
        raise ValueError("330108199001011234 王小明")
    except ValueError as error:
        return error


def test_report_has_places_but_no_personal_data() -> None:
    error = failure()
    report = report_of(type(error), error, error.__traceback__)
    assert "ValueError" in report and "test_crash.py" in report and "PySide6" in report
    assert "3301081990" not in report and "王小明" not in report
    assert str(Path(__file__).parent.parent) not in report, "no name of a user's folder"


def test_drafts_are_saved_before_the_officer_is_told(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    order: list[str] = []
    handler = CrashHandler(lambda: order.append("drafts"))

    def close_dialog() -> None:
        dialog = next(widget for widget in qapp.topLevelWidgets() if isinstance(widget, CrashDialog))
        order.append("told")
        dialog.accept()

    QTimer.singleShot(50, close_dialog)
    error = failure()
    handler.handle(type(error), error, error.__traceback__)
    assert order == ["drafts", "told"]
    assert "王小明" not in capsys.readouterr().err
