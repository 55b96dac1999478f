"""--self-test DIR: tries the whole program on a scratch office, draws the window unseen, and writes DIR/result.json."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from models.clock import Clock
from models.errors import EnvironmentProblem, system_reason
from models.services.selftest import Failed, SelfTest

RESULT, PICTURE = "result.json", "window.png"
_WAIT_S = 60.0
# A window that was drawn has text, lines and icons in many shades; an empty one has a handful.
_FEWEST_COLOURS = 64


def run(folder: Path, *, resources: Path, clock: Clock) -> int:
    """Run the self-test in a folder and return 0, or 1 when anything failed; the result is in result.json."""
    # Set here and not outside: a windowed program cannot rely on its caller's environment.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = folder.absolute()
    test = SelfTest(folder, resources=resources, clock=clock)
    try:
        _clear(folder, test)
    except OSError as error:
        raise EnvironmentProblem(
            "自检文件夹不能写入", f"“{folder}”：{system_reason(error)}", "请另选文件夹"
        ) from error
    test.run_models()
    test.run("screens", _screens)
    test.run("window", lambda: _window(test))
    _keep(folder, test)
    return 0 if test.ok else 1


def _keep(folder: Path, test: SelfTest) -> None:
    text = json.dumps(test.report(), ensure_ascii=False, indent=1)
    try:
        (folder / RESULT).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        why = f"“{folder}”：{system_reason(error)}"
        raise EnvironmentProblem("自检结果没有写成", why, "请另选文件夹") from error


def _clear(folder: Path, test: SelfTest) -> None:
    """Take away what an earlier self-test left; nothing else in the folder is touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (RESULT, PICTURE):
        (folder / name).unlink(missing_ok=True)
    for left in (test.data, folder / "备份", folder / "恢复"):
        if left.exists():
            shutil.rmtree(left)


def _screens() -> str:
    import ui

    names = [found.name for found in pkgutil.walk_packages(ui.__path__, "ui.")]
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} modules"


def _window(test: SelfTest) -> str:
    from ui.application import build_application, build_window

    test.open().close()  # an office that does not open would leave the window asking, with nobody to answer
    app = build_application(["binhui"])
    window = build_window(app, test.open)
    window.resize(1366, 768)
    window.show()
    try:
        _wait(app.processEvents, lambda: window.desk.profile is not None and window.desk.tasks.idle)
        _settle(app.processEvents)
        picture = window.grab().toImage()
    finally:
        window.close_office()
        window.close()
        app.processEvents()
    if not picture.save(str(test.folder / PICTURE)):
        raise Failed("the picture of the window could not be written")
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
    }
    if len(colours) < _FEWEST_COLOURS:
        raise Failed(f"the window shows {len(colours)} colours only")
    return f"{picture.width()}x{picture.height()}, {len(colours)} colours"


def _wait(turn: Callable[[], None], condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _WAIT_S
    while not condition():
        if time.monotonic() > end:
            raise Failed("the window did not open the office in time")
        turn()
        time.sleep(0.01)


def _settle(turn: Callable[[], None]) -> None:
    """Let answers of the worker arrive and be painted."""
    for _ in range(30):
        turn()
        time.sleep(0.01)
