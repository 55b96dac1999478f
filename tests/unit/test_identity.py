"""Numbers of enterprises and people: tidied as typed, every wrong character found, the expected one told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from models.cases.identity import (
    check_credit_code,
    check_id_number,
    mask_account,
    mask_number,
    mask_phone,
    tidy_code,
)
from models.errors import UserError

GOOD = "91330108MA27X00016"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.fixture
def good() -> str:
    body = "91330108MA27X0001"
    return body + uscc.calc_check_digit(body)


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        (" 9133 0108-ma27x0001 6", "91330108MA27X00016"),
        ("９１３３０１０８ＭＡ２７Ｘ", "91330108MA27X"),
        ("\u3000１\t２", "12"),
    ],
)
def test_spaces_full_width_and_small_letters_are_tidied(typed: str, tidied: str) -> None:
    assert tidy_code(typed) == tidied


def test_a_good_code_comes_back_tidied(good: str) -> None:
    assert check_credit_code(f" {good[:8]} {good[8:].lower()}　") == good


@given(
    st.text(alphabet="0123456789", min_size=6, max_size=6), st.text(alphabet=ALPHABET, min_size=9, max_size=9)
)
def test_codes_that_stdnum_accepts_are_accepted(place: str, organisation: str) -> None:
    body = "91" + place + organisation
    code = body + uscc.calc_check_digit(body)
    assert uscc.is_valid(code) and check_credit_code(code) == code


@given(st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_found(place: int, char: str) -> None:
    body = "91330108MA27X0001"
    good = body + uscc.calc_check_digit(body)
    wrong = good[:place] + char + good[place + 1 :]
    if wrong == good:
        assert check_credit_code(wrong) == good
        return
    with pytest.raises(UserError) as refused:
        check_credit_code(wrong)
    assert refused.value.field == "code"


def test_the_expected_check_character_is_told(good: str) -> None:
    expected = good[17]
    wrong = "0" if expected != "0" else "1"
    with pytest.raises(UserError, match=f"第18位应为“{expected}”，填写的是“{wrong}”"):
        check_credit_code(good[:17] + wrong)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写统一社会信用代码"),
        ("91330108MA27X001", "少了 2 位"),
        ("91330108MA27X00011111", "多了 3 位"),
        ("9133O108MA27X00016", "第 5 位不能是“O”。是否为“0”"),
        ("91330108MI27X00016", "第 10 位不能是“I”。是否为“1”"),
        ("91A30108MA27X00016", "第 3 位应为数字"),
        ("٩1330108MA27X00016", "第 1 位不能是"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(typed: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        check_credit_code(typed)


def test_the_second_check_character_narrows_the_mistake_down() -> None:
    # A real organisation code carries its own check character at place 17 (GB 11714).
    body = "91110000600037341"
    good = body + uscc.calc_check_digit(body)
    with pytest.raises(UserError, match="第9至17位自身相符"):
        check_credit_code("92" + good[2:])
    with pytest.raises(UserError, match="第9至17位自身也不相符"):
        check_credit_code(good[:10] + "7" + good[11:])


def id_number(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


@given(st.dates(date(1900, 1, 1), date(2024, 6, 5)), st.integers(0, 999))
def test_id_numbers_with_a_real_birthday_are_accepted(born: date, serial: int) -> None:
    number = id_number(f"330108{born:%Y%m%d}{serial:03d}")
    assert check_id_number(number.lower(), today=date(2024, 6, 5)) == number


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (id_number("33010819900229001"), "出生日期"),
        (id_number("33010820250101001"), "出生日期"),
        ("33010819900101X01X", "第 15 位不能是“X”"),
        ("330108900101001", "少了 3 位"),
    ],
)
def test_wrong_id_numbers_are_told(typed: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        check_id_number(typed, today=date(2024, 6, 5))


@pytest.mark.parametrize(("day", "good"), [("20240605", True), ("20240606", False)])
def test_nobody_is_born_tomorrow(day: str, good: bool) -> None:
    number = id_number(f"330108{day}001")
    if good:
        assert check_id_number(number, today=date(2024, 6, 5)) == number
    else:
        with pytest.raises(UserError):
            check_id_number(number, today=date(2024, 6, 5))


def test_the_expected_check_digit_of_a_person_is_told() -> None:
    good = id_number("33010819900101001")
    wrong = "1" if good[17] != "1" else "2"
    with pytest.raises(UserError, match=f"应为“{good[17]}”"):
        check_id_number(good[:17] + wrong)


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        (mask_number("33010819900101001X"), "3301**********001X"),
        (mask_number("1234"), "****"),
        (mask_phone("13812345678"), "138****5678"),
        (mask_phone("12345"), "*****"),
        (mask_account("6222021202041234567"), "***************4567"),
        (mask_account(""), ""),
    ],
)
def test_numbers_are_masked(masked: str, shown: str) -> None:
    assert masked == shown
