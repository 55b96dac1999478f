"""Forms: one page where they can be, rows that stretch and give way, the code in the corner, words that stay below."""

from __future__ import annotations

import pytest
from page_samples import BUREAU
from pdf_reading import bitmap, fonts, page_lines, rendered

from models.letters.page.blocks import QR, Block, Caption, Cell, Document, FormRow, FormTable, Meta, Title
from models.letters.page.items import Code, Page, Rule, Text
from models.letters.page.layout import lay_out
from models.letters.page.measures import FORM_BOTTOM, FORM_TOP, PT_PER_MM, RIGHT

SIGN = ("签名：　　　　", "年　月　日")


def form(*blocks: Block) -> Document:
    return Document("表格", blocks, Meta("审批表", BUREAU))


def pages_of(*blocks: Block) -> tuple[Page, ...]:
    return lay_out(form(*blocks), fonts())


def opinions(count: int, height_mm: float, stretch: float = 1) -> tuple[FormRow, ...]:
    cells = (Cell("意见", kind="label"), Cell("同意。", foot=SIGN))
    return tuple(FormRow(cells, height_mm, stretch) for _ in range(count))


def lowest(page: Page) -> float:
    return max(item.y1 for item in page.items if isinstance(item, Rule))


@pytest.mark.parametrize("count", [1, 3, 6])
def test_stretching_rows_fill_the_page(count: int) -> None:
    (page,) = pages_of(Title("审批表"), FormTable((1, 4), opinions(count, 20)))
    assert lowest(page) == pytest.approx(FORM_BOTTOM, abs=0.1)


def test_rows_without_stretch_keep_their_height() -> None:
    (page,) = pages_of(FormTable((1, 4), opinions(3, 30, stretch=0)))
    assert lowest(page) == pytest.approx(FORM_TOP + 90 * PT_PER_MM, abs=0.1)


@pytest.mark.parametrize(("height_mm", "pages"), [(38, 1), (45, 1), (60, 1)])
def test_stretching_rows_give_way_to_keep_the_form_on_one_page(height_mm: float, pages: int) -> None:
    assert len(pages_of(Title("审批表"), FormTable((1, 4), opinions(7, height_mm)))) == pages


def test_rows_that_cannot_give_enough_keep_their_height_and_go_on() -> None:
    first, *others = pages_of(Title("审批表"), FormTable((1, 4), opinions(12, 40)))
    ys = sorted({item.y0 for item in first.items if isinstance(item, Rule) and item.y0 == item.y1})
    assert ys[1] - ys[0] == pytest.approx(40 * PT_PER_MM, abs=0.1)
    assert others and all(lowest(page) <= FORM_BOTTOM + 0.1 for page in (first, *others))


def test_words_below_a_form_stay_with_its_last_row() -> None:
    for count in range(1, 60):
        rows = tuple(FormRow((Cell(f"第{i}行"),), 9) for i in range(count))
        last = pages_of(Title("目录"), FormTable((1,), rows), Caption(left="立卷人："))[-1]
        texts = [item.text for item in last.items if isinstance(item, Text)]
        assert "立卷人：" in texts and f"第{count - 1}行" in texts


def test_the_code_stands_in_the_corner_and_takes_no_room_below() -> None:
    (page,) = pages_of(Title("审批表"), QR("BJ-1", "查验码 7F3A"), FormTable((1, 4), opinions(3, 20)))
    code = next(item for item in page.items if isinstance(item, Code))
    title = next(item for item in page.items if isinstance(item, Text) and item.text == "审批表")
    assert code.x + code.size == pytest.approx(RIGHT)
    assert code.y + code.size < title.y - 22 * 0.88
    assert lowest(page) == pytest.approx(FORM_BOTTOM, abs=0.1)


def test_the_code_of_a_form_decodes() -> None:
    import zxingcpp

    pdf = rendered(
        form(Title("审批表"), QR("BJ-KJ-2024-00017", "查验码 7F3A"), FormTable((1, 4), opinions(3, 20)))
    )
    (found,) = zxingcpp.read_barcodes(bitmap(pdf))
    assert found.text == "BJ-KJ-2024-00017"
    assert page_lines(pdf)[0][0].text == "查验码 7F3A"


def test_labels_break_at_words() -> None:
    (page,) = pages_of(FormTable((1.3, 6), (FormRow((Cell("分管领导意见", kind="label"), Cell("")), 30),)))
    assert [item.text for item in page.items if isinstance(item, Text)] == ["分管领导", "意见"]
