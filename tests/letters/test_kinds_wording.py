"""The office's own wording: what is offered, what saving refuses, preview, reset, confirmation."""

from __future__ import annotations

import pytest

import resources
from models.errors import UserError
from models.letters.compose import PLACEHOLDER
from models.letters.fields import FIELDS
from models.letters.page.blocks import Document, Paragraph
from models.letters.press import Press
from models.letters.wording import without_own

PRESS = Press(resources.path())


def words(document: Document) -> str:
    return "\n".join("".join(run.text for run in b.runs) for b in document.blocks if isinstance(b, Paragraph))


@pytest.mark.parametrize("kind", PRESS.kinds())
def test_every_text_is_named_and_every_offered_field_gives_an_example(kind):
    texts = PRESS.texts(kind)
    assert texts and len({text.id for text in texts}) == len(texts)
    for text in texts:
        assert text.label != text.id and text.text == text.default and not text.own
        assert PRESS.checked_text(kind, text.id, text.default) == text.default
        for field in text.fields:
            assert field.meaning and field.example, (kind, field.name)


@pytest.mark.parametrize("kind", PRESS.kinds())
def test_every_kind_previews_without_a_gap(kind):
    document = PRESS.preview(kind, {}, unit="杭州市滨江区商务局", prefix="滨商惠")
    assert document.draft and PLACEHOLDER not in str(document)
    assert "杭州市滨江区商务局" in str(document)


def test_every_field_is_explained():
    explained = {field.name for kind in PRESS.kinds() for text in PRESS.texts(kind) for field in text.fields}
    assert set(FIELDS) <= explained


@pytest.mark.parametrize(
    ("kind", "block", "text", "why"),
    [
        ("approval", "opening", "{没有的字段}", "没有字段"),
        ("approval", "opening", "{申请人", "花括号不成对"),
        ("approval", "opening", "【可省略", "方头括号"),
        ("approval", "opening", "【没有字段】", "没有合并字段"),
        ("approval", "opening", "{问题}", "没有字段"),
        ("approval", "opening", "{审查事项}", "不能用在这里"),
        ("approval", "opening", "{批次合计}", "合并多个办件"),
        ("approval", "opening", "{补正期限}", "出具时不填写"),
        ("approval", "opening", "{公示起}", "没有这一内容"),
        ("approval", "opening", "  ", "不能为空"),
        ("approval", "opening", "一" * 1001, "过长"),
        ("approval", "opening", "第一段\n第二段", "不能分行"),
        ("approval", "opening", "杭州\U0003fffd", "U+3FFFD"),
        ("approval", "no-such", "文字", "没有“no-such”"),
        ("public_notice", "opening", "{申请人}", "合并多个办件"),
        ("approval_form", "title", "{文号}", "没有文号"),
    ],
)
def test_what_a_letter_could_not_print_is_refused(kind, block, text, why):
    with pytest.raises(UserError) as caught:
        PRESS.checked_text(kind, block, text)
    assert why in caught.value.message


def test_reword_preview_and_reset():
    press = Press(resources.path())
    text = press.checked_text("refusal", "objection", "  {你单位}可在【{联系电话}】咨询。 ")
    assert text == "{你单位}可在【{联系电话}】咨询。"
    assert "你单位可在0571-00000000咨询。" in words(press.preview("refusal", {"objection": text}))
    press.reword({"refusal": {"objection": text}})
    shown = next(one for one in press.texts("refusal") if one.id == "objection")
    assert shown.own and not shown.unconfirmed and shown.default != shown.text
    press.reword({"refusal": without_own({"objection": text}, "objection")})
    assert not next(one for one in press.texts("refusal") if one.id == "objection").own


def test_default_wording_about_the_law_waits_for_confirmation():
    press = Press(resources.path())
    assert press.unconfirmed("refusal") == ("异议方式", "救济途径")
    default = next(one for one in press.texts("refusal") if one.id == "remedy").default
    assert "60日" in default and "6个月" in default
    press.reword({"refusal": {"remedy": default}})
    assert press.unconfirmed("refusal") == ("异议方式",)


def test_inputs_are_what_the_officer_is_asked_for():
    asked = {kind: [one.name for one in PRESS.inputs(kind)] for kind in PRESS.kinds()}
    assert asked["recommendation"][0] == "推荐对象"
    assert asked["correction"][0] == "补正期限"
    assert all(name in FIELDS for names in asked.values() for name in names)
    assert PRESS.kind("推荐函") == "recommendation" and PRESS.kind("撤销（追回）决定书") == "revocation"
    assert PRESS.is_batch("payment") and not PRESS.is_batch("approval")
