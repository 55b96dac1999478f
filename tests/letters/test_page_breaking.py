"""Line breaking after GB/T 15834, on thousands of generated paragraphs and on single cases."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reading import fonts

from models.letters.page.blocks import Run
from models.letters.page.breaking import break_lines
from models.letters.page.lines import set_lines

ROOM = 28_000
# Written out here, not imported: the test must not share the breaker's own list.
START_FORBIDDEN = set("。，、；：？！》」』】）〕〉”’…—·%‰％～)],.;:!?")
END_FORBIDDEN = set("“‘（《〈「『【〔([¥￥")
HAN = "杭州市滨江区科学技术局关于同意给予研发投入补助资金批复企业年度审查核定政策一二三四五六七八九十"
PIECES = [
    *"。，、；：？！",
    "……", "——", "·", "～", "%", "‰", "”", "’", "》", "）", "〕", "】", "》，", "”。", "）；", "？”", "！”）。",
    "“", "‘", "（", "《", "〔", "【", "（《", "“《", "《“",
    "2024", "115,000.00", "¥115,000.00", "5%", "0571-87700000", "BJ-KJ-2024-00017", "91330108MA2ABCDE1X", "AI",
    "GB/T 9704", "e.g.", "3.5‰", "12,345,678.90",
]  # fmt: skip


def generated(seed: int) -> str:
    """A paragraph of Han text strewn with everything that line breaking can stumble over."""
    rng = random.Random(seed)
    parts = []
    for _ in range(rng.randint(5, 60)):
        parts.append("".join(rng.choices(HAN, k=rng.randint(1, 12))))
        parts.append(rng.choice(PIECES))
    return "".join(parts)


def lines_of(text: str, indent: int = 2) -> list[str]:
    advances = fonts().advances(text, "fangsong")
    return [text[a:b] for a, b in break_lines(text, advances, ROOM, ROOM - indent * 1000)]


def faults(lines: list[str]) -> list[str]:
    """What the standard forbids at the edges between lines."""
    found = []
    for before, after in pairwise(lines):
        if after[0] in START_FORBIDDEN:
            found.append(f"line starts with {after[0]}")
        if before.rstrip(" ")[-1] in END_FORBIDDEN:
            found.append(f"line ends with {before[-1]}")
        if re.search(r"[!-~]$", before) and re.match(r"[!-~]", after):
            found.append(f"run broken: {before[-5:]}|{after[:5]}")
    return found


def test_no_fault_in_generated_paragraphs_and_nothing_lost() -> None:
    count = 0
    for seed in range(2500):
        text = generated(seed)
        lines = lines_of(text)
        assert "".join(lines) == text
        assert faults(lines) == [], (seed, lines)
        count += len(lines)
    assert count > 10_000


def test_the_fault_finder_finds_faults() -> None:
    assert (
        faults(["甲", "。乙"]) and faults(["甲（", "乙"]) and faults(["12", "34"]) and faults(["甲…", "…乙"])
    )


def test_lines_never_exceed_their_room() -> None:
    for seed in range(300):
        text = generated(seed)
        for index, line in enumerate(lines_of(text)):
            width = sum(fonts().advances(line.rstrip(" "), "fangsong"))
            assert width <= ROOM - (2000 if index == 0 else 0)


def test_lines_are_as_full_as_the_rules_allow() -> None:
    assert [len(line) for line in lines_of("字" * 82)] == [26, 28, 28]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("字" * 28 + "。" + "字", ["字" * 27, "字。字"]),
        ("字" * 27 + "（甲）", ["字" * 27, "（甲）"]),
        ("字" * 26 + "——甲", ["字" * 26 + "——", "甲"]),
        ("字" * 27 + "——甲", ["字" * 26, "字——甲"]),
        ("字" * 27 + "……甲", ["字" * 26, "字……甲"]),
        ("字" * 26 + "12345", ["字" * 26, "12345"]),
        ("字" * 26 + "1234年", ["字" * 26 + "1234", "年"]),
        ("字" * 27 + "5%的", ["字" * 27, "5%的"]),
        ("字" * 27 + "“甲”", ["字" * 27, "“甲”"]),
        ("字" * 26 + "甲”。乙", ["字" * 26, "甲”。乙"]),
        ("字" * 28 + " 乙", ["字" * 28 + " ", "乙"]),
    ],
)  # fmt: skip
def test_single_breaks(text: str, ends: list[str]) -> None:
    assert lines_of(text, indent=0) == ends


def test_a_run_longer_than_a_line_is_cut_where_the_line_is_full() -> None:
    lines = lines_of("字" + "1" * 70, indent=0)
    assert lines == ["字", "1" * 56, "1" * 14]


@settings(max_examples=200)
@given(st.text(st.sampled_from("字，。（“”《》—…1A% "), max_size=120), st.integers(1, 28), st.integers(0, 2))
def test_any_text_breaks_into_itself(text: str, chars: int, indent: int) -> None:
    widths = [500 if char.isascii() else 1000 for char in text]
    spans = break_lines(text, widths, chars * 1000, max(chars - indent, 1) * 1000)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


def test_runs_of_several_faces_break_as_one_text() -> None:
    runs = (Run("（一）" * 4, "kai"), Run("字" * 30), Run("。", "hei"))
    lines = set_lines(runs, ROOM, fonts(), first_indent=2000)
    assert "".join(line.text for line in lines) == "".join(run.text for run in runs)
    assert [run.face for run in lines[0].runs] == ["kai", "fangsong"]
    assert lines[-1].text[0] == "字" and lines[-1].runs[-1].face == "hei"
    assert lines[0].stretch_to == ROOM - 2000 and lines[-1].stretch_to is None
