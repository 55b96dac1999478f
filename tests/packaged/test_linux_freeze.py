"""The release command on Linux: freezes, lets both programs test themselves, and says that it makes no installer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = "BINHUI_TEST_FREEZE"

pytestmark = [
    pytest.mark.skipif(not os.environ.get(ASKED), reason=f"freezing takes minutes: set {ASKED}=1"),
    pytest.mark.skipif(sys.platform != "linux", reason="the Linux half of the release command"),
    pytest.mark.timeout(1800),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("冻结 结果")
    done = subprocess.run(
        [sys.executable, "resources/installer/build.py", "--this-environment", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=1700,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out, done.stdout


def test_both_programs_pass_their_self_test(built: tuple[Path, str]) -> None:
    out, told = built
    assert "self-test of binhui-cli: passed" in told and "self-test of binhui: passed" in told
    result = json.loads((out / "self-test" / "result.json").read_text(encoding="utf-8"))
    assert result["ok"] and result["frozen"] and len(result["steps"]) >= 9
    assert (out / "self-test" / "window.png").stat().st_size > 10_000


def test_no_installer_is_made_and_that_is_said(built: tuple[Path, str]) -> None:
    out, told = built
    assert "no installer" in told and not list(out.glob("*.exe"))


def test_the_frozen_program_answers_commands(built: tuple[Path, str], tmp_path: Path) -> None:
    out, _ = built
    program = out / "binhui" / "binhui-cli"
    matters = subprocess.run([program, "matters"], capture_output=True, timeout=60, check=False)
    assert matters.returncode == 0 and len(matters.stdout.splitlines()) == 109
    wrong = subprocess.run(
        [program, "--data", tmp_path, "show"], capture_output=True, timeout=60, check=False
    )
    assert wrong.returncode == 2 and "缺少" in wrong.stderr.decode()


def test_it_is_slim(built: tuple[Path, str]) -> None:
    out, _ = built
    names = [path.name.lower() for path in (out / "binhui").rglob("*")]
    for needless in ("opengl32sw", "_avif", "quick", "qtnetwork", "pytest", "hypothesis", "numpy"):
        assert not [name for name in names if needless in name], needless
    translations = [name for name in names if name.endswith(".qm")]
    assert translations == ["qtbase_zh_cn.qm"]
    assert not (out / "binhui" / "_internal" / "resources" / "installer").exists()
