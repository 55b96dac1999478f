"""A table on sheets: paper across, the head on every page, page numbers, nothing outside the margins."""

from __future__ import annotations

import io
from datetime import date

import pdfplumber
import pytest

import resources
from models.letters.page.blocks import Column, Meta
from models.letters.page.sheet import END_MARGIN, SIDE_MARGIN, Sheet, lay_out_sheet
from models.letters.pdf import render
from models.letters.pdf.fonts import FontSet


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.load(resources.path("fonts"))


def sheet(rows: int, *, landscape: bool = True, note: str = "说明。") -> Sheet:
    return Sheet(
        title="滨政〔2024〕12号指标进度表",
        subtitle="截至 2024-06-20",
        columns=(
            Column("编号", 1.0, "left"),
            Column("指标", 4.0, "left"),
            Column("金额（元）", 2.0, "right"),
        ),
        rows=tuple((str(number), f"第{number}项指标", f"{number:,}.00") for number in range(1, rows + 1)),
        total=("合计", "", "1.00"),
        note=note,
        meta=Meta("指标进度表", "区科技局"),
        landscape=landscape,
    )


@pytest.mark.parametrize(("landscape", "size"), [(True, (841.89, 595.276)), (False, (595.276, 841.89))])
def test_head_and_number_on_every_page(fonts: FontSet, landscape: bool, size: tuple[float, float]) -> None:
    data = render(sheet(120, landscape=landscape), fonts=fonts, created=date(2024, 6, 20))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        count = len(pdf.pages)
        assert count > 2
        for number, page in enumerate(pdf.pages, 1):
            assert (float(page.width), float(page.height)) == pytest.approx(size, abs=0.01)
            text = page.extract_text()
            assert "编号" in text and "金额（元）" in text
            assert f"第 {number} 页" in text.replace("\u3000", " ") and f"共 {count} 页" in text
            assert all(
                char["x0"] >= SIDE_MARGIN - 1 and char["x1"] <= page.width - SIDE_MARGIN + 1
                for char in page.chars
            )
            assert all(END_MARGIN - 6 <= char["top"] <= page.height - END_MARGIN + 12 for char in page.chars)
        whole = "".join(page.extract_text() for page in pdf.pages)
        assert all(f"第{number}项指标" in whole for number in range(1, 121))
        assert "合计" in whole and "说明。" in whole


def test_an_empty_table_is_one_page(fonts: FontSet) -> None:
    assert len(lay_out_sheet(sheet(0), fonts)) == 1


@pytest.mark.parametrize("rows", range(24, 32))
def test_the_remark_never_leaves_the_page(fonts: FontSet, rows: int) -> None:
    made = sheet(rows, note="很长的说明" * 40)
    for page in lay_out_sheet(made, fonts):
        lowest = max(item.y for item in page.items if hasattr(item, "text"))
        assert lowest <= made.paper[1] - END_MARGIN + 6


def test_the_same_sheet_gives_the_same_bytes(fonts: FontSet) -> None:
    first, second = (render(sheet(3), fonts=fonts, created=date(2024, 6, 20)) for _ in range(2))
    assert first == second
