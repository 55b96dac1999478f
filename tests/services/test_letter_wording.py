"""The office's own wording through the services: saved, recorded, used by the next letter, reset."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from models.errors import UserError


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(char["text"] for page in opened.pages for char in page.chars)


def test_a_reworded_text_is_used_by_the_next_letter_and_can_be_reset(work, office):
    case_id = work.register().id
    wording = office.letters.wording
    shipped = next(text for text in wording.texts("archive_list") if text.id == "title")
    wording.save("archive_list", "title", "案卷目录（{事项}）", actor=work.handler)
    assert "案卷目录（研发投入补助（科技型中小企业规模））" in text_of(
        office.letters.draft(case_id, "archive_list")
    )
    assert next(text for text in wording.texts("archive_list") if text.id == "title").own
    wording.reset("archive_list", "title", actor=work.handler)
    assert shipped.default in text_of(office.letters.draft(case_id, "archive_list"))
    assert wording.texts("archive_list")[0] == shipped


def test_what_could_not_be_printed_is_refused_and_nothing_is_saved(work, office):
    wording = office.letters.wording
    with pytest.raises(UserError, match="没有字段"):
        wording.save("approval", "opening", "{没有}", actor=work.handler)
    with pytest.raises(UserError):
        wording.save("approval", "opening", "文字", actor=work.reader)
    assert not any(text.own for text in wording.texts("approval"))


def test_confirming_the_shipped_wording(work, office):
    wording = office.letters.wording
    default = next(text.default for text in wording.texts("refusal") if text.id == "remedy")
    assert "救济途径" in wording.unconfirmed("refusal")
    changes = wording.save("refusal", "remedy", default, actor=work.handler)
    assert "settings" in changes.topics
    assert "救济途径" not in wording.unconfirmed("refusal")
    assert not wording.save("refusal", "remedy", default, actor=work.handler).topics


def test_preview_shows_texts_that_are_not_saved_yet(work, office):
    pdf = office.letters.wording.preview("refusal", {"closing": "此复。"})
    assert "此复。" in text_of(pdf) and "杭州市滨江区科学技术局" in text_of(pdf)
    assert not any(text.own for text in office.letters.wording.texts("refusal"))
    assert office.letters.inputs("recommendation")[0].name == "推荐对象"
