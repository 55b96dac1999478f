"""The palette keeps its contrast in light and dark, and the style sheet is filled completely."""

from __future__ import annotations

import pytest

import resources
from ui.palette import DARK, LIGHT, Tokens, contrast
from ui.theme import Theme

READABLE = 4.5
GROUNDS = ("window", "surface", "field", "sunken", "hover", "accent_soft")
PAIRS = [(text, ground) for text in ("text", "text_soft", "accent_text") for ground in GROUNDS] + [
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("ok", "ok_soft"),
    ("ok", "surface"),
    ("bad", "bad_soft"),
    ("bad", "surface"),
    ("bad", "window"),
    ("wait", "wait_soft"),
    ("wait", "surface"),
    ("text", "wait_soft"),
    ("text", "bad_soft"),
    ("text_off", "sunken"),
    ("text_off", "surface"),
    ("on_mark", "mark"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    colours = tokens.as_dict()
    assert contrast(colours[text], colours[ground]) >= READABLE


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_style_sheet_names_no_unknown_colour(qapp: object) -> None:
    assert "@" not in Theme(resources.path).style_sheet()
