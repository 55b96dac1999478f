"""Every matter of the shipped pack, every kind of letter allowed for it, every kind of applicant: laid out without fault."""

from __future__ import annotations

from dataclasses import replace

import gallery
import pytest

from models.letters.compose import PLACEHOLDER
from models.letters.offers import RULES, kinds_for
from models.letters.page.blocks import (
    Caption,
    Cell,
    Document,
    FormRow,
    FormTable,
    Heading,
    Meta,
    Paragraph,
    Table,
    Title,
)
from models.letters.page.items import Rule, Text
from models.letters.page.layout import lay_out
from models.letters.page.measures import BOTTOM, FORM_BOTTOM, FORM_TOP, LEFT, RIGHT, TOP

HAIR_PT = 0.6
MATTERS = gallery.pack().matters
PRESS = gallery.press()
# Letters about refusals are made from facts that fail.
REFUSING = ("refusal", "non_acceptance")


def snapshots(matter):
    for kind in kinds_for(matter.kind):
        for applicant in matter.applicants:
            eligible = kind not in REFUSING or not any(not one.eligible for one in matter.example)
            name = "" if applicant in ("个人", "家庭") else gallery.LONG_NAME
            short = gallery.snapshot(kind, matter, applicant, eligible=eligible)
            yield short
            yield replace(short, applicant_name=name or short.applicant_name, extra={})


def spoken(document: Document) -> str:
    parts = [block.text for block in document.blocks if isinstance(block, Title | Heading)]
    runs = [run for b in document.blocks if isinstance(b, Paragraph) for run in b.runs]
    runs += [run for b in document.blocks if isinstance(b, Heading) for run in b.body]
    return "\n".join([*parts, *(run.text for run in runs)])


@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.id)
def test_every_kind_is_laid_out_without_fault(matter):
    for one in snapshots(matter):
        document = PRESS.compose(one.kind, one)
        text = spoken(document)
        assert PLACEHOLDER not in text
        for fault in ("。。", "，，", "；。", "：。", "，。", "None", "{", "}", "【", "】", "  ", "第条"):
            assert fault not in text, (one.kind, fault, text)
        assert text.count("“") == text.count("”")
        assert_inside(document, one.kind)


def assert_inside(document: Document, kind: str) -> None:
    """No line leaves the 版心 or its cell; page numbers stand below by design."""
    top, bottom = (FORM_TOP, FORM_BOTTOM) if document.form == "表格" else (TOP, BOTTOM)
    for page in lay_out(document, PRESS.fonts):
        texts = [item for item in page.items if isinstance(item, Text) and not item.angle]
        upright = [item for item in page.items if isinstance(item, Rule) and item.x0 == item.x1]
        for item in texts:
            if item.text.startswith("— "):
                continue
            right = right_edge(item)
            assert item.x >= LEFT - HAIR_PT, (kind, item.text)
            assert right <= RIGHT + HAIR_PT, (kind, item.text)
            assert item.y <= bottom + HAIR_PT, (kind, item.text)
            assert page.number == 1 or item.y >= top, (kind, item.text)
            for rule in upright:
                crossed = item.x + HAIR_PT < rule.x0 < right - HAIR_PT
                assert not (crossed and rule.y0 < item.y <= rule.y1), (kind, item.text)


def right_edge(item: Text) -> float:
    width = sum(PRESS.fonts.advances(item.text, item.face)) * item.em / 1000
    # The space after the last character of a justified line is not seen.
    return item.x + (width + item.gap * (len(item.text) - 1)) * item.scale


@pytest.mark.parametrize("text", ["A" * 60, "91330108MA2XXXXX0X91330108MA2XXXXX0X"])
def test_a_line_that_leaves_its_cell_or_page_is_seen(text):
    cells = (Cell("号码", kind="label"), Cell("短"))
    form = FormTable((1.0, 1.0), (FormRow(cells),))
    assert_inside(Document("表格", (form,), Meta("", "")), "form")
    wide = Text(LEFT + 100, TOP + 100, text, "fangsong", 14.0, 14.0)
    assert right_edge(wide) > LEFT + 100 + len(text) * 6
    caption = Document("表格", (Caption(left=text * 2, right="右"),), Meta("", ""))
    with pytest.raises(AssertionError):
        assert_inside(caption, "form")


def test_letters_rarely_exceed_two_pages():
    long = []
    for matter in MATTERS:
        for kind in kinds_for(matter.kind):
            one = gallery.snapshot(kind, matter, matter.applicants[0])
            if kind != "archive_list" and len(lay_out(PRESS.compose(kind, one), PRESS.fonts)) > 2:
                long.append((matter.id, kind))
    assert len(long) <= 5, long


@pytest.mark.parametrize("kind", ["public_notice", "payment"])
def test_a_table_of_twelve_rows_continues_under_its_head(kind):
    document = PRESS.compose(kind, gallery.batch(kind, 12))
    pages = lay_out(document, PRESS.fonts)
    heads = [sum(isinstance(i, Text) and i.text == "序号" for i in page.items) for page in pages]
    assert sum(heads) >= 2 and max(heads) == 1
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == [str(number) for number in range(1, 13)]
    assert_inside(document, kind)


def test_every_kind_of_letter_has_a_rule_and_a_matter():
    assert tuple(RULES) == PRESS.kinds()
    offered = {kind for matter in MATTERS for kind in kinds_for(matter.kind)}
    assert offered == set(RULES)
