"""Each kind read back from its PDF: what it must quote, its amounts, its reasons, names with rare characters."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import gallery
import pdfplumber
import pytest
from pikepdf import pdfa

from models.errors import UserError
from models.letters.amounts import capitals, figures
from models.letters.page.blocks import Table

CREATED = datetime(2024, 6, 28, 9, 0)
PRESS = gallery.press()
PACK = gallery.pack()
SAMPLES = gallery.samples()
FIRST_OF_KIND = {one.kind: name for name, one in reversed(SAMPLES.items())}
# Forms that speak of the case alone do not quote the document.
UNQUOTING = {"service_receipt", "archive_list"}
AMOUNT = re.compile(r"(人民币[壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分零整]+)[（(](¥[0-9,]+\.[0-9]{2})[）)]")


def rendered(one):
    return PRESS.render(PRESS.compose(one.kind, one), created=CREATED)


@lru_cache(maxsize=64)
def printed(name: str) -> str:
    return text_of(rendered(SAMPLES[name]))


def text_of(pdf: bytes) -> str:
    """All text of a PDF in the order of drawing, without blanks; page numbers left out."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        drawn = "".join(char["text"] for page in opened.pages for char in page.chars)
    return re.sub(r"— ?[0-9]+ ?—|\s", "", drawn)


@pytest.mark.parametrize("kind", PRESS.kinds())
def test_each_kind_says_who_what_and_by_which_words(kind):
    name = FIRST_OF_KIND[kind]
    one, text = SAMPLES[name], printed(name)
    unit, document = re.sub(r"\s", "", one.unit), one.document_number
    assert unit in text
    if PRESS.sequence(kind):
        assert one.number in text
    if kind not in UNQUOTING:
        assert document in text and f"《{one.document_name}》" in text
        assert f"第{one.clause_number}条" in text or PRESS.is_batch(kind)
    if not PRESS.is_batch(kind):
        assert one.case_no in text and one.applicant_name in text


@pytest.mark.parametrize("kind", PRESS.kinds())
def test_each_kind_is_archival(kind):
    report = pdfa.validate_written(io.BytesIO(rendered(SAMPLES[FIRST_OF_KIND[kind]])), "2b")
    assert not report.findings


@pytest.mark.parametrize(
    "name",
    [name for name, one in SAMPLES.items() if one.kind in ("approval", "payment", "recovery", "revocation")],
)
def test_amounts_in_capitals_are_the_figures(name):
    found = AMOUNT.findall(printed(name))
    assert found or SAMPLES[name].matter_kind == "推荐"
    for words, digits in found:
        fen = int(re.sub(r"[^0-9]", "", digits))
        assert words == capitals(fen) and digits == figures(fen)


@pytest.mark.parametrize("name", ["payment-long", "public_notice-long", "payment-short"])
def test_a_table_adds_up_to_the_total_in_the_text(name):
    document = PRESS.compose(SAMPLES[name].kind, SAMPLES[name])
    table = next(block for block in document.blocks if isinstance(block, Table))
    cents = [int(re.sub(r"[^0-9]", "", row[-1])) for row in table.rows]
    assert table.total is not None
    total = int(re.sub(r"[^0-9]", "", table.total[-1]))
    assert sum(cents) == total
    assert f"{total // 100:,}.{total % 100:02d}" in printed(name)
    if SAMPLES[name].kind == "payment":
        assert f"{capitals(total)}（{figures(total)}）" in printed(name)


def test_the_share_of_the_district_is_what_is_paid():
    base = gallery.batch("payment", 2)
    rows = tuple(dict(row, amount_fen=25_000_001, share_fen=12_500_000) for row in base.batch)
    text = text_of(rendered(replace(base, batch=rows)))
    assert figures(25_000_000) in text and "区级承担" in text
    assert "125,000.00" in text and "250,000.01" not in text


def test_a_refusal_lists_exactly_the_checks_that_failed():
    one = SAMPLES["refusal-long"]
    kept = tuple(replace(c, verdict="符合") if n % 2 else c for n, c in enumerate(one.checks))
    one = replace(one, checks=kept, applicant_name="杭州某某科技有限公司")
    text = text_of(rendered(one))
    for check in one.checks:
        question = check.question.rstrip("？").replace("“", "‘").replace("”", "’")
        listed = re.sub(r"[‘’“”]", "", question) in re.sub(r"[‘’“”]", "", text)
        assert listed == (check.verdict == "不符合"), check.question
        if listed and check.phrase:
            assert re.sub(r"[‘’“”]", "", check.phrase) in re.sub(r"[‘’“”]", "", text)
    ordinals = re.findall(r"（([一二三四五六七八九十]+)）[^（）]*：不符合", text)
    assert ordinals == ["一", "二", "三", "四"][: len(ordinals)] and len(ordinals) == 4


def test_a_finding_is_told_in_running_chinese():
    text = printed("refusal-short")
    assert "年度研发投入额4,999,999.99元低于100,000,000.00元" in text
    assert "＜" not in text and "≥" not in text
    assert "发生日期2023年12月31日不在2024年1月1日至2024年12月31日之内" in printed("refusal-person")


def test_quotation_marks_are_nested():
    text = printed("recommendation-long")
    assert "“首台（套）、‘专精特新’企业和产品入驻政采云推荐”" in text
    assert "““" not in text and "””" not in text


@pytest.mark.parametrize("kind", [kind for kind in PRESS.kinds() if not PRESS.is_batch(kind)])
def test_rare_names_come_back_from_the_pdf(kind):
    base = SAMPLES[FIRST_OF_KIND[kind]]
    name = f"杭州{gallery.RARE_NAME}科技有限公司"
    assert name in text_of(rendered(replace(base, applicant_name=name)))


@pytest.mark.parametrize("kind", PRESS.kinds())
def test_a_character_without_face_is_refused_by_name(kind):
    base = SAMPLES[FIRST_OF_KIND[kind]]
    strange = replace(base, applicant_name="杭州\U0003fffd公司", unit="某\U0003fffd局")
    with pytest.raises(UserError, match=r"U\+3FFFD"):
        rendered(strange)


def test_people_are_not_shown_in_full_on_a_public_notice():
    rows = tuple(dict(row, applicant=name, applicant_kind="个人") for row, name in zip(
        gallery.batch("public_notice", 2).batch, ("王小明", "李四"), strict=True
    ))  # fmt: skip
    text = text_of(rendered(replace(gallery.batch("public_notice", 2), batch=rows)))
    assert "王＊明" in text and "李＊" in text
    assert "王小明" not in text and "李四" not in text


def test_payment_shows_only_the_end_of_an_account():
    text = printed("payment-long")
    assert "尾号0011" in text and "12020262099" not in text


def test_an_empty_field_is_named_before_issuing():
    with pytest.raises(UserError, match="待补正的内容"):
        bare = replace(SAMPLES["correction-short"], checks=(), materials=())
        PRESS.compose("correction", bare)
    with pytest.raises(UserError, match="公示起"):
        PRESS.compose("public_notice", replace(SAMPLES["public_notice-short"], notice_from=None))
    with pytest.raises(UserError, match="理由"):
        PRESS.compose("extension", replace(SAMPLES["extension-short"], reason="", opinions=()))


def test_the_reason_is_that_of_the_move_the_letter_tells_of():
    base = SAMPLES["extension-short"]
    said = base.opinions[0]
    opinions = (
        replace(said, move="extend", reason="需要实地核查。"),
        replace(said, move="pause", reason="另有原因"),
    )
    assert "需要实地核查。" in text_of(rendered(replace(base, opinions=opinions)))


def test_a_notice_over_one_case_takes_it_as_its_row():
    one = gallery.snapshot("public_notice", PACK.matter("13-1"), "企业")
    text = text_of(rendered(one))
    assert one.applicant_name in text and "115,000.00" in text


def test_withdrawn_and_terminated_cases_are_told_so():
    base = gallery.snapshot("completion", PACK.matter("13-1"), "企业")
    said = replace(base.opinions[0], move="withdraw", reason="企业自愿撤回")
    text = text_of(rendered(replace(base, opinions=(said,))))
    assert "按你单位的意愿撤回" in text and "企业自愿撤回" in text and "已经办结" not in text
    text = text_of(rendered(replace(base, opinions=(replace(said, move="terminate"),))))
    assert "已终止办理" in text and "意愿" not in text
