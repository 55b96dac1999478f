"""Thousands of facts near every edge: the program must answer as the independent reading in oracle.py."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from fact_space import CAPS, FIELDS, Field
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import RULES, Answer, answer
from questions import (
    EDGE_DATES,
    LARGEST,
    Question,
    crossings,
    distances,
    draw,
    edges,
    line,
    pivots,
    typical,
    yuan,
)

import resources
from models.awards.line import assess_line
from models.policy.loader import load_pack

ROOT = Path(__file__).resolve().parents[2]
DRAWN = 120
COMPARED = ("eligible", "ceiling", "nature", "district_share", "payable")
EXAMPLES = 60
PACK = load_pack(resources.path("policy", "bz-2024-12"))


def expected(question: Question) -> dict[str, object]:
    """Return the oracle's answer in the words of the output file."""
    found: Answer = answer(
        question.matter, question.facts, prior=question.prior, prior_months=question.prior_months
    )
    return {
        "eligible": found.eligible,
        "ceiling": yuan(found.ceiling),
        "nature": found.nature,
        "district_share": None if found.district_share is None else yuan(found.district_share),
        "payable": None if found.payable is None else yuan(found.payable),
    }


def difference(question: Question, given_line: str, reply: dict[str, object]) -> str:
    """Describe how the program's reply departs from the oracle, or return an empty text."""
    wanted = expected(question)
    if "error" in reply:
        return f"{given_line}\n  refused: {reply['error']}\n  oracle: {wanted}"
    compared = [key for key in COMPARED if wanted["eligible"] or key != "nature"]
    off = [f"{key} {reply.get(key)!r} / {wanted[key]!r}" for key in compared if reply.get(key) != wanted[key]]
    return f"{given_line}\n  program / oracle: {'; '.join(off)}" if off else ""


def broken_promise(reply: dict[str, object]) -> str:
    """Describe a reply whose findings and steps do not bear its verdict, or return an empty text."""
    findings, steps = reply["findings"], reply["steps"]
    if not isinstance(findings, list) or not isinstance(steps, list) or not findings:
        return "no findings"
    if reply["eligible"] != all(finding["ok"] for finding in findings):
        return f"verdict {reply['eligible']} against findings {findings}"
    if reply["eligible"] != bool(steps):
        return f"verdict {reply['eligible']} against steps {steps}"
    return "" if reply["pack"] == "滨政〔2024〕12号" and reply["pack_hash"] else "pack not named"


@pytest.fixture(scope="module")
def batch() -> dict[str, list[tuple[Question, str, dict[str, object]]]]:
    """One run of the command line over every matter; questions, lines and replies by matter."""
    questions = [q for matter in RULES for q in (*crossings(matter), *edges(matter))]
    for matter in RULES:
        rng = Random(f"滨惠办 {matter}")
        questions += [draw(matter, rng) for _ in range(DRAWN)]
    lines = [line(question, number, number) for number, question in enumerate(questions)]
    run = subprocess.run(
        [sys.executable, "main.py", "assess", "-"],
        input="\n".join(lines).encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=120,
    )
    replies = [json.loads(text) for text in run.stdout.decode().splitlines()]
    assert [reply["id"] for reply in replies] == list(range(len(lines)))
    assert b"Traceback" not in run.stderr
    assert run.returncode == int(any("error" in reply for reply in replies))
    by_matter: dict[str, list[tuple[Question, str, dict[str, object]]]] = {matter: [] for matter in RULES}
    for row in zip(questions, lines, replies, strict=True):
        by_matter[row[0].matter].append(row)
    return by_matter


@pytest.mark.parametrize("matter", RULES)
def test_the_batch_agrees_with_the_clause(batch, matter):
    found = [difference(*row) for row in batch[matter]]
    found = [text for text in found if text]
    assert not found, f"{len(found)} of {len(batch[matter])}:\n" + "\n".join(found[:8])


@pytest.mark.parametrize("matter", RULES)
def test_findings_and_steps_bear_the_verdict(batch, matter):
    replies = [(text, reply) for _, text, reply in batch[matter] if "error" not in reply]
    assert replies, "every line was refused"
    found = [f"{text}\n  {broken_promise(reply)}" for text, reply in replies if broken_promise(reply)]
    assert not found, f"{len(found)} of {len(replies)}:\n" + "\n".join(found[:5])


@pytest.mark.parametrize("matter", RULES)
def test_the_batch_meets_both_verdicts(batch, matter):
    """The generated facts must reach a grant, a refusal and, where there is a cap, its exhaustion."""
    verdicts = {
        answer(q.matter, q.facts, prior=q.prior, prior_months=q.prior_months) for q, _, _ in batch[matter]
    }
    assert {True, False} == {verdict.eligible for verdict in verdicts}
    assert any(verdict.ceiling > 0 for verdict in verdicts)


def values_of(field: Field, left: int) -> st.SearchStrategy[object]:
    """Return a strategy for one fact."""
    if field.kind == "bool":
        return st.booleans()
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    if field.kind == "count":
        spots = [spot + off for spot in (1, *field.near) for off in (-1, 0, 1)]
        return st.sampled_from(spots) | st.integers(0, 500)
    if field.kind == "percent":
        return st.integers(1, 10_000).map(lambda hundredths: Fraction(hundredths, 100))
    if field.kind == "text":
        return st.sampled_from(("实施细则", "区科技局2024年第3号文", 'a "quoted" \\ basis', "依据，第１条"))
    return st.sampled_from(pivots(field, left)) | st.integers(0, 10**6) | st.integers(0, LARGEST)


DAYS = st.sampled_from(EDGE_DATES) | st.integers(-40, 420).map(lambda n: date(2024, 1, 1) + timedelta(n))


@st.composite
def questions_about(draw_from: st.DrawFn, matter: str) -> Question:
    """Draw one set of facts of a matter."""
    cap = CAPS.get(matter, 10**6)
    prior = draw_from(st.just(0) | st.sampled_from((1, cap - 1, cap, cap + 1)) | st.integers(0, 2 * cap))
    left = max(0, cap - prior)
    facts = {field.key: draw_from(values_of(field, left)) for field in FIELDS[matter]}
    for field in FIELDS[matter]:
        if field.after and draw_from(st.booleans()):
            facts[field.key] = facts[field.after] + draw_from(st.sampled_from(distances(field)))  # type: ignore[operator]
    facts["event_date"] = draw_from(st.just(typical(matter).facts["event_date"]) | DAYS)
    months = draw_from(st.integers(0, 40)) if matter == "16-6" else 0
    return Question(matter, facts, prior, months)


@pytest.mark.parametrize("matter", RULES)
def test_any_facts_agree_with_the_clause(matter):
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
    @given(question=questions_about(matter), spelling=st.integers(0, 11))
    def agrees(question: Question, spelling: int) -> None:
        text = line(question, "h", spelling)
        reply, computed = assess_line(text, lambda *_: PACK)
        found = difference(question, text, reply)
        assert not found, found
        assert computed and not broken_promise(reply), broken_promise(reply)

    agrees()
