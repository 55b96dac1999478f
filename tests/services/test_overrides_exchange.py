"""The office's changes as a file: out, reset, in again; what does not fit is told; boards as files."""

from __future__ import annotations

import io
import json

import openpyxl
import pdfplumber
import pytest
from casework import Casework

from models.errors import UserError
from models.policy.overrides import Override
from models.services.override_file import MAX_BYTES, decode

PACK = "bz-2024-12"
CHANGES = (
    Override(
        "13-1", "check", "reword", "technology", "申请人是否持有高新技术企业证书？", basis="局办公会纪要"
    ),
    Override("13-1", "material", "add", "office-1", "研发费用辅助账"),
    Override("13-1", "term", "set", "", "15"),
)


def make_changes(work: Casework) -> None:
    for change in CHANGES:
        work.office.policy.set_override(PACK, change, actor=work.handler)


def test_out_reset_and_in_again(work: Casework) -> None:
    make_changes(work)
    data = work.office.policy.export_overrides(PACK)
    count, changes = work.office.policy.reset_overrides(PACK, actor=work.handler)
    assert count == 3 and "policy" in changes.topics
    assert work.office.policy.overrides(PACK) == ()
    found, changes = work.office.policy.import_overrides(data, pack_id=PACK, actor=work.handler)
    assert found.taken == 3 and not found.refused and "policy" in changes.topics
    assert set(work.office.policy.overrides(PACK)) == set(CHANGES)
    assert work.office.verify() == []


def test_resetting_one_matter_leaves_the_others(work: Casework) -> None:
    make_changes(work)
    other = Override("33-1", "term", "set", "", "20")
    work.office.policy.set_override(PACK, other, actor=work.handler)
    assert work.office.policy.reset_overrides(PACK, matter_id="13-1", actor=work.handler)[0] == 3
    assert work.office.policy.overrides(PACK) == (other,)


def test_resetting_nothing_changes_nothing(work: Casework) -> None:
    count, changes = work.office.policy.reset_overrides(PACK, actor=work.handler)
    assert count == 0 and not changes.topics


def test_what_does_not_fit_is_told_and_the_rest_taken(work: Casework) -> None:
    make_changes(work)
    content = json.loads(work.office.policy.export_overrides(PACK))
    content["overrides"][0]["item"] = "没有这一项"
    content["overrides"].append({"matter": "99-9", "target": "term", "action": "set", "value": "5"})
    work.office.policy.reset_overrides(PACK, actor=work.handler)
    found, _ = work.office.policy.import_overrides(
        json.dumps(content).encode(), pack_id=PACK, actor=work.handler
    )
    assert found.taken == 2
    assert [why for _, why in found.refused if "没有" in why] and len(found.refused) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"[1,2]",
        b'{"kind":"x","pack":"","number":"","unit":"","exported":"","overrides":[]}',
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="不是本单位清单文件"):
        decode(data)


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(UserError, match="过大"):
        decode(b" " * (MAX_BYTES + 1))


def test_a_file_for_another_edition_changes_nothing(work: Casework) -> None:
    make_changes(work)
    content = json.loads(work.office.policy.export_overrides(PACK)) | {"pack": "bz-2030-01"}
    with pytest.raises(UserError, match="另一政策版本"):
        work.office.policy.import_overrides(json.dumps(content).encode(), pack_id=PACK, actor=work.handler)
    assert len(work.office.policy.overrides(PACK)) == 3


def test_only_the_administrator_may(work: Casework) -> None:
    with pytest.raises(UserError, match="没有权限"):
        work.office.policy.reset_overrides(PACK, actor=work.reviewer)
    with pytest.raises(UserError, match="没有权限"):
        work.office.policy.import_overrides(b"{}", pack_id=PACK, actor=work.reviewer)


def test_boards_as_files(work: Casework) -> None:
    work.office.progress.record_target(
        "1-T1", value="4.9", as_of="2024-05-31", evidence="=1+1", actor=work.handler
    )
    work.office.progress.record_budget(
        "2-B", executed_yuan="2655000000.50", as_of="2024-05-31", actor=work.handler
    )
    book = openpyxl.load_workbook(io.BytesIO(work.office.boards.targets_file("xlsx")))
    assert book.active["K4"].value == "=1+1" and book.active["K4"].data_type == "s"
    sheet = openpyxl.load_workbook(io.BytesIO(work.office.boards.budgets_file("xlsx"))).active
    assert (sheet["D4"].value, sheet["E4"].value, sheet["H4"].value) == (61.1, 6_110_000_000, 2655000000.5)
    assert work.office.progress.budget_figures()["2-B"][0].value * 100 == 265500000050
    with pdfplumber.open(io.BytesIO(work.office.boards.targets_file("pdf", target_ids=["1-T1"]))) as pdf:
        assert len(pdf.pages) == 1
        assert "4.9亿元" in pdf.pages[0].extract_text()
    csv = work.office.boards.budgets_file("csv").decode("utf-8-sig")
    assert "108.9" in csv and len(csv.splitlines()) == 19
