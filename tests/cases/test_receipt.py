"""Receipts: one text, found when changed, computed again with today's pack."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

import resources
from models.awards import assess, parse_facts
from models.cases.canonical import sha256_hex
from models.cases.receipt import (
    DeterminationReceipt,
    ReceiptAnswer,
    make_receipt,
    plain_facts,
    read_receipt,
    receipt_text,
)
from models.cases.recomputing import recompute
from models.errors import UserError
from models.policy.loader import load_pack

RAW = {"event_date": "2024-06-30", "sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}


@pytest.fixture(scope="module")
def pack():
    return load_pack(resources.path("policy", "bz-2024-12"))


@pytest.fixture
def receipt(pack) -> DeterminationReceipt:
    return receipt_of(pack, "13-1", RAW)


def receipt_of(pack, matter_id, raw, *, settings=None, prior_fen=0) -> DeterminationReceipt:
    matter = pack.matter(matter_id)
    facts = parse_facts(matter, raw)
    assessment = assess(pack, matter, facts, prior_fen=prior_fen, settings=settings)
    return make_receipt(
        case_no="BJ-KJ-2024-00017",
        at="2024-07-01T10:00:00",
        officer_id=1,
        officer_name="王一",
        pack=pack,
        matter=matter,
        facts=facts,
        assessment=assessment,
        settings=settings or {},
        prior_fen=prior_fen,
        prior_months=0,
        answers=(ReceiptAnswer("c-true", "材料真实", "符合", ""),),
        applied_fen=120_000_00,
        determined_fen=assessment.ceiling_fen,
        basis="专项审计报告",
    )


def without_pack(differences) -> list[str]:
    return [one.field for one in differences if one.kind != "政策包"]


def test_text_and_receipt_go_round(receipt):
    text, digest = receipt_text(receipt)
    assert read_receipt(text, digest) == receipt
    assert receipt_text(read_receipt(text, digest)) == (text, digest)
    assert '"ceiling_fen":11500000' in text and "滨政〔2024〕12号" in text


def test_any_flipped_byte_is_found(receipt):
    text, digest = receipt_text(receipt)
    data = text.encode()
    for index in range(0, len(data), 7):
        flipped = data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :]
        with pytest.raises(UserError, match="已被改动"):
            read_receipt(flipped.decode(errors="replace"), digest)


def test_a_text_that_is_no_receipt_is_told():

    for text in ("{}", "[]", "nonsense", ""):
        with pytest.raises(UserError, match="不能读取"):
            read_receipt(text, sha256_hex(text))


def test_the_same_pack_gives_no_difference(receipt, pack):
    assert recompute(receipt, pack) == []


def test_facts_are_read_back_as_they_were(pack):
    for matter in pack.matters:
        for example in matter.example:
            facts = parse_facts(matter, example.facts)
            assert parse_facts(matter, plain_facts(matter, facts)) == facts


def test_every_example_of_the_pack_recomputes_to_itself(pack):
    count = 0
    for matter in pack.matters:
        for example in matter.example:
            receipt = receipt_of(pack, matter.id, example.facts, settings=example.settings)
            assert recompute(read_receipt(*receipt_text(receipt)), pack) == []
            count += 1
    assert count > 10


def test_what_others_took_before_is_part_of_the_receipt(pack):
    receipt = receipt_of(pack, "13-1", RAW, prior_fen=1_950_000_00)
    assert receipt.ceiling_fen == 50_000_00
    assert recompute(receipt, pack) == []


def test_a_tampered_figure_is_a_difference_of_the_result(receipt, pack):

    for field, value in (("ceiling_fen", 1), ("eligible", False), ("nature", "定额"), ("payable_fen", 5)):
        wrong = msgspec.structs.replace(receipt, **{field: value})
        assert without_pack(recompute(wrong, pack)) == [field]


def test_a_tampered_finding_is_told_by_its_check(receipt, pack):
    first, *rest = receipt.findings
    for change, kind in (({"ok": False}, "结果"), ({"text": "另一说法"}, "文字")):
        wrong = msgspec.structs.replace(receipt, findings=(msgspec.structs.replace(first, **change), *rest))
        assert [(one.kind, one.field) for one in recompute(wrong, pack)] == [(kind, first.check)]


def test_a_changed_tier_is_found_in_figure_and_steps(receipt, pack):
    matter = pack.matter("13-1")

    tiers = tuple(msgspec.structs.replace(t, percent="4") if t.percent else t for t in matter.award.tier)
    changed = msgspec.structs.replace(matter, award=msgspec.structs.replace(matter.award, tier=tiers))
    differences = recompute(receipt, pack_with(pack, changed))
    assert without_pack(differences) == ["ceiling_fen", "steps"]
    assert differences[0].words == "政策上限：核定时 115,000.00 元，现为 92,000.00 元"


def test_another_edition_without_effect_is_told_as_such(receipt, pack):
    differences = recompute(receipt, replace(pack, hash="f" * 64))
    assert [(one.kind, one.field) for one in differences] == [("政策包", "pack_hash")]


def test_a_pack_that_no_longer_has_the_matter_or_its_facts(receipt, pack):
    gone = replace(pack, clauses=tuple(clause for clause in pack.clauses if clause.number != "（十三）"))
    assert without_pack(recompute(receipt, gone)) == ["facts"]
    matter = pack.matter("13-1")

    fewer = msgspec.structs.replace(matter, fact=matter.fact[1:])
    assert without_pack(recompute(receipt, pack_with(pack, fewer))) == ["facts"]


def pack_with(pack, matter):

    clauses = tuple(
        msgspec.structs.replace(
            clause, matter=tuple(matter if one.id == matter.id else one for one in clause.matter)
        )
        for clause in pack.clauses
    )
    return replace(pack, clauses=clauses)
