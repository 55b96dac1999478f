"""The house stands as drawn: top level, import contracts, sizes of files and functions, no Qt in models."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WANTED = {
    "pyproject.toml", "main.py", "ui", "models", "resources", "build.spec", "tests",
    "README.md", "CHANGELOG.md", "LICENSE", ".ci", ".gitignore",
}  # fmt: skip
SOURCES = sorted([*ROOT.glob("models/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"])
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


# The store itself, the safety copy it makes, and the lock file of the data folder.
OPENING = ["models/storage/database.py", "models/storage/folder.py", "models/storage/opening.py"]
# A migration is frozen history; views.py is one list of plain values.
EXEMPT = {"models/services/views.py"}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1


def tracked() -> list[str]:
    found = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if found.returncode:
        pytest.skip("not a git checkout")
    return found.stdout.splitlines()


def test_top_level_is_as_wanted():
    assert {line.split("/")[0] for line in tracked()} == WANTED


def test_import_contracts_are_kept():
    script = "from importlinter.cli import lint_imports_command as run; run([])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_small_and_says_what_it_is(path):
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE or name in EXEMPT, "split this file"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "open the module with one sentence"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "/migrations/" not in name:
            assert body_lines(node) <= LONGEST_FUNCTION, f"split {node.name}"


def test_clock_is_read_in_one_place():
    for path in SOURCES:
        if path.relative_to(ROOT).as_posix() in ("models/clock.py",) or "ui" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert "datetime.now(" not in text and "date.today(" not in text, path


def test_only_one_module_opens_a_connection():
    opening = [p for p in SOURCES if "sqlite3.connect(" in p.read_text(encoding="utf-8")]
    assert [p.relative_to(ROOT).as_posix() for p in opening] == OPENING


def test_no_float_carries_money():
    for path in ROOT.glob("models/awards/*.py"):
        assert "float(" not in path.read_text(encoding="utf-8"), path


def test_the_readme_names_each_command_once_and_only_what_is_there():
    from models.services.console.parser import build_parser

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1].split() for line in text.splitlines() if line.startswith("| `main.py")]
    named = [row[1] if len(row) > 1 else "" for row in rows]
    assert len(named) == len(set(named)), named
    choices = next(action.choices for action in build_parser()._actions if action.dest == "command")
    assert {name for name in named if name and not name.startswith("-")} == set(choices)
    places = re.findall(r"`((?:models|ui|resources|tests)/[\w./-]+)`", text)
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place.rstrip("/")).exists()] == []
