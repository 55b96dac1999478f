"""Wording as data: fields are filled, empty ones listed, unusable ones refused."""

from dataclasses import replace
from datetime import date

import pytest

import resources
from models.cases.snapshot import LetterSnapshot, SnapshotStep
from models.errors import UserError
from models.letters.compose import PLACEHOLDER, compose
from models.letters.fields import FIELDS
from models.letters.kinds import KINDS, Kinds
from models.letters.lists import ITEM_FIELDS, LISTS, items
from models.letters.page.blocks import Document, Paragraph, Table, Title
from models.letters.predicates import PREDICATES
from models.letters.template import check_text, with_wording

KINDS_SHIPPED = Kinds(resources.path("letters"))
APPROVAL = KINDS_SHIPPED.template("approval")

SNAPSHOT = LetterSnapshot(
    kind="approval",
    issued_on=date(2024, 6, 28),
    unit="杭州市滨江区科学技术局",
    number_prefix="滨科惠",
    number="滨科惠核〔2024〕1号",
    case_no="BJ-KJ-2024-00017",
    matter_name="研发投入补助（科技型中小企业规模）",
    matter_kind="奖补",
    matter_phrase="按不超过新增额5%给予补助",
    clause_number="（十三）",
    clause_heading="更大力度实施企业研发投入补助政策",
    document_number="滨政〔2024〕12号",
    document_name="关于进一步推动经济高质量发展的若干政策",
    document_date=date(2024, 5, 14),
    applicant_kind="企业",
    applicant_name="杭州某某科技有限公司",
    registered_on=date(2024, 6, 3),
    nature="上限",
    ceiling_fen=11_500_000,
    determined_fen=11_500_000,
    basis="按新增额5%核定。",
    steps=(SnapshotStep("2,300,000.00 × 5%", 11_500_000),),
)


def words(document: Document) -> str:
    return "".join("".join(run.text for run in b.runs) for b in document.blocks if isinstance(b, Paragraph))


def test_approval_of_a_ceiling():
    document = compose(APPROVAL, SNAPSHOT)
    text = words(document)
    assert "人民币壹拾壹万伍仟元整（¥115,000.00）" in text
    assert "第（十三）条“更大力度实施企业研发投入补助政策”" in text
    assert "按新增额5%核定。" in text and "。。" not in text
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert table.rows == (("1", "2,300,000.00 × 5%", "115,000.00"),)
    assert table.total == ("", "核定金额", "115,000.00")


@pytest.mark.parametrize(
    ("changes", "expected", "absent"),
    [
        ({"nature": "定额"}, "该项支持为定额", "政策上限"),
        ({"nature": "按标准"}, "按规定标准执行", "政策上限"),
        ({"district_share_fen": 5_750_000}, "区级承担¥57,500.00", "担保"),
        (
            {"matter_kind": "费用优惠", "payable_fen": 8_641_975},
            "人民币捌万陆仟肆佰壹拾玖元柒角伍分",
            "补助资金",
        ),
        ({"matter_kind": "担保额度"}, "不是补助资金", "收款账户"),
        ({"applicant_kind": "家庭"}, "你家庭于2024年6月3日提出", "你单位"),
        ({"applicant_kind": "个人"}, "你于2024年6月3日提出", "你单位"),
    ],
)
def test_wording_follows_the_case(changes, expected, absent):
    text = words(compose(APPROVAL, replace(SNAPSHOT, **changes)))
    assert expected in text
    assert absent not in text


def test_empty_fields_are_listed_before_issuing():
    with pytest.raises(UserError) as caught:
        compose(APPROVAL, replace(SNAPSHOT, basis="", case_no=""))
    assert "核定依据" in caught.value.message and "办件编号" in caught.value.message


def test_a_draft_shows_what_is_still_to_be_filled():
    document = compose(APPROVAL, replace(SNAPSHOT, basis="", draft=True))
    assert document.draft
    assert PLACEHOLDER in words(document)


@pytest.mark.parametrize("text", ["{没有的字段}", "{申请人", "申请人}", "{问题}"])
def test_unusable_fields_are_refused(text):
    with pytest.raises(UserError):
        check_text(text)
    with pytest.raises(UserError):
        with_wording(APPROVAL, {"opening": text})


def test_an_office_rewords_a_paragraph():
    own = with_wording(APPROVAL, {"opening": "贵单位关于{事项}的申请已审核："})
    assert "贵单位关于研发投入补助（科技型中小企业规模）的申请已审核：" in words(compose(own, SNAPSHOT))


def test_every_kind_reads_and_fills_every_list():
    for kind in KINDS:
        template = KINDS_SHIPPED.template(kind)
        assert template.kind == kind
        assert KINDS_SHIPPED.by_name(template.label) is template
        compose(template, replace(SNAPSHOT, draft=True))


def test_every_field_predicate_and_list_answers_an_empty_snapshot():
    empty = LetterSnapshot(kind="approval", issued_on=date(2024, 6, 28), unit="单位", number_prefix="滨")
    assert all(isinstance(field(empty), str) for field in FIELDS.values())
    assert all(isinstance(holds(empty), bool) for holds in PREDICATES.values())
    assert all(items(empty, name) == [] for name in LISTS)
    assert set(ITEM_FIELDS) == set(LISTS)


def test_title_keeps_names_whole():
    title = next(block for block in compose(APPROVAL, SNAPSHOT).blocks if isinstance(block, Title))
    assert "杭州某某科技有限公司" in title.keep


def test_the_title_of_the_internal_form_keeps_the_unit_whole():
    form = KINDS_SHIPPED.template("approval_form")
    composed = compose(form, replace(SNAPSHOT, unit="杭州市滨江区人力资源和社会保障局", draft=True))
    title = next(block for block in composed.blocks if isinstance(block, Title))
    assert "杭州市滨江区人力资源和社会保障局" in title.keep
