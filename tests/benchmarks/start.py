"""Start to first painted window, as a ratio to a bare PySide6 window in the same run: python tests/benchmarks/start.py [ROUNDS].

Both are child processes, timed from before the process begins to the first painted window; they take turns.
The second figure is the time until the workbench stands there with its data.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GOAL = 1.5

WATCH = """
import time
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest and not self.painted and watched.isWidgetType() and watched.isWindow():
            self.painted = True
            watched.repaint()
            print("painted", time.time(), flush=True)
        return False
"""

BARE = (
    WATCH
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
window = QMainWindow()
window.setCentralWidget(QLabel("bare"))
window.resize(1280, 800)
window.show()
QTimer.singleShot(300, app.quit)
app.exec()
"""
)

OURS = (
    """
import sys
sys.path.insert(0, ROOT)
from pathlib import Path
from ui.application import build_application, build_window
app = build_application(["binhuiban"])
"""
    + WATCH
    + """
from PySide6.QtCore import QTimer
watch = Watch()
def opener():
    import resources
    from models.clock import SystemClock
    from models.services.office import open_office
    return open_office(Path(FOLDER), clock=SystemClock(), resources=resources.path())
window = build_window(app, opener)
app.installEventFilter(watch)
window.resize(1280, 800)
window.show()
def look():
    if window.desk.profile is not None and window.desk.tasks.idle:
        print("ready", time.time(), flush=True)
        app.quit()
    else:
        QTimer.singleShot(5, look)
QTimer.singleShot(5, look)
app.exec()
window.close_office()
"""
)


def times(code: str, environment: dict[str, str]) -> dict[str, float]:
    """Return the milliseconds from before the process to each word it prints."""
    began = time.time()
    child = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environment, check=True
    )
    words = (line.split() for line in child.stdout.splitlines())
    return {name: (float(moment) - began) * 1000 for name, moment in words}


def make_office(folder: str) -> None:
    """Set an office up, so that the window opens on the workbench."""
    sys.path.insert(0, str(ROOT))
    import resources
    from models.clock import SystemClock
    from models.services.office import open_office

    with open_office(Path(folder), clock=SystemClock(), resources=resources.path()) as office:
        office.set_up(unit="区科技局", officer_name="王一", number_prefix="滨科惠", approver_name="赵三")


def main(rounds: int) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    with tempfile.TemporaryDirectory() as folder:
        make_office(folder)
        ours = f"ROOT = {str(ROOT)!r}\nFOLDER = {folder!r}\n" + OURS
        bare_ms, painted_ms, ready_ms = [], [], []
        for _ in range(rounds):
            bare_ms.append(times(BARE, environment)["painted"])
            found = times(ours, environment)
            painted_ms.append(found["painted"])
            ready_ms.append(found["ready"])
    bare, painted, ready = (statistics.median(series) for series in (bare_ms, painted_ms, ready_ms))
    print(f"bare PySide6 window, first paint   {bare:7.0f} ms")
    print(
        f"滨惠办, first paint                {painted:7.0f} ms   {painted / bare:.2f} × bare (goal ≤ {GOAL})"
    )
    print(f"滨惠办, workbench with its data    {ready:7.0f} ms   {ready / bare:.2f} × bare")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
