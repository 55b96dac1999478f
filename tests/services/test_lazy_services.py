"""Opening an office imports what opening needs; each service comes when it is first asked for, by itself."""

from __future__ import annotations

import subprocess
import sys
from functools import cached_property
from pathlib import Path

import pytest
from casework import Casework

from models.services.office_services import OfficeServices

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(name for name, made in vars(OfficeServices).items() if isinstance(made, cached_property))
LATER = ("openpyxl", "reportlab", "models.services.exchange", "models.services.cases", "models.exchange")


def in_child(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_office_leaves_the_services_for_later() -> None:
    loaded = in_child("import sys, models.services.office; print('\\n'.join(sys.modules))").splitlines()
    assert "models.services.office" in loaded
    assert [name for name in LATER if name in loaded] == []


def test_the_window_is_painted_before_the_rules_are_read() -> None:
    """What the window imports counts to the first painted window; the office comes on the worker afterwards."""
    loaded = in_child("import sys, ui.application; print('\\n'.join(sys.modules))").splitlines()
    assert "ui.main_window" in loaded
    heavy = (
        "models.letters",
        "models.policy",
        "models.cases",
        "models.storage",
        "msgspec",
        "sqlite3",
        "stdnum",
    )
    assert [name for name in loaded if name.startswith(heavy)] == []


def test_every_service_module_can_be_the_first() -> None:
    in_child(
        "import ast, importlib, sys\n"
        "tree = ast.parse(open('models/services/office_services.py', encoding='utf-8').read())\n"
        "names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}\n"
        "for name in sorted(n for n in names if n.startswith('models.services.')):\n"
        "    for old in [m for m in sys.modules if m.split('.')[0] == 'models']:\n"
        "        del sys.modules[old]\n"
        "    importlib.import_module(name)\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_made_once(work: Casework, name: str) -> None:
    made = getattr(work.office, name)
    assert made is getattr(work.office, name)
