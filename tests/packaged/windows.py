"""A Windows under Wine, as an environment variable gives it: runs commands there and knows where its files lie here."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

# A script that runs a Windows command in a prefix (`run PREFIX COMMAND …`), and the prefix that has a Windows Python in it.
RUN, PREFIX = "BINHUI_WINDOWS_RUN", "BINHUI_WINDOWS_PREFIX"
# Set where the frozen Windows program of this very source lies already (a folder in the prefix, as Windows names it).
FROZEN = "BINHUI_WINDOWS_FROZEN"
# What `timeout` answers for a command that it ended. Slowness of a simulated Windows is no fault of the program.
_TIMED_OUT = 124
GIVEN = bool(os.environ.get(RUN) and os.environ.get(PREFIX))
needs_windows = pytest.mark.skipif(not GIVEN, reason=f"no Windows Python: {RUN} and {PREFIX} are not set")


@dataclass(frozen=True)
class Done:
    """How a Windows command ended, and what it printed."""

    status: int
    text: str


@dataclass(frozen=True)
class Windows:
    """One prefix; one call at a time."""

    script: Path
    prefix: Path

    @classmethod
    def given(cls) -> Windows:
        return cls(Path(os.environ[RUN]), Path(os.environ[PREFIX]))

    def run(self, *command: str, timeout_s: int = 600) -> Done:
        """Run a Windows command and wait for it and everything it started."""
        try:
            done = subprocess.run(
                [str(self.script), str(self.prefix), *command],
                capture_output=True,
                timeout=timeout_s + 60,
                check=False,
                env={**os.environ, "WINPY_TIMEOUT": str(timeout_s)},
            )
        except subprocess.TimeoutExpired:
            pytest.skip(f"this Windows is too slow: no answer in {timeout_s + 60} s")
        if done.returncode == _TIMED_OUT:
            pytest.skip(f"this Windows is too slow: {command[0]} was ended after {timeout_s} s")
        output = done.stdout + done.stderr
        try:
            return Done(done.returncode, output.decode("utf-8"))
        except UnicodeDecodeError:
            return Done(done.returncode, output.decode("gbk", errors="replace"))

    def python(self, program: str, *arguments: str, timeout_s: int = 600) -> Done:
        """Run a Python program text in Windows."""
        return self.run("python.exe", "-X", "utf8", "-c", program, *arguments, timeout_s=timeout_s)

    def line(self, command_line: str, timeout_s: int = 600) -> Done:
        """Run a command line as it stands, without any quoting of its parts."""
        program = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))"
        return self.python(program, command_line, timeout_s=timeout_s)

    def here(self, path: str) -> Path:
        """Return where a path on drive C lies on this machine."""
        assert path[:3].upper() == "C:\\", path
        return self.prefix / "drive_c" / Path(*path[3:].split("\\"))

    def registry(self, key: str, name: str = "") -> str:
        """Return a value of the registry, empty where there is none."""
        program = (
            "import sys, winreg\n"
            "root, key = sys.argv[1].split('\\\\', 1)\n"
            "try:\n"
            "    handle = winreg.OpenKey(getattr(winreg, root), key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)\n"
            "    sys.stdout.buffer.write(str(winreg.QueryValueEx(handle, sys.argv[2])[0]).encode())\n"
            "except OSError: pass\n"
        )
        return self.python(program, key, name, timeout_s=120).text.strip()
