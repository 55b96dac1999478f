"""What the facts decide in matters without an amount, worked out from the text of their clauses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.awards.assessment import findings_of
from models.awards.facts import parse_facts

FILE = Path(__file__).parent / "blind" / "without_amount" / "findings.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_facts_decide_as_the_text_does(pack, case):
    matter = pack.matter(case["matter"])
    found = findings_of(pack, matter, parse_facts(matter, case["facts"]), settings={})
    failed = [finding for finding in found if not finding.ok]
    assert case["ok"] == (not failed), failed
    if not case["ok"]:
        assert len(failed) == 1 and case["because"] in failed[0].phrase, failed
    assert all(finding.text and finding.phrase for finding in found)


def test_every_matter_without_an_amount_is_there(pack):
    assert {case["matter"] for case in CASES} == {m.id for m in pack.matters if m.award is None}
