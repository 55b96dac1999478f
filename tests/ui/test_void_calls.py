"""A child process makes 300,000 void Qt calls: some pairs of PySide6 and Python abort long before that."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(100_000):
    label.setText("滨")
    label.setEnabled(True)
    label.setObjectName("a")
print("done")
"""


def test_void_calls_do_not_abort() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        timeout=240,
        env=environment,
        check=False,
    )
    assert child.returncode == 0, child.stderr[-500:]
    assert child.stdout.strip() == "done"
