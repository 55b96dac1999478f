"""Money is whole 分: parsing refuses what it cannot keep, percentages are exact."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.money import MAX_FEN, parse_yuan, percent_of, wan, yuan, yuan_grouped


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        ("0", 0),
        ("5300000.00", 530_000_000),
        ("0.1", 10),
        ("0.01", 1),
        (5, 500),
        (Decimal("1.5"), 150),
        (Decimal("1E+5"), 10_000_000),
        ("999999999999999.99", MAX_FEN),
        ("-0.00", 0),
    ],
)
def test_plain_amounts(value, fen):
    assert parse_yuan(value) == fen


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        "abc",
        "-1",
        "-0.01",
        "1.234",
        "1e5",
        "１２",
        "1,000",
        " 1",
        "NaN",
        "Infinity",
        True,
        1.5,
        [],
        Decimal("NaN"),
        Decimal("1E+400"),
        "1000000000000000",
        10**18,
        pytest.param(10**5000, id="huge"),
        "9" * 5000,
        "1.",
        ".5",
    ],
)
def test_refused_amounts_name_the_field(value):
    with pytest.raises(UserError) as caught:
        parse_yuan(value, field="rd_current", label="年度研发投入额")
    assert caught.value.field == "rd_current"
    assert "年度研发投入额" in caught.value.message


@given(st.integers(min_value=0, max_value=MAX_FEN))
def test_round_trip(fen):
    assert parse_yuan(yuan(fen)) == fen
    assert parse_yuan(yuan_grouped(fen).replace(",", "")) == fen


@given(st.integers(min_value=0, max_value=10**15), st.decimals(min_value=0, max_value=100, places=2))
def test_percent_agrees_with_decimal(fen, percent):
    exact = Decimal(fen) * percent / 100
    assert percent_of(fen, percent, "cut") == int(exact.to_integral_value(ROUND_DOWN))
    assert percent_of(fen, percent, "half_up") == int(exact.to_integral_value(ROUND_HALF_UP))


def test_half_a_fen_goes_up_only_for_exact_amounts():
    assert percent_of(1, Decimal(50), "half_up") == 1
    assert percent_of(1, Decimal(50), "cut") == 0


@pytest.mark.parametrize(
    ("fen", "words"),
    [(200_000_000, "200万元"), (10**10, "1亿元"), (123_456, "1,234.56元"), (0, "0.00元"), (10**6, "1万元")],
)
def test_amounts_in_the_documents_words(fen, words):
    assert wan(fen) == words
