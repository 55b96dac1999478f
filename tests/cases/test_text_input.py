"""What officers type: amounts, days and codes, and what is refused because it can be read in two ways."""

from __future__ import annotations

from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cases.identity import tidy_code
from models.cases.text_input import parse_day, read_amount
from models.errors import UserError
from models.money import MAX_FEN, yuan, yuan_grouped

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("230万", 230_0000_00),
        ("230 万元", 230_0000_00),
        ("2,300,000", 230_0000_00),
        ("２，３００，０００．００", 230_0000_00),
        ("二百三十万元", 230_0000_00),
        ("贰佰叁拾万元整", 230_0000_00),
        ("1.5亿", 1_5000_0000_00),
        ("3千万", 3000_0000_00),
        ("23,000万", 2_3000_0000_00),
        ("￥115000.00", 115000_00),
        ("¥115,000", 115000_00),
        ("人民币壹拾壹万伍仟元整", 115000_00),
        ("十万", 10_0000_00),
        ("十五元", 15_00),
        ("两万零五", 20005_00),
        ("一千零五十万", 1050_0000_00),
        ("一亿零三百万", 1_0300_0000_00),
        ("三元五角二分", 3_52),
        ("壹佰元零伍分", 100_05),
        ("五角", 50),
        ("玖分", 9),
        ("0", 0),
        ("零元", 0),
        ("0.01", 1),
        ("1.23456万", 12345_60),
    ],
)
def test_amounts(text, fen):
    assert read_amount(text).fen == fen


UNREADABLE = """二百三 一万二 一百十 一二三 百 千万 万 1,23 12,34,567 230,000,00 1.234 0.0000001万 abc 二百abc 5. .5 1e5
一亿亿 一万亿 二十万三亿 三元五 230万5千 元 一元元 十十 分 角五 五分三角"""


@pytest.mark.parametrize("text", UNREADABLE.split())
def test_what_can_be_read_in_two_ways_is_refused(text):
    with pytest.raises(UserError, match="看不懂") as caught:
        read_amount(text, field="applied")
    assert caught.value.field == "applied"


@pytest.mark.parametrize(
    ("text", "words"), [("", "没有填写"), (" 　", "没有填写"), ("-5", "负数"), ("－5万", "负数")]
)
def test_empty_and_negative_amounts(text, words):
    with pytest.raises(UserError, match=words):
        read_amount(text)


def test_an_amount_out_of_range():
    assert read_amount(yuan(MAX_FEN)).fen == MAX_FEN
    with pytest.raises(UserError, match="过大"):
        read_amount(yuan(MAX_FEN + 1))


def test_the_explanation_shows_figures_and_a_round_amount_in_words():
    assert read_amount("230万").explanation == "2,300,000.00 元（230万元）"
    assert read_amount("12.5").explanation == "12.50 元"


@given(st.integers(0, MAX_FEN))
def test_own_figures_are_read_back(fen):
    assert read_amount(yuan(fen)).fen == read_amount(yuan_grouped(fen)).fen == fen


@given(st.integers(1, 10**12 - 1))
def test_chinese_numerals_agree_with_an_independent_writer(amount):
    assert read_amount(cn2an.an2cn(amount, "low") + "元").fen == amount * 100
    assert read_amount(cn2an.an2cn(amount, "up") + "元整").fen == amount * 100


@given(st.integers(0, 10**12))
def test_capital_amounts_agree_with_an_independent_writer(fen):
    text = cn2an.an2cn(yuan(fen).rstrip("0").rstrip("."), "rmb")
    assert read_amount(text).fen == fen


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20240630", "2024-06-30"),
        ("2024-6-30", "2024-06-30"),
        ("2024/06/30", "2024-06-30"),
        ("2024.6.30", "2024-06-30"),
        ("2024年6月30日", "2024-06-30"),
        ("２０２４－６－３０", "2024-06-30"),
        ("6-30", "2024-06-30"),
        ("6.30", "2024-06-30"),
        ("6月30日", "2024-06-30"),
        ("6月30号", "2024-06-30"),
        ("2-29", "2024-02-29"),
        ("今天", "2024-06-01"),
        (" 昨天 ", "2024-05-31"),
        ("前天", "2024-05-30"),
        ("明天", "2024-06-02"),
        ("后天", "2024-06-03"),
        ("六月三十日", "2024-06-30"),
        ("十一月十日", "2024-11-10"),
        ("正月廿一日", "2024-01-21"),
        ("二〇二四年六月三十日", "2024-06-30"),
        ("二零二三年十二月三十一号", "2023-12-31"),
        ("二○二四年二月二十九日", "2024-02-29"),
    ],
)
def test_days(text, day):
    assert parse_day(text, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有填写"),
        ("2-30", "没有这一天"),
        ("20230229", "没有这一天"),
        ("2024-13-01", "没有这一天"),
        ("2024-6/30", "看不懂"),
        ("0024-01-01", "看不懂"),
        ("240630", "看不懂"),
        ("六月", "看不懂"),
        ("六月三十一日", "没有这一天"),
        ("十三月一日", "没有这一天"),
        ("六月三五日", "看不懂"),
        ("一八〇〇年六月一日", "看不懂"),
        ("二四年六月三十日", "看不懂"),
    ],
)
def test_no_days(text, words):
    with pytest.raises(UserError, match=words) as caught:
        parse_day(text, today=TODAY, field="event_date")
    assert caught.value.field == "event_date"


def test_without_today_the_year_must_be_written():
    assert parse_day("2024-6-30", today=None) == date(2024, 6, 30)
    assert parse_day("二〇二四年六月三十日", today=None) == date(2024, 6, 30)
    for text in ("6-30", "今天", "六月三十日"):
        with pytest.raises(UserError):
            parse_day(text, today=None)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_each_day_is_read_in_each_way(day):
    ways = (f"{day:%Y%m%d}", f"{day.year}-{day.month}-{day.day}", f"{day.year}年{day.month}月{day.day}日")
    assert {parse_day(way, today=TODAY) for way in ways} == {day}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_each_day_written_out_is_read_back(day):
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    # An independent writer says 一十二 for 12, officers say 十二.
    month, number = (cn2an.an2cn(part, "low").replace("一十", "十") for part in (day.month, day.day))
    assert parse_day(f"{year}年{month}月{number}日", today=None) == day
    assert parse_day(f"{month}月{number}日", today=day.replace(day=1)) == day


@pytest.mark.parametrize("text", ["2.3百万", "1.5千万元", "0.5十万", "１．２百亿"])
def test_a_decimal_before_a_compound_unit_is_refused_with_what_to_write(text):
    with pytest.raises(UserError, match="看不懂") as caught:
        read_amount(text)
    assert "小数后面不能用" in caught.value.why


def test_the_refusal_tells_the_figure_that_was_probably_meant():
    with pytest.raises(UserError) as caught:
        read_amount("2.3百万")
    assert caught.value.remedy == "如果是 2,300,000.00 元，请写 230万元"
    assert read_amount("230万元").fen == 230_0000_00


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_in_words(text):
    for read in (read_amount, lambda typed: parse_day(typed, today=TODAY)):
        try:
            read(text)
        except UserError as error:
            assert error.what and error.remedy


@given(st.text(alphabet="91MA2ABCx ９１ＭＡ-－\u3000\t", max_size=24))
def test_a_tidied_code_stays_as_it_is(text):

    assert tidy_code(text.lower()) == tidy_code(text.upper()) == tidy_code(tidy_code(text))
