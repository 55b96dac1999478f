"""The release command says plainly what is missing, and its lock pins everything by hash."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "resources" / "installer" / "requirements.lock"


def run(*arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "resources/installer/build.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={"PATH": path, "PYTHONUTF8": "1", "SYSTEMROOT": "C:\\windows"},
    )


def test_a_missing_nsis_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "frozen").mkdir()
    for name in ("binhui.exe", "binhui-cli.exe"):
        (tmp_path / "frozen" / name).write_bytes(b"MZ")
    done = run("--frozen", str(tmp_path / "frozen"), "--out", str(tmp_path), path=str(tmp_path))
    assert done.returncode != 0 and "makensis is missing: install NSIS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_windows_build_gives_no_installer(tmp_path: Path) -> None:
    done = run("--frozen", str(tmp_path), "--out", str(tmp_path / "out"), path=str(tmp_path))
    assert done.returncode != 0 and "no installer" in done.stderr and "binhui.exe" in done.stderr
    assert "Traceback" not in done.stderr


def build_module() -> Any:
    spec = importlib.util.spec_from_file_location("release", ROOT / "resources" / "installer" / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_that_is_missing_is_said_at_once_and_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build = build_module()
    build.require_everything(makes_installer=False)
    monkeypatch.setattr(build.sys, "version_info", (3, 10, 9))
    monkeypatch.setattr(build.struct, "calcsize", lambda kind: 4)
    monkeypatch.setattr(build.shutil, "which", lambda name: None)
    monkeypatch.setattr(build, "NSIS_PLACES", ())
    with pytest.raises(SystemExit) as told:
        build.require_everything(makes_installer=True)
    words = str(told.value).split("\n")
    assert len(words) == (4 if sys.platform == "linux" else 3)
    for piece in ("CPython 3.11", "64-bit", "makensis is missing"):
        assert any(piece in line for line in words)


def test_no_way_to_a_package_index_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """pip's own words stand above; the last line says what to look at."""
    build = build_module()
    for name, value in (
        ("PIP_CONFIG_FILE", os.devnull),
        ("PIP_INDEX_URL", "http://127.0.0.1:9/simple"),
        ("PIP_EXTRA_INDEX_URL", ""),
        ("PIP_FIND_LINKS", ""),
        ("PIP_RETRIES", "0"),
        ("PIP_NO_CACHE_DIR", "1"),
    ):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match="no way to a package index"):
        build.clean_environment(tmp_path / "environment")
    assert "ERROR" in capfd.readouterr().err


def test_a_command_that_cannot_be_started_or_does_not_end_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build = build_module()
    with pytest.raises(SystemExit, match="cannot be started: /no/such/signtool"):
        build.sign("/no/such/signtool sign", [ROOT / "LICENSE"])
    monkeypatch.setattr(build, "TIMEOUT_S", 0.1)
    with pytest.raises(SystemExit, match="not done after"):
        build.run([sys.executable, "-c", "import time; time.sleep(20)"])


def test_the_lock_pins_every_dependency_by_hash() -> None:
    text = LOCK.read_text(encoding="utf-8")
    pinned = {
        name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=;\[ ]", one)[0].lower() for one in project["dependencies"]} | {
        "pyinstaller",
        "pefile",
    }
    assert wanted <= pinned, f"renew {LOCK.name}: {wanted - pinned}"
    _require_fitting(text, project["dependencies"] + project["optional-dependencies"]["build"])
    for block in re.split(r"\n(?=\S)", text):
        if "==" in block.split("\n")[0] and not block.startswith("#"):
            assert "--hash=sha256:" in block, block.split("\n")[0]
    assert "http" not in text


def _require_fitting(lock: str, wanted: list[str]) -> None:
    """Every version of the lock lies within what pyproject.toml allows."""
    versions = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock, re.MULTILINE)
    }
    for one in map(Requirement, wanted):
        version = versions.get(canonicalize_name(one.name))
        if version is not None:
            assert one.specifier.contains(version), f"renew {LOCK.name}: {one} is not met by {version}"


def test_a_lock_that_pyproject_has_left_behind_is_seen() -> None:
    with pytest.raises(AssertionError, match="renew"):
        _require_fitting("segno==1.6.6 \\\n", ["segno>=1.7"])


@pytest.mark.parametrize("system", ["win_amd64", "manylinux"])
def test_the_lock_is_for_windows_too(system: str) -> None:
    """What only one system needs is there under its condition, the rest without any."""
    text = LOCK.read_text(encoding="utf-8")
    only = dict(re.findall(r"^([A-Za-z0-9._-]+)==\S+ ; (sys_platform == '\w+')", text, re.MULTILINE))
    assert only["pefile"] == only["pywin32-ctypes"] == "sys_platform == 'win32'"
    places = {"os_name": "nt", "sys_platform": "win32"} if system == "win_amd64" else {}
    lines = re.findall(r"^([A-Za-z0-9._-]+==\S+(?: ; [^\\\n]+)?)", text, re.MULTILINE)
    here = {
        one.name
        for one in map(Requirement, lines)
        if one.marker is None
        or one.marker.evaluate(
            {**places, "platform_python_implementation": "CPython", "implementation_name": "cpython"}
        )
    }
    assert {"pyside6-essentials", "shiboken6", "reportlab", "pyinstaller", "cffi", "lxml"} <= here
    assert ("pefile" in here) is (system == "win_amd64" or sys.platform == "win32")


def test_the_self_test_tries_every_library() -> None:
    from models.services.selftest import LIBRARIES

    ours = {"models", "ui", "resources", "PySide6", "shiboken6"}
    imported = set()
    for path in (*ROOT.glob("models/**/*.py"), *ROOT.glob("ui/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    assert imported - set(sys.stdlib_module_names) - ours == {name.split(".")[0] for name in LIBRARIES}


def test_the_version_stands_in_one_sense() -> None:
    from models.version import VERSION

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION), "the Windows version words need three numbers"
