"""The release command says plainly what is missing, and its lock pins everything by hash."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

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
    (tmp_path / "frozen" / "binhui.exe").write_bytes(b"MZ")
    done = run("--frozen", str(tmp_path / "frozen"), "--out", str(tmp_path), path=str(tmp_path))
    assert done.returncode != 0 and "makensis is missing: install NSIS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_windows_build_gives_no_installer(tmp_path: Path) -> None:
    done = run("--frozen", str(tmp_path), "--out", str(tmp_path / "out"), path=str(tmp_path))
    assert "no installer" in done.stdout


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
    for block in re.split(r"\n(?=\S)", text):
        if "==" in block.split("\n")[0] and not block.startswith("#"):
            assert "--hash=sha256:" in block, block.split("\n")[0]
    assert "http" not in text


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
