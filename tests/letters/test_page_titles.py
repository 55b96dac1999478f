"""Titles: few lines, broken at words, never a lone character, figures and short names whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_samples import LONG_NAME, RARE_NAME
from pdf_reading import fonts

from models.letters.page.titles import break_title

ROOM = 20_100


def broken(text: str, keep: tuple[str, ...] = ()) -> tuple[str, ...]:
    return break_title(text, tuple(fonts().advances(text, "xiaobiaosong")), ROOM, keep)


@pytest.mark.parametrize(
    ("title", "keep", "lines"),
    [
        ("补正材料通知书", (), ("补正材料通知书",)),
        ("关于拨付2024年度研发投入补助资金的通知", (), ("关于拨付2024年度研发投入补助资金的通知",)),
        (
            "杭州市滨江区科学技术局关于同意给予杭州某某科技有限公司2024年度研发投入补助的批复",
            ("杭州某某科技有限公司",),
            ("杭州市滨江区科学技术局", "关于同意给予杭州某某科技有限公司", "2024年度研发投入补助的批复"),
        ),
        (
            "杭州市滨江区人民政府印发关于进一步推动经济高质量发展若干政策的通知",
            (),
            ("杭州市滨江区人民政府印发关于", "进一步推动经济高质量发展若干政策的通知"),
        ),
    ],
)
def test_known_titles(title: str, keep: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert broken(title, keep) == lines


@pytest.mark.parametrize(
    "name", [f"杭州{RARE_NAME}信息技术股份有限公司", "杭州甲科技有限公司", "滨江区某某街道办事处"]
)
@pytest.mark.parametrize(
    "matter", ["2024年度研发投入补助", "企业首次上规模（规下转规上）奖励", "“专精特新”企业奖励"]
)
def test_names_and_figures_stay_whole(name: str, matter: str) -> None:
    title = f"杭州市滨江区经济和信息化局关于给予{name}{matter}的批复"
    lines = broken(title, (name, matter))
    assert "".join(lines) == title
    assert any(name in line for line in lines)
    for whole in re.findall(r"（[^）]*）|“[^”]*”|\d+", title):
        assert any(whole in line for line in lines)


def test_a_name_of_sixty_characters_breaks_and_fits() -> None:
    assert len(LONG_NAME) == 60
    lines = broken(f"关于同意给予{LONG_NAME}2024年度研发投入补助的批复", (LONG_NAME,))
    assert all(sum(fonts().advances(line, "xiaobiaosong")) <= ROOM for line in lines)
    assert len({len(line) for line in lines}) > 1


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("关于给予杭州滨江的和及补助企业年度2《》（）批复通知"), min_size=1, max_size=60)
)
def test_any_title_keeps_its_text_and_fits(title: str) -> None:
    lines = broken(title)
    assert "".join(lines) == title
    assert all(sum(fonts().advances(line, "xiaobiaosong")) <= ROOM for line in lines)
