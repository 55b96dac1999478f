"""`pack check` tells every fault at once, each with file, line and remedy."""

import shutil

import pytest

from models.errors import UserError
from models.policy.editions import Editions
from models.policy.faults import PackFaults, line_of
from models.policy.loader import load_pack


@pytest.fixture
def copy(pack_folder, tmp_path):
    return shutil.copytree(pack_folder, tmp_path / "pack")


def edit(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder):
    with pytest.raises(PackFaults) as caught:
        load_pack(folder)
    return caught.value.faults


def test_shipped_pack_has_no_fault(pack_folder):
    load_pack(pack_folder)


def test_many_faults_are_told_at_once(copy):
    edit(copy, "clauses/13.toml", 'id = "scale"', 'id = "scale"\nodd = 1')
    edit(copy, "clauses/33.toml", 'kind = "奖补"', 'kind = "奖金"')
    edit(copy, "targets.toml", 'comparator = ">="', 'comparator = "=>"')
    found = faults(copy)
    assert {fault.file for fault in found} == {"clauses/13.toml", "clauses/33.toml", "targets.toml"}
    assert all(fault.line > 0 and fault.what and fault.remedy for fault in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (
            "clauses/13.toml",
            'phrase = "新增200万元以上的科技企业"',
            'phrase = "新增200万元以上的科技公司"',
            "不在（十三）原文中",
        ),
        ("clauses/13.toml", 'id = "same-basis"', 'id = "technology"', "重复"),
        ("clauses/13.toml", 'scope = "企业年度"', 'scope = ""', "范围"),
        ("clauses/13.toml", 'fact = "sme_scale", value', 'fact = "sme_scal", value', "没有要素"),
        ("clauses/13.toml", 'units = ["区科技局"]', 'units = ["区科委"]', "未列入"),
        ("clauses/33.toml", 'id = "33-1"', 'id = "13-1"', "重复"),
        ("clauses/13.toml", "是否属于科技企业，如", "属于科技企业，如", ""),
        ("clauses/33.toml", 'amounts = { "国家级"', 'amounts = { "世界级"', "不在选项中"),
        ("clauses/33.toml", '"500000.00", "省级"', '"500000.005", "省级"', "两位小数"),
        ("clauses/33.toml", 'values = ["国家级", "省级", "市级"] }', 'values = ["国际级"] }', "没有选项"),
        ("clauses/49.toml", 'phrase = "滨江区户籍家庭"', 'phrase = ""', "缺少条款原文"),
        ("notes.toml", 'default = "不要求新增"', 'default = "随便"', "默认值"),
        ("targets.toml", 'phrase = "完成投资8.5亿元以上"', 'phrase = "完成投资9亿元以上"', "不在原文中"),
        ("budgets.toml", 'id = "2-B1"', 'id = "2-B"', "重复"),
        ("document.toml", 'id = "bz-2024-12"', 'id = "bz-2024-12', "TOML"),
    ],
)
def test_each_fault_is_found(copy, file, old, new, what):
    edit(copy, file, old, new)
    if not what:
        load_pack(copy)
        return
    found = faults(copy)
    assert any(fault.file == file and what in fault.what for fault in found), [str(f) for f in found]


def test_a_question_asked_on_an_unknown_fact_or_beside_a_reckoned_verdict(copy):
    edit(copy, "clauses/41.toml", 'ask_if = { fact = "manufacturing"', 'ask_if = { fact = "industry"')
    edit(
        copy,
        "clauses/33.toml",
        'id = "level"\n',
        'id = "level"\nask_if = { fact = "level", op = "in", values = ["省级"] }\n',
    )
    told = [fault.what for fault in faults(copy) if fault.key.endswith("ask_if")]
    assert told == ["由要素判断的检查不再询问", "没有要素“industry”"]


def test_unreachable_tier(copy):
    path = copy / "clauses/13.toml"
    text = path.read_text(encoding="utf-8")
    first = text.index("[[matter.award.tier]]")
    second = text.index("[[matter.award.tier]]", first + 1)
    end = text.index("[[matter.example]]")
    head = '[[matter.award.tier]]\nform = "fixed"\namount = "1.00"\nphrase = "新增200万元以上的科技企业"\n\n'
    path.write_text(
        text[:first] + head + text[first:second] + text[second:end] + text[end:], encoding="utf-8"
    )
    assert any("永远轮不到" in fault.what for fault in faults(copy))


def test_missing_examples(copy):
    path = copy / "clauses/33.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[[matter.example]]")], encoding="utf-8")
    assert any("算例" in fault.what for fault in faults(copy))


def test_not_a_pack(tmp_path):
    assert "document.toml" in faults(tmp_path)[0].what


def test_line_of_a_key():
    text = (
        '[[matter]]\nid = "a"\n[[matter.check]]\nid = "x"\n[[matter]]\nid = "b"\n[[matter.check]]\nid = "y"\n'
    )
    assert line_of(text, "matter[1].check[0].id") == 8
    assert line_of(text, "matter[0].id") == 2
    assert line_of(text, "matter[1].check[0].phrase") == 7


def test_a_second_edition_dropped_into_the_data_folder(copy, pack_folder, tmp_path):
    from datetime import date

    dropped = tmp_path / "policy"
    shutil.copytree(copy, dropped / "bz-2025")
    edit(dropped / "bz-2025", "document.toml", 'id = "bz-2024-12"', 'id = "bz-2025-1"')
    for name in ("first", "last"):
        old = {"first": '"2024-01-01"', "last": '"2024-12-31"'}[name]
        edit(
            dropped / "bz-2025", "document.toml", f"{name} = {old}", f"{name} = {old.replace('2024', '2025')}"
        )
    editions = Editions.load(pack_folder.parent, dropped)
    assert editions.for_date(date(2024, 12, 31)).id == "bz-2024-12"
    assert editions.for_date(date(2025, 1, 1)).id == "bz-2025-1"
    assert editions.for_date(date(2026, 1, 1)).id == "bz-2025-1"
    assert editions.for_date(date(2023, 1, 1)).id == "bz-2024-12"
    assert editions.current.id == "bz-2025-1"


def test_a_faulty_edition_is_told_and_not_used(copy, pack_folder, tmp_path):
    dropped = tmp_path / "policy"
    shutil.copytree(copy, dropped / "bad")
    edit(dropped / "bad", "clauses/13.toml", 'kind = "奖补"', 'kind = "奖"')
    editions = Editions.load(pack_folder.parent, dropped)
    assert [pack.id for pack in editions.packs] == ["bz-2024-12"]
    assert len(editions.problems) == 1


def test_a_case_stays_on_its_version_of_an_edition(copy, pack_folder, tmp_path):
    dropped = tmp_path / "policy"
    shutil.copytree(copy, dropped / "corrected")
    edit(dropped / "corrected", "document.toml", 'id = "bz-2024-12"', 'id = "bz-2024-12"\nversion = 2')
    editions = Editions.load(pack_folder.parent, dropped)
    old, new = editions.versions("bz-2024-12")
    assert (old.document.version, new.document.version) == (1, 2)
    assert editions.pack("bz-2024-12") is new
    assert editions.pack("bz-2024-12", old.hash) is old
    with pytest.raises(UserError):
        editions.pack("bz-2024-12", "0" * 64)
    with pytest.raises(UserError):
        editions.pack("bz-1999")
