"""The program opens no socket: the whole self-test, window included, runs with every socket trapped."""

from __future__ import annotations

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


def run(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRAP + program + END, str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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
