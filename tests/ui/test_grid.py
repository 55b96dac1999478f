"""One visual system: distances on the grid, type on the scale, every pair of colours readable, icons with their licence."""

from __future__ import annotations

import ast
import re
from itertools import product
from pathlib import Path

import pytest

import resources
from ui.palette import DARK, LIGHT, Tokens, contrast
from ui.theme import GRID

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "ui").rglob("*.py"))
SHEET = resources.path("styles", "app.qss").read_text(encoding="utf-8")
# Lines that belong together stand half a step apart.
HALF = GRID // 2
SETTERS = {"setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "setContentsMargins", "addSpacing"}
TYPE_SCALE_PX = {12, 13, 14, 15, 18, 20}
READABLE = 4.5
WORDS = ("text", "text_soft", "accent_text", "ok", "bad", "wait")
GROUNDS = ("window", "surface", "field", "sunken", "hover", "accent_soft", "wait_soft", "bad_soft", "ok_soft")


def distances(tree: ast.AST) -> list[tuple[int, int]]:
    """Return (line, pixels) of every spacing and margin that is written down as a number."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given: list[ast.expr] = list(call.args) if name in SETTERS else []
        given += [
            one.value
            for one in call.keywords
            if one.arg in ("spacing", "margins") and name in ("line", "column")
        ]
        for value in given:
            parts = value.elts if isinstance(value, ast.Tuple) else [value]
            found += [
                (part.lineno, part.value)
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, int)
            ]
    return found


def test_distances_stand_on_the_grid() -> None:
    off = [
        f"{path.relative_to(ROOT).as_posix()}:{place} {pixels} px"
        for path in SOURCES
        for place, pixels in distances(ast.parse(path.read_text(encoding="utf-8")))
        if pixels % GRID and pixels != HALF
    ]
    assert not off, f"multiples of {GRID} px only: {off}"


def test_a_distance_off_the_grid_is_found() -> None:
    assert distances(ast.parse("line(spacing=6, margins=(0, 3, 0, 8))")) == [
        (1, 6),
        (1, 0),
        (1, 3),
        (1, 0),
        (1, 8),
    ]


def test_type_stands_on_the_scale() -> None:
    assert {int(size) for size in re.findall(r"font-size: (\d+)px", SHEET)} <= TYPE_SCALE_PX


def pairs_of_the_sheet() -> set[tuple[str, str]]:
    """Return (words, ground) of every rule of the style sheet that names both."""
    found = set()
    for body in re.findall(r"\{([^}]*)\}", SHEET):
        for prefix in ("", "selection-"):
            words = re.search(rf"(?<![-\w]){prefix}color: @(\w+)@", body)
            ground = re.search(rf"(?<![-\w]){prefix}background(?:-color)?: @(\w+)@", body)
            if words and ground:
                found.add((words[1], ground[1]))
    return found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_the_sheet_can_be_read(tokens: Tokens) -> None:
    colours = tokens.as_dict()
    pairs = pairs_of_the_sheet()
    assert ("on_accent", "accent") in pairs and len(pairs) > 10
    dim = {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < READABLE}
    assert not dim


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(tokens: Tokens) -> None:
    colours = tokens.as_dict()
    pairs = [*product(WORDS, GROUNDS), ("on_accent", "ok"), ("on_accent", "bad"), ("on_accent", "wait")]
    assert not [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < READABLE]


def test_icons_come_with_their_licence() -> None:
    icons = resources.path("icons")
    assert "MIT License" in (icons / "MIT-TablerIcons.txt").read_text(encoding="utf-8")
    assert "Tabler" in resources.path("THIRD-PARTY.md").read_text(encoding="utf-8")
    named = {
        name
        for path in SOURCES
        for name in re.findall(r'\.icon\("([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert all((icons / f"{name}.svg").is_file() for name in named)
