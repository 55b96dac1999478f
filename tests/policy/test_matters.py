"""The pack's matters are those read out of the document: 109, in order, each with its own checks and materials."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import resources
from models.awards.conditions import Situation, judge
from models.money import parse_yuan
from models.policy.loader import load_pack
from models.policy.model import MONEY_KINDS

PACK = load_pack(resources.path("policy", "bz-2024-12"))
MATTERS = {matter.id: matter for matter in PACK.matters}
AWARDS = [matter for matter in PACK.matters if matter.kind in MONEY_KINDS]
with (Path(__file__).parent / "expected_matters.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))

PER_KIND = {"奖补": 45, "费用优惠": 1, "担保额度": 1, "推荐": 19, "服务": 30, "督办": 13}
LONGEST_QUESTION = 40
HALF_WIDTH = re.compile(r"[,;:?!()\"]|[一-鿿] [一-鿿0-9]")


def by_id(matters):
    return pytest.mark.parametrize("matter", matters, ids=lambda matter: matter.id)


def test_ids_and_order():
    assert [matter.id for matter in PACK.matters] == [row["id"] for row in ROWS]
    assert len(MATTERS) == 109


def test_counts_per_kind():
    assert Counter(matter.kind for matter in PACK.matters) == PER_KIND


def test_every_clause_has_a_matter():
    assert len(PACK.clauses) == 54
    assert all(clause.matter for clause in PACK.clauses)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_matter_is_as_read_out_of_the_document(row):
    matter = MATTERS[row["id"]]
    read = (matter.clause, matter.name, matter.kind, matter.applicant_label, matter.nature or "", matter.rule)
    assert read == tuple(row[key] for key in ("clause", "name", "kind", "applicant", "nature", "rule"))
    assert matter.phrase == row["source_phrase"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_cap_with_its_scope(row):
    matter = MATTERS[row["id"]]
    cap = matter.award.cap if matter.award else None
    assert (cap.scope if cap else "") == row["cap_scope"]
    if row["cap_yuan"]:
        assert cap is not None and parse_yuan(cap.amount) == int(row["cap_yuan"]) * 100
    else:
        assert cap is None or not cap.amount
    assert bool(cap and cap.once) == ("一次性" in row["cap_scope"])


@by_id(PACK.matters)
def test_every_phrase_stands_in_the_clause(matter):
    text = PACK.clause_of(matter).text
    tiers = matter.award.tier if matter.award else ()
    phrases = [matter.phrase, *(tier.phrase for tier in tiers)]
    for check in matter.check:
        assert (check.source == "条款") == bool(check.phrase), check.id
        phrases.extend([check.phrase] if check.phrase else [])
    assert [phrase for phrase in phrases if phrase not in text] == []


@by_id(PACK.matters)
def test_enough_checks_and_materials_of_its_own(matter):
    assert len(matter.check) >= (3 if matter in AWARDS else 2)
    assert len(matter.material) >= (3 if matter in AWARDS else 1)
    assert any(check.source == "条款" for check in matter.check)


@by_id(PACK.matters)
def test_a_check_is_one_short_question(matter):
    common = {check.question for check in PACK.common_checks}
    for check in matter.check:
        assert check.question.endswith("？") and check.question.count("？") == 1
        assert check.question.count("是否") == 1, check.question
        assert len(check.question) <= LONGEST_QUESTION, check.question
        assert check.question not in common
    assert len({check.question for check in matter.check}) == len(matter.check)


def test_common_checks_ask_in_the_same_form():
    assert all(check.question.count("是否") == 1 for check in PACK.common_checks)


@by_id(PACK.matters)
def test_full_width_punctuation(matter):
    texts = [text for check in matter.check for text in (check.question, check.help)]
    texts += [text for item in matter.material for text in (item.name, item.note)]
    texts += [text for fact in matter.fact for text in (fact.label, fact.help)]
    assert [text for text in texts if HALF_WIDTH.search(text)] == []


@by_id(PACK.matters)
def test_materials_repeat_neither_each_other_nor_the_common_ones(matter):
    names = [item.name for item in PACK.materials_of(matter)]
    assert len(set(names)) == len(names)
    assert any(item.required or item.required_if for item in matter.material)


def test_no_two_matters_share_their_own_checks():
    lists = Counter(frozenset(check.question for check in matter.check) for matter in PACK.matters)
    assert max(lists.values()) == 1


def test_no_two_matters_share_their_own_materials():
    lists = Counter(frozenset(item.name for item in matter.material) for matter in PACK.matters)
    assert max(lists.values()) == 1


@by_id([matter for matter in AWARDS if matter.nature == "按标准" or "ratio" in {f.key for f in matter.fact}])
def test_what_the_text_leaves_open_asks_for_a_basis(matter):
    """A standard or ratio that the text does not give is entered together with the document it rests on."""
    basis = [fact for fact in matter.fact if fact.key in ("standard_basis", "ratio_basis")]
    assert len(basis) == 1 and basis[0].type == "text" and basis[0].help
    assert any(
        "依据文件" in item.name or "政策文件" in item.name or "会议纪要" in item.name
        for item in matter.material
    )


def test_which_matters_go_by_a_standard():
    by_standard = ["11-4", "14-1", "16-6", "33-2", "36-1", "49-2", "54-1", "54-2"]
    assert [matter.id for matter in AWARDS if matter.nature == "按标准"] == by_standard


@by_id(AWARDS)
def test_money_facts_are_in_yuan_and_percents_in_percent(matter):
    for fact in matter.fact:
        assert fact.unit == {"money": "元", "percent": "%"}.get(fact.type, fact.unit), fact.key
        assert fact.unit or fact.type != "count", fact.key


@by_id(AWARDS)
def test_examples_stand_on_both_sides_of_the_period(matter):
    validity = matter.validity or PACK.document.validity
    first, last = date.fromisoformat(validity.first), date.fromisoformat(validity.last)
    inside = {example.facts["event_date"] for example in matter.example if example.eligible}
    outside = {example.facts["event_date"] for example in matter.example if not example.eligible}
    edges = ((first, first - timedelta(days=1)), (last, last + timedelta(days=1)))
    assert any(near.isoformat() in inside and far.isoformat() in outside for near, far in edges)


def test_supervisions_hold_every_target_and_budget_line_of_their_clause():
    for clause in PACK.clauses:
        supervised = [matter for matter in clause.matter if matter.kind == "督办"]
        if supervised:
            targets = {name for matter in supervised for name in matter.targets}
            budgets = {name for matter in supervised for name in matter.budgets}
            assert targets == {one.id for one in PACK.targets if one.scope == clause.number}, clause.number
            assert budgets == {one.id for one in PACK.budgets if one.scope == clause.number}, clause.number


def test_the_two_matters_of_the_first_quarter():
    own = {matter.id: (matter.validity.first, matter.validity.last) for matter in AWARDS if matter.validity}
    assert own == dict.fromkeys(("41-2", "41-3"), ("2024-01-01", "2024-03-31"))


def test_common_checks_that_the_clause_does_not_bear():
    """Where the clause asks for a place other than the applicant's seat or home, the common check is not asked."""
    elsewhere = ("1-1", "4-1", "4-2", "23-1", "25-1", "33-3", "37-1", "38-1", "42-1", "44-1")
    expected = dict.fromkeys(elsewhere, ("c-registered",))
    expected["36-1"] = ("c-registered", "c-resident")  # 社会力量 are persons as well; the venue must be here
    expected |= dict.fromkeys(("49-1", "49-2", "52-1", "52-2"), ("c-resident",))
    assert {m.id: m.drop_common for m in PACK.matters if m.drop_common} == expected
    for matter_id, dropped in expected.items():
        assert not set(dropped) & {check.id for check in PACK.checks_of(MATTERS[matter_id])}


def test_a_matter_is_the_business_of_the_units_that_its_clause_names():
    """Only where the matter goes to one of them by its own rule is that one named alone."""
    alone = {m.id: m.units for m in PACK.matters if m.units and m.units != PACK.clause_of(m).units}
    passed_on = {"22-1": "区税务局", "27-2": "区市场监管局", "28-7": "区市场监管局"}
    assert alone == {matter_id: (unit,) for matter_id, unit in passed_on.items()}
    for matter_id, unit in passed_on.items():
        assert unit in MATTERS[matter_id].rule and unit in PACK.clause_of(MATTERS[matter_id]).units


def test_every_question_has_an_answer_on_every_case():
    """No question is answered 符合 only because it does not apply: it is asked where it does, or worded for all."""
    common = [(check.id, check.help) for check in PACK.common_checks]
    own = [(f"{matter.id} {check.id}", check.help) for matter in PACK.matters for check in matter.check]
    assert [key for key, text in common + own if "填“符合”" in text] == []


@pytest.mark.parametrize(
    ("matter_id", "check_id", "asked", "spared"),
    [
        (
            "22-1",
            "catalogue",
            {"preference": "集成电路企业增值税加计抵减"},
            {"preference": "研发费用加计扣除"},
        ),
        ("33-3", "permits", {"permit_needed": True}, {"permit_needed": False}),
    ],
)
def test_a_question_is_asked_only_where_it_applies(matter_id, check_id, asked, spared):
    matter = PACK.matter(matter_id)
    check = next(check for check in matter.check if check.id == check_id)
    assert check.ask_if is not None
    assert judge(check.ask_if, Situation(matter, asked, {})).ok
    assert not judge(check.ask_if, Situation(matter, spared, {})).ok


@by_id(AWARDS)
def test_the_day_to_fill_in_is_named_or_said_to_be_open(matter):
    """Where the clause does not make plain which day counts, the officer is told so in words of that matter."""
    general = MATTERS["1-2"]
    if matter.event_label == general.event_label:
        assert matter.event_help != general.event_help


@pytest.mark.parametrize("note", PACK.notes, ids=lambda note: note.id)
def test_doubtful_wording_is_quoted_to_the_letter(note):
    """A note opens with the words it reads, as they stand in the clause, and concerns matters of that clause."""
    if note.clause == "全文":
        return
    quoted = re.findall("“([^”]+)”", note.text)
    for matter_id in note.matters:
        clause = PACK.clause_of(MATTERS[matter_id])
        assert clause.number == note.clause and quoted[0] in clause.body
