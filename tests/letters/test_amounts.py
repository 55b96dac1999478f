"""Amounts in capitals after 支付结算办法, against its own examples, its rules and an independent converter."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.letters.amounts import LIMIT_FEN, capitals, figures

CASES = [
    (0, "人民币零元整"),
    (1, "人民币壹分"),
    (10, "人民币壹角"),
    (99, "人民币玖角玖分"),
    (100, "人民币壹元整"),
    (101, "人民币壹元零壹分"),
    (110, "人民币壹元壹角"),
    (1000, "人民币壹拾元整"),
    (1_100, "人民币壹拾壹元整"),
    (140_950, "人民币壹仟肆佰零玖元伍角"),
    (600_714, "人民币陆仟零柒元壹角肆分"),
    (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
    (32_504, "人民币叁佰贰拾伍元零肆分"),
    (11_500_000, "人民币壹拾壹万伍仟元整"),
    (20_000_000, "人民币贰拾万元整"),
    (200_000_000, "人民币贰佰万元整"),
    (1_000_100, "人民币壹万零壹元整"),
    (10_000_000_000, "人民币壹亿元整"),
    (10_001_000_000, "人民币壹亿零壹万元整"),
    (10_000_000_100, "人民币壹亿零壹元整"),
    (100_000_000_000_000, "人民币壹万亿元整"),
    (100_000_000_000_100, "人民币壹万亿零壹元整"),
    (LIMIT_FEN - 1, "人民币玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("fen", "words"), CASES)
def test_capitals_of_known_amounts(fen: int, words: str) -> None:
    assert capitals(fen) == words


@pytest.mark.parametrize("fen", [-1, LIMIT_FEN])
def test_amounts_out_of_range_are_refused(fen: int) -> None:
    for function in (capitals, figures):
        with pytest.raises(ValueError, match=str(fen)):
            function(fen)


@given(st.integers(0, LIMIT_FEN - 1))
def test_capitals_agree_with_an_independent_converter(fen: int) -> None:
    yuan, cents = divmod(fen, 100)
    words = cn2an.an2cn(str(yuan), "rmb").removesuffix("整") if yuan or not cents else ""
    if cents:
        # cn2an rounds decimals of large numbers, so the part after the point is asked for on its own.
        small = cn2an.an2cn(str(Decimal(cents) / 100), "rmb")
        words += ("零" if yuan and cents < 10 else "") + small
    else:
        words += "整"
    assert capitals(fen) == "人民币" + words


@given(st.integers(0, LIMIT_FEN - 1))
def test_capitals_keep_the_rules_of_form(fen: int) -> None:
    words = capitals(fen).removeprefix("人民币")
    assert re.fullmatch("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+", words)
    assert words.endswith("整") == (fen % 100 == 0)
    assert "零零" not in words
    assert not re.search("零[万亿角分整]|(?<!壹)(?<![贰叁肆伍陆柒捌玖])[拾佰仟]", words)


@given(st.integers(0, LIMIT_FEN - 1))
def test_figures_carry_the_yen_sign_and_read_back(fen: int) -> None:
    text = figures(fen)
    assert text[0] == "\u00a5"
    assert Decimal(text[1:].replace(",", "")) * 100 == fen
    assert re.fullmatch(r"¥\d{1,3}(,\d{3})*\.\d\d", text)
