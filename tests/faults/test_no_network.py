"""The program opens no socket: the whole self-test, window included, runs with every socket trapped."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Python's own events see every socket that Python code makes; the list of open files sees those of Qt and SQLite too.
TRAP = """
import os, sys, threading, time
seen = []

def hook(event, arguments):
    # The machine's own name is asked of the machine (by `platform`), not of a network.
    if event != "socket.gethostname" and event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        seen.append(event)

sys.addaudithook(hook)

def watch():
    folder = "/proc/self/fd"
    while os.path.isdir(folder):
        for name in os.listdir(folder):
            try:
                target = os.readlink(f"{folder}/{name}")
            except OSError:
                continue
            if target.startswith("socket:"):
                seen.append(target)
        time.sleep(0.005)

threading.Thread(target=watch, daemon=True).start()
"""
END = """
time.sleep(0.05)
print("SEEN", sorted(set(seen)))
print("NETWORK", sorted(name for name in sys.modules if name in ("PySide6.QtNetwork", "urllib.request", "http.client")))
"""
WORK = """
from pathlib import Path
import resources
from models.clock import SystemClock
from ui import selftest
print("STATUS", selftest.run(Path(sys.argv[1]), resources=resources.path(), clock=SystemClock()))
"""


# The kernel ends the process, its threads and whatever it starts, at the first socket: nothing is too short to be seen.
BARRIER = """
import ctypes, platform, struct, sys

SOCKET = {"x86_64": 41, "aarch64": 198}[platform.machine()]
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 1, SOCKET), (RETURN, 0, 0, KILL), (RETURN, 0, 0, ALLOW)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))

class Filter(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("code", ctypes.c_void_p)]

libc = ctypes.CDLL(None, use_errno=True)
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
held = Filter(len(steps), ctypes.addressof(code))
if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(PR_SET_SECCOMP, FILTER, ctypes.byref(held), 0, 0):
    print("NO BARRIER", ctypes.get_errno())
    sys.exit(0)
"""
WINDOW = """
from pathlib import Path
import resources
from models.clock import SystemClock
from PySide6.QtCore import QTimer
from ui import application

build = application.build_window

def built(*arguments, **more):
    window = build(*arguments, **more)
    window.opened.connect(lambda: QTimer.singleShot(500, window.close))
    return window

application.build_window = built
folder = Path(sys.argv[1]) / "data"
print("STATUS", application.run_window(data=folder, resources=resources.path(), clock=SystemClock()))
"""


def run(program: str, folder: Path) -> str:
    done = started(TRAP + program + END, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def started(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def test_a_whole_working_day_opens_no_socket(tmp_path: Path) -> None:
    told = run(WORK, tmp_path / "自检")
    assert "STATUS 0" in told
    assert "SEEN []" in told
    assert "'PySide6.QtNetwork'" not in told


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.socket().close()",
        "import socket; socket.getaddrinfo('127.0.0.1', 80)",
        "import _socket; kept = _socket.socket(); time.sleep(0.1)",
    ],
)
def test_the_trap_sees_a_socket(tmp_path: Path, program: str) -> None:
    assert "SEEN []" not in run(program, tmp_path)


def behind_the_barrier(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    if sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"):
        pytest.skip("this kernel has no such barrier")
    done = started(BARRIER + program, folder)
    if "NO BARRIER" in done.stdout:
        pytest.skip(f"the kernel refuses the barrier: {done.stdout}")
    return done


@pytest.mark.parametrize("program", [WORK, WINDOW], ids=["self-test", "window"])
def test_the_kernel_sees_no_socket_either(tmp_path: Path, program: str) -> None:
    done = behind_the_barrier(program, tmp_path / "目录")
    assert (done.returncode, "STATUS 0" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize(
    "program",
    [
        "libc.close(libc.socket(2, 1, 0))",
        "libc.close(libc.socket(1, 1, 0))",
        "import threading; one = threading.Thread(target=lambda: libc.socket(2, 1, 0)); one.start(); one.join()",
        "import os\nif os.fork() == 0: libc.socket(2, 1, 0); os._exit(0)\nassert os.waitstatus_to_exitcode(os.wait()[1]) == 0",
    ],
    ids=["network", "local", "thread", "child"],
)
def test_the_barrier_stops_a_socket(tmp_path: Path, program: str) -> None:
    assert behind_the_barrier("pass", tmp_path).returncode == 0
    assert behind_the_barrier(program, tmp_path).returncode != 0


def test_the_program_imports_nothing_that_speaks_to_a_network() -> None:
    speaking = (
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "ftplib",
        "smtplib",
        "requests",
        "QtNetwork",
        "QtWebEngine",
    )
    for path in (*ROOT.glob("models/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["import"], ["from"]):
                assert not any(words[1] == name or words[1].endswith(f".{name}") for name in speaking), path
