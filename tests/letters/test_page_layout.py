"""The layout without a PDF: what stays together, where pages turn, what repeats."""

from __future__ import annotations

import re
from dataclasses import replace

import page_samples
import pytest
from page_samples import BUREAU, ISSUED
from pdf_reading import fonts

from models.letters.page.blocks import (
    Addressee,
    Attachments,
    Block,
    Cell,
    Document,
    FormRow,
    FormTable,
    Heading,
    Imprint,
    Mark,
    Meta,
    Note,
    Number,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    paragraph,
)
from models.letters.page.items import Page, Rule, Text
from models.letters.page.layout import lay_out
from models.letters.page.measures import BODY_PT, BOTTOM, LEFT, PALE, RIGHT, TOP

EDGE = 0.2


def document(*blocks: Block, form: str = "文件格式") -> Document:
    head = (Mark(BUREAU + "文件"), Number("滨科〔2024〕1号"), Title("通知"), Addressee("各单位："))
    return Document(form, (*head, *blocks), Meta("通知", BUREAU))


def pages_of(*blocks: Block) -> tuple[Page, ...]:
    return lay_out(document(*blocks), fonts())


def body_lines(page: Page) -> list[str]:
    """The text of each base line inside the type area, top to bottom."""
    rows: dict[float, list[Text]] = {}
    for item in page.items:
        if isinstance(item, Text) and item.angle == 0 and item.y < BOTTOM + EDGE:
            rows.setdefault(round(item.y, 1), []).append(item)
    return ["".join(i.text for i in sorted(rows[y], key=lambda i: i.x)) for y in sorted(rows)]


@pytest.mark.parametrize("count", range(1, 32))
def test_a_signature_never_stands_alone(count: int) -> None:
    """Whatever the length of the body, two of its lines are on the page that carries the signature."""
    body = [paragraph(f"第{n}段") for n in range(1, count + 1)]
    pages = pages_of(*body, Signature(BUREAU, ISSUED), Note("此件公开发布"))
    signed = next(page for page in pages if BUREAU in body_lines(page))
    lines = body_lines(signed)
    assert lines[lines.index(BUREAU) + 1] == "2024年6月3日"
    assert "（此件公开发布）" in lines[lines.index(BUREAU) + 2]
    shown = [line for line in lines if re.fullmatch(r"第\d+段", line)]
    assert len(shown) >= min(2, count)
    if len(pages) > 1:
        assert any(re.fullmatch(r"第\d+段", line) for line in body_lines(pages[0]))
    order = [line for page in pages for line in body_lines(page) if re.fullmatch(r"第\d+段", line)]
    assert order == [f"第{n}段" for n in range(1, count + 1)]


def test_the_seal_area_is_free() -> None:
    """Between the last line of body and the date nothing but the unit's name stands in the seal's square."""
    (page,) = pages_of(paragraph("现通知如下。"), Signature(BUREAU, ISSUED))
    texts = {item.text: item for item in page.items if isinstance(item, Text)}
    date, unit, body = texts["2024年6月3日"], texts[BUREAU], texts["现通知如下。"]
    assert unit.y - body.y == pytest.approx(3 * (date.y - unit.y), abs=0.01)


@pytest.mark.parametrize("count", range(1, 45, 2))
def test_table_rows_stay_whole_under_a_repeated_head(count: int) -> None:
    table = page_samples.grant_table(count)
    pages = pages_of(paragraph("名单如下："), table, Signature(BUREAU, ISSUED))
    numbers: list[str] = []
    for page in pages:
        lines = body_lines(page)
        rows = [line for line in lines if re.search(r"\d+,?\d*\.00$", line)]
        if rows:
            assert "序号企业名称事项金额（元）" in lines
            assert lines.index("序号企业名称事项金额（元）") < lines.index(rows[0])
        numbers += [row for row in rows if not row.startswith("合计")]
        assert all(
            item.y1 <= BOTTOM + 1 for item in page.items if isinstance(item, Rule) and item.color[0] == 0
        )
    assert len(numbers) == count
    assert sum("合计" in line for page in pages for line in body_lines(page)) == 1
    last = next(page for page in pages if any("合计" in line for line in body_lines(page)))
    assert any("研发投入补助" in line for line in body_lines(last))


def test_a_row_higher_than_a_page_is_cut_between_lines() -> None:
    columns = page_samples.grant_table(1).columns
    table = Table(columns, (("1", "甲" * 600, "补助", "1.00"),))
    pages = pages_of(paragraph("如下："), table)
    assert "".join(line for page in pages for line in body_lines(page)).count("甲") == 600
    assert all(
        item.y < BOTTOM
        for page in pages
        for item in page.items
        if isinstance(item, Text) and "甲" in item.text
    )


@pytest.mark.parametrize("count", range(1, 40))
def test_a_heading_is_never_the_last_line_of_a_page(count: int) -> None:
    blocks = [paragraph(f"第{n}段") for n in range(count)]
    pages = pages_of(*blocks, Heading(1, "一、要求"), paragraph("请遵照执行。"))
    page = next(page for page in pages if "一、要求" in body_lines(page))
    assert "请遵照执行。" in body_lines(page)


def test_full_pages_have_22_lines_on_the_grid() -> None:
    pages = pages_of(paragraph("字" * 1500))
    lines = body_lines(pages[1])
    assert len(lines) == 22 and {len(line) for line in lines} == {28}
    tops = sorted({item.y for item in pages[1].items if isinstance(item, Text) and len(item.text) == 28})
    assert tops[0] > TOP and tops[-1] < BOTTOM


def test_numbers_of_pages() -> None:
    def numbers(doc: Document) -> list[str]:
        return [
            "".join(i.text for i in page.items if isinstance(i, Text) and i.text.startswith("—"))
            for page in lay_out(doc, fonts())
        ]

    assert numbers(document(paragraph("字" * 900)))[:2] == ["— 1 —", "— 2 —"]
    assert numbers(document(paragraph("字" * 900), form="信函格式"))[:2] == ["", "— 2 —"]
    assert numbers(page_samples.approval_form()) == [""]
    assert numbers(page_samples.archive_list())[:2] == ["— 1 —", "— 2 —"]


def test_a_draft_carries_its_watermark_on_every_page_below_the_text() -> None:
    for draft in (True, False):
        doc = replace(document(paragraph("字" * 900)), draft=draft)
        for page in lay_out(doc, fonts()):
            marks = [item for item in page.items if isinstance(item, Text) and item.color == PALE]
            assert [mark.text for mark in marks] == (["草稿"] if draft else [])
            assert not draft or page.items[0] is marks[0]


def test_a_form_fills_its_page_and_long_forms_repeat_their_head() -> None:
    (page,) = lay_out(page_samples.approval_form(), fonts())
    assert max(item.y1 for item in page.items if isinstance(item, Rule)) > BOTTOM - 60
    pages = lay_out(page_samples.archive_list(), fonts())
    assert len(pages) > 1
    assert all("序号文件题名文号日期页次备注" in body_lines(page) for page in pages)


def test_cells_that_span_rows_are_not_torn_apart() -> None:
    group = (
        FormRow((Cell("甲", kind="label", row_span=3), Cell("一")), 28),
        FormRow((Cell("二"),), 28),
        FormRow((Cell("三"),), 28),
    )
    doc = Document("表格", (Title("表"), FormTable((1, 3), group * 4)), Meta("表", BUREAU))
    for page in lay_out(doc, fonts()):
        texts = [item.text for item in page.items if isinstance(item, Text)]
        assert texts.count("甲") == texts.count("一") == texts.count("二") == texts.count("三")


def test_type_is_set_in_16_pt() -> None:
    (page,) = pages_of(paragraph("现通知如下。"))
    body = next(item for item in page.items if isinstance(item, Text) and item.text == "现通知如下。")
    assert body.size == BODY_PT and body.em == pytest.approx(16 - 0.207, abs=0.001)


def test_a_line_feed_in_a_text_starts_a_paragraph() -> None:
    (page,) = pages_of(Paragraph((Run("甲\n乙", "kai"), Run("丙\n"), Run("丁"))))
    rows = [item for item in page.items if isinstance(item, Text) and item.text in "甲乙丙丁"]
    assert [(item.text, item.face) for item in rows] == [
        ("甲", "kai"), ("乙", "kai"), ("丙", "fangsong"), ("丁", "fangsong"),
    ]  # fmt: skip
    assert len({item.y for item in rows}) == 3


def test_a_long_unit_signs_in_several_lines_inside_the_type_area() -> None:
    unit = "杭州高新技术产业开发区（滨江）发展和改革与经济信息化局"
    (page,) = pages_of(paragraph("同意。"), Signature(unit, ISSUED))
    lines = body_lines(page)
    signed = lines[lines.index("同意。") + 1 : lines.index("2024年6月3日")]
    assert len(signed) > 1 and "".join(signed) == unit
    for item in page.items:
        if isinstance(item, Text) and item.text in signed:
            width = sum(fonts().advances(item.text, "fangsong")) * item.em / 1000
            assert item.x > LEFT and item.x + width < RIGHT + EDGE


def test_a_unit_of_16_to_22_characters_signs_in_one_line_with_the_date_below_its_middle() -> None:
    for unit in ("杭州市滨江区人力资源和社会保障局", "杭州高新技术产业开发区（滨江）商务和投资局"):
        (page,) = pages_of(paragraph("同意。"), Signature(unit, ISSUED))
        ends = {}
        for item in page.items:
            if isinstance(item, Text) and item.text in (unit, "2024年6月3日"):
                width = sum(fonts().advances(item.text, "fangsong")) * item.em / 1000
                ends[item.text] = (item.x, item.x + width)
        assert ends[unit][1] == pytest.approx(RIGHT, abs=EDGE)
        assert sum(ends[unit]) == pytest.approx(sum(ends["2024年6月3日"]), abs=1)


def test_an_undated_signature_leaves_room_for_the_date() -> None:
    (page,) = pages_of(paragraph("同意。"), Signature(BUREAU))
    lines = body_lines(page)
    assert re.fullmatch("　+年　+月　+日", lines[lines.index(BUREAU) + 1])


def test_an_empty_document_is_one_empty_page() -> None:
    (page,) = lay_out(Document("表格", (), Meta("", "")), fonts())
    assert page.items == ()


def test_a_letter_without_mark_starts_at_the_top_of_the_type_area() -> None:
    (page,) = lay_out(Document("文件格式", (Title("公示"), paragraph("甲")), Meta("公示", BUREAU)), fonts())
    title = next(item for item in page.items if isinstance(item, Text) and item.text == "公示")
    assert TOP < title.y < TOP + 22


def test_the_imprint_stays_with_text_on_the_last_page() -> None:
    for count in range(1, 30):
        body = [paragraph(f"第{n}段") for n in range(count)]
        pages = pages_of(*body, Signature(BUREAU, ISSUED), Imprint(("区财政局",), BUREAU, ISSUED))
        last = body_lines(pages[-1])
        assert any(line.startswith("抄送") for line in last) and BUREAU in last
        assert last[-1].endswith("印发")


def test_the_first_page_keeps_body_text_when_the_closing_moves() -> None:
    for count in range(1, 9):
        names = tuple(f"附件名称{n}" for n in range(count))
        pages = pages_of(
            paragraph("第一段"), paragraph("第二段"), Attachments(names), Signature(BUREAU, ISSUED)
        )
        assert "第一段" in body_lines(pages[0])
        assert "第二段" in body_lines(next(page for page in pages if BUREAU in body_lines(page)))


@pytest.mark.parametrize("count", range(1, 40))
def test_the_total_stays_with_the_last_row(count: int) -> None:
    pages = pages_of(paragraph("名单如下："), page_samples.grant_table(count))
    last = next(body_lines(page) for page in pages if any("合计" in line for line in body_lines(page)))
    assert any("研发投入补助" in line for line in last)
