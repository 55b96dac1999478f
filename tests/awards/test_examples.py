"""Every worked example stored beside an award comes out as written."""

from decimal import Decimal

import pytest

import resources
from models.awards import assess, parse_facts
from models.money import parse_yuan, yuan
from models.policy.loader import load_pack

PACK = load_pack(resources.path("policy", "bz-2024-12"))
CASES = [(m, n) for m in PACK.matters for n in range(len(m.example))]


@pytest.mark.parametrize(("matter", "number"), CASES, ids=lambda v: v if isinstance(v, int) else v.id)
def test_example(matter, number):
    example = matter.example[number]
    facts = parse_facts(matter, dict(example.facts))
    result = assess(
        PACK,
        matter,
        facts,
        prior_fen=parse_yuan(example.prior or "0"),
        prior_months=example.prior_months,
        settings=example.settings,
    )
    assert (result.eligible, yuan(result.ceiling_fen)) == (example.eligible, example.ceiling)
    if example.nature and example.eligible:
        assert result.nature == example.nature
    if example.district_share:
        assert result.as_json()["district_share"] == example.district_share
    if example.payable:
        assert result.as_json()["payable"] == example.payable
    assert all(finding.text and finding.phrase for finding in result.findings)
    assert result.eligible or not all(finding.ok for finding in result.findings)
    assert result.eligible == bool(result.steps)
    assert Decimal(example.ceiling) >= 0


def test_the_last_step_is_the_result():
    for matter in PACK.matters:
        for example in matter.example:
            if not example.eligible or matter.award is None or matter.award.share:
                continue
            facts = parse_facts(matter, dict(example.facts))
            result = assess(PACK, matter, facts, prior_fen=100, settings=example.settings)
            assert not result.steps or result.steps[-1].amount_fen == result.ceiling_fen, matter.id


def test_a_name_given_twice_or_misspelt_is_refused():
    from models.awards.line import assess_line

    for text, field in (
        (
            '{"matter": "33-1", "facts": {"event_date": "2024-06-30", "level": "国家级", "level": "市级"}}',
            "level",
        ),
        (
            '{"matter": "33-1", "facts": {"event_date": "2024-06-30", "level": "国家级"}, "piror": "5"}',
            "piror",
        ),
    ):
        answer, good = assess_line(text, lambda _matter, _day: PACK)
        assert not good and answer["error"]["field"] == field
