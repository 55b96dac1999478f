"""GB/T 9704-2012 read back from the finished PDF: paper, grid, head, date, page numbers, 版记."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pdfplumber
import pytest
from page_samples import BUREAU, SAMPLES, short_letter
from pdf_reading import (
    PT_PER_MM,
    PrintedLine,
    bitmap,
    page_chars,
    page_lines,
    page_rules,
    red_ink,
    rendered,
    sample,
)

from models.letters.page.blocks import Document, Mark, Meta, Number, Title, paragraph

HAN_LINE = re.compile(r"[\u3000-\u9fff（）：；，！？“”‘’—…]{28}")


def line_with(lines: list[PrintedLine], text: str) -> PrintedLine:
    return next(line for line in lines if text in line.text)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_is_a4(name: str) -> None:
    with pdfplumber.open(io.BytesIO(sample(name))) as pdf:
        for page in pdf.pages:
            assert page.width / PT_PER_MM == pytest.approx(210, abs=0.1)
            assert page.height / PT_PER_MM == pytest.approx(297, abs=0.1)


def full_page() -> list[PrintedLine]:
    doc = Document("文件格式", (Title("通知"), paragraph("滨江区研发投入补助" * 160)), Meta("通知", BUREAU))
    return [line for line in page_lines(rendered(doc))[1] if line.size == 16]


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    lines = full_page()
    assert len(lines) == 22
    pitches = [b.baseline - a.baseline for a, b in pairwise(lines)]
    assert pitches == pytest.approx([10.446] * 21, abs=0.02)
    assert lines[0].em_top == pytest.approx(37, abs=1)
    assert lines[-1].em_top + 16 / PT_PER_MM == pytest.approx(262, abs=1)
    for line in lines:
        assert HAN_LINE.fullmatch(line.text)
        assert line.x0 == pytest.approx(28, abs=1) and line.x1 == pytest.approx(184, abs=1)


def test_lines_with_figures_and_pushed_down_marks_fill_the_measure_too() -> None:
    lines = [line for page in page_lines(sample("long"))[:2] for line in page if line.size == 16]
    inner = [
        line
        for line, following in pairwise(lines)
        if line.x0 < 29 and following.x0 < 29 and "，" in line.text and line.text[-1] not in "：。"
    ]
    assert len(inner) > 5
    assert all(line.x1 == pytest.approx(184, abs=1) for line in inner)


def test_paragraphs_are_indented_by_two_characters() -> None:
    first = line_with(page_lines(sample("short"))[0], "你单位《关于")
    assert first.x0 == pytest.approx(39.14, abs=0.3)


def test_number_and_red_rule() -> None:
    lines, rules = page_lines(sample("short"))[0], page_rules(sample("short"))[0]
    number = line_with(lines, "〔")
    assert re.fullmatch(r"滨科\u3014\d{4}\u3015[1-9]\d*号", number.text)
    assert (number.x0 + number.x1) / 2 == pytest.approx(106, abs=0.5)
    rule = next(rule for rule in rules if rule.red)
    assert rule.width == pytest.approx(156, abs=0.5)
    assert rule.top - (number.em_top + 16 / PT_PER_MM) == pytest.approx(4, abs=0.2)
    assert rule.weight == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    "unit", ["区府", BUREAU, "杭州高新技术产业开发区（滨江）发展改革和经济信息化综合服务局"]
)
@pytest.mark.parametrize(("form", "top"), [("文件格式", 72), ("信函格式", 30)])
def test_the_mark_stands_and_fits(form: str, top: float, unit: str) -> None:
    blocks = (Mark(unit), Number("滨科〔2024〕1号"), Title("通知"), paragraph("请执行。"))
    pdf = rendered(Document(form, blocks, Meta("通知", unit)))  # type: ignore[arg-type]
    number = next(line for line in page_lines(pdf)[0] if "〔" in line.text)
    rules = [rule.top for rule in page_rules(pdf)[0] if rule.red and rule.top < 150]
    x0, ink_top, x1, _ = red_ink(bitmap(pdf, dpi=300), min([number.em_top, *rules]) - 0.2, 300)
    assert ink_top == pytest.approx(top, abs=1)
    assert x1 - x0 <= 156
    assert (x0 + x1) / 2 == pytest.approx(106, abs=0.8)


def test_a_mark_is_narrowed_before_it_is_made_smaller() -> None:
    marks = [line for line in page_lines(sample("short"))[0] if "科学技术局文件" in line.text]
    assert [mark.size for mark in marks] == [48]


def test_rules_and_number_of_the_letter_format() -> None:
    rules, lines = page_rules(sample("plain"))[0], page_lines(sample("plain"))[0]
    assert [rule.red for rule in rules] == [True] * 4
    assert [rule.width for rule in rules] == pytest.approx([170] * 4, abs=0.5)
    upper_thick, upper_thin, lower_thin, lower_thick = (rule.weight for rule in rules)
    assert upper_thick > 2 * upper_thin and lower_thick > 2 * lower_thin
    assert rules[3].bottom == pytest.approx(277, abs=0.1)
    mark = next(line for line in lines if line.text == BUREAU and line.size > 30)
    assert rules[0].top - (mark.em_top + mark.size / PT_PER_MM) == pytest.approx(4, abs=0.2)
    number = line_with(lines, "〔")
    assert number.x1 == pytest.approx(184, abs=1) and number.em_top > rules[1].bottom


@pytest.mark.parametrize("name", ["short", "long", "plain"])
def test_date_and_signature(name: str) -> None:
    pages = page_lines(sample(name))
    lines = next(lines for lines in pages if any(line.text.endswith("2024年6月3日") for line in lines))
    date = [char for char in line_with(lines, "2024年6月3日").chars if char.size == 16]
    at = next(i for i, line in enumerate(lines) if line.text.endswith("2024年6月3日"))
    unit = lines[at - 1]
    assert unit.text == BUREAU
    assert date[-1].x1 == pytest.approx(161.71, abs=0.3)
    assert (unit.x0 + unit.x1) / 2 == pytest.approx((date[0].x0 + date[-1].x1) / 2, abs=0.5)


def test_page_numbers() -> None:
    for number, lines in enumerate(page_lines(sample("long")), 1):
        line = lines[-1]
        assert line.text == f"— {number} —" and line.size == 14
        assert line.baseline < 275
        dash, *digits, last = (char for char in line.chars if char.text != " ")
        # The dash is a little narrower than its square and stands in the middle of it.
        assert digits[0].x0 - dash.x1 == pytest.approx(last.x0 - digits[-1].x1, abs=0.05)
        if number % 2:
            assert line.x1 == pytest.approx(184 - 14 / PT_PER_MM, abs=0.5)
        else:
            assert line.x0 == pytest.approx(28 + 14 / PT_PER_MM, abs=0.5)


def test_the_dash_of_the_page_number_is_7_mm_below_the_type_area() -> None:
    picture = bitmap(sample("short"), dpi=600).convert("L").point(lambda v: 255 * (v < 128))
    line = page_lines(sample("short"))[0][-1]
    left = line.chars[0]
    box = tuple(round(mm * 600 / 25.4) for mm in (left.x0, 264, left.x1, 275))
    ink = picture.crop(box).getbbox()
    assert ink is not None
    assert 264 + ink[1] * 25.4 / 600 == pytest.approx(269, abs=0.2)


def test_imprint() -> None:
    pages = page_lines(sample("short"))
    rules = [rule for rule in page_rules(sample("short"))[-1] if rule.top > 200]
    assert [rule.weight for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    assert [rule.width for rule in rules] == pytest.approx([156] * 3, abs=0.5)
    assert (rules[-1].top + rules[-1].bottom) / 2 == pytest.approx(262, abs=0.3)
    copies, issue = line_with(pages[-1], "抄送"), line_with(pages[-1], "印发")
    assert copies.text == "抄送：区财政局，区审计局。"
    assert copies.size == issue.size == 14
    one = 14 / PT_PER_MM
    assert copies.x0 == pytest.approx(28 + one, abs=0.5)
    assert issue.x0 == pytest.approx(28 + one, abs=0.5) and issue.x1 == pytest.approx(184 - one, abs=0.5)
    assert issue.text == f"{BUREAU}办公室2024年6月3日印发"
    assert rules[0].bottom < copies.em_top and copies.baseline < rules[1].top < issue.em_top


def test_imprint_of_the_letter_format_has_copies_alone() -> None:
    lines = page_lines(sample("plain"))[-1]
    assert line_with(lines, "抄送").text == "抄送：区财政局。"
    assert not any("印发" in line.text for line in lines)
    assert not [rule for rule in page_rules(sample("plain"))[-1] if not rule.red]


def test_attachments_hang_under_their_first_character() -> None:
    pages = page_lines(sample("long"))
    lines = next(lines for lines in pages if any("附件：1." in line.text for line in lines))
    at = next(i for i, line in enumerate(lines) if "附件：1." in line.text)
    first, rest, second = lines[at : at + 3]
    assert first.x0 == pytest.approx(39.14, abs=0.3)
    assert rest.x0 == pytest.approx(first.chars[5].x0, abs=0.3)
    assert second.text == "2.资金使用承诺书"
    assert second.x0 == pytest.approx(first.chars[3].x0, abs=0.3)


def test_page_one_shows_body_text_even_under_a_long_title() -> None:
    pdf = rendered(short_letter(applicant="杭州" + "智能制造研究" * 9 + "有限公司"))
    assert any("你单位《关于" in line.text for line in page_lines(pdf)[0])


def test_the_watermark_is_slanted_and_pale() -> None:
    every = page_chars(rendered(short_letter(draft=True)), upright=False)
    upright = page_chars(rendered(short_letter(draft=True)))
    for all_chars, text in zip(every, upright, strict=True):
        assert len(all_chars) - len(text) == 2
