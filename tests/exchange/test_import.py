"""Importing through the service and the command line: one transaction, never twice, every refusal leaves no trace."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from casework import Casework, credit_code, id_number
from sheets import filled, headings_of, in_order, own, row, saved

from models.errors import UserError
from models.policy.pack import Pack
from models.services.intake_views import IntakeResult
from models.services.views import ApplicantForm, CaseFilter

ROOT = Path(__file__).resolve().parents[2]


def take(work: Casework, data: bytes, **more: Any) -> IntakeResult:
    preview = work.office.intake.preview_bytes(data, name="导入.xlsx")
    return work.office.intake.run(preview, actor=work.handler, **more)[0]


def state(work: Casework) -> tuple[object, ...]:
    db = work.office._desk.db
    tables = ("cases", "applicants", "events", "imports")
    counts = [db.value(f"SELECT count(*) FROM {name}") for name in tables]
    return (*counts, db.value("SELECT max(value) FROM sequences"))


def test_rows_become_cases_with_their_ceilings(work: Casework, pack: Pack) -> None:
    result = take(work, filled(pack, [row(1), row(2, **{"年度研发投入额（元）": 4999999.99})]))
    assert [case.ceiling_fen for case in result.cases] == [11_500_000, 0]
    assert result.new_applicants == 2 and not result.faults
    case = work.view(result.cases[0].case_id)
    assert case.applicant.account == "6222021202041234567" and case.case.applied_fen == 11_500_000
    assert case.case.facts_raw == {"sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}
    assert case.case.stage == "登记" and work.office.verify() == []


def test_all_or_nothing_unless_good_rows_are_asked_for(work: Casework, pack: Pack) -> None:
    data = filled(pack, [row(1), row(2, 发生日期="昨天"), row(3)])
    before = state(work)
    with pytest.raises(UserError, match="1 行有错"):
        take(work, data)
    assert state(work) == before
    result = take(work, data, accept_good=True)
    assert [case.row for case in result.cases] == [3, 5] and len(result.faults) == 1
    mended = filled(pack, [row(1), row(2), row(3)])
    result = take(work, mended)
    assert [case.row for case in result.cases] == [4] and result.present == 2


def test_a_dry_run_changes_nothing_and_tells_the_same(work: Casework, pack: Pack) -> None:
    data = filled(pack, [row(1), row(2)])
    before = state(work)
    tried = take(work, data, dry_run=True)
    assert state(work) == before and tried.dry_run
    done = take(work, data)
    assert [(c.case_no, c.row, c.ceiling_fen) for c in tried.cases] == [
        (c.case_no, c.row, c.ceiling_fen) for c in done.cases
    ]


def test_the_same_workbook_is_not_imported_twice(work: Casework, pack: Pack) -> None:
    data = filled(pack, [row(1), row(2)])
    take(work, data)
    before = state(work)
    for again in (data, saved(openpyxl.load_workbook(io.BytesIO(data)))):
        with pytest.raises(UserError, match="已经导入过"):
            take(work, again)
    assert state(work) == before
    work.move(1, "withdraw", reason="企业撤回")
    with pytest.raises(UserError, match="已经导入过"):
        take(work, data)


def test_a_case_registered_by_hand_is_found(work: Casework, pack: Pack) -> None:
    company = work.applicant("杭州1号科技有限公司", contact="李某")
    sheet = row(1, **{"统一社会信用代码/身份证号": company.code})
    work.register(applicant=company, event_date="2024-06-30")
    with pytest.raises(UserError, match="都已登记"):
        take(work, filled(pack, [sheet]))
    changed = sheet | {"年度研发投入额（元）": 6000000}
    preview = work.office.intake.preview_bytes(filled(pack, [changed]))
    (fault,) = preview.all_faults
    assert "已有相似的办件" in fault.what and "BJ-" in fault.why
    other_day = take(work, filled(pack, [sheet | {"发生日期": "2024-05-31"}]))
    assert len(other_day.cases) == 1 and other_day.new_applicants == 0
    kept = work.office.applicants.get(company.id)
    assert (kept.contact, kept.phone, kept.bank) == ("李某", "13812345678", "工商银行滨江支行")


def test_a_name_that_does_not_fit_its_code_is_refused(work: Casework, pack: Pack) -> None:
    company = work.applicant("甲公司")
    code = {"统一社会信用代码/身份证号": company.code}
    preview = work.office.intake.preview_bytes(filled(pack, [row(1, **code)]))
    assert [(f.letter, f.what) for f in preview.all_faults] == [("A", "名称与代码不符")]
    twice = filled(
        pack, [row(5), row(6, **{"统一社会信用代码/身份证号": credit_code(5), "发生日期": "2024-05-01"})]
    )
    preview = work.office.intake.preview_bytes(twice)
    assert [(f.row, f.letter) for f in preview.all_faults] == [(4, "A")]


def test_width_of_brackets_in_a_name_does_not_matter(work: Casework, pack: Pack) -> None:
    company = work.applicant("杭州（滨江）甲公司")
    sheet = row(1, 申请人名称="杭州(滨江) 甲公司", **{"统一社会信用代码/身份证号": company.code})
    assert take(work, filled(pack, [sheet])).new_applicants == 0


def test_a_merged_double_leads_to_the_one_kept(work: Casework, pack: Pack) -> None:
    kept, double = work.applicant("甲公司"), work.applicant("甲公司")
    work.office.applicants.merge(kept.id, double.id, reason="重复", actor=work.reviewer)
    sheet = row(1, 申请人名称="甲公司", **{"统一社会信用代码/身份证号": double.code})
    result = take(work, filled(pack, [sheet]))
    assert work.view(result.cases[0].case_id).applicant.id == kept.id


def test_doubled_rows_are_refused(work: Casework, pack: Pack) -> None:
    preview = work.office.intake.preview_bytes(filled(pack, [row(1), row(2), row(1)]))
    (fault,) = preview.all_faults
    assert fault.row == 5 and "第 3 行重复" in fault.what


def test_the_same_new_applicant_in_two_rows_is_added_once(work: Casework, pack: Pack) -> None:
    result = take(work, filled(pack, [row(1), row(1, 发生日期="2024-05-01")]))
    assert len(result.cases) == 2 and result.new_applicants == 1


def test_cancelling_keeps_nothing(work: Casework, pack: Pack) -> None:
    data = filled(pack, [row(n) for n in range(1, 31)])
    preview = work.office.intake.preview_bytes(data)
    before, seen = state(work), []
    result, changes = work.office.intake.run(
        preview, actor=work.handler, proceed=lambda done, total: seen.append((done, total)) or done < 20
    )
    assert result.cancelled and result.cases == () and state(work) == before
    assert seen[0] == (0, 30) and seen[-1] == (20, 30) and not changes.cases


def test_who_may_import(work: Casework, pack: Pack) -> None:
    preview = work.office.intake.preview_bytes(filled(pack, [row(1)]))
    for officer in (work.reader, replace(work.handler, active=False)):
        with pytest.raises(UserError, match="没有权限"):
            work.office.intake.run(preview, actor=officer)


def test_what_happened_since_the_preview_counts(work: Casework, pack: Pack) -> None:
    data = filled(pack, [row(1), row(2)])
    stale = work.office.intake.preview_bytes(data)
    take(work, filled(pack, [row(1)]))
    result, _ = work.office.intake.run(stale, actor=work.handler)
    assert [case.row for case in result.cases] == [4] and result.present == 1
    form = ApplicantForm(kind="企业", name="另一名称", code=credit_code(3))
    stale = work.office.intake.preview_bytes(filled(pack, [row(3)]))
    work.office.applicants.save(form, actor=work.handler)
    before = state(work)
    with pytest.raises(UserError, match="名称与代码不符"):
        work.office.intake.run(stale, actor=work.handler)
    assert state(work) == before


def test_families_with_their_spouse(work: Casework, pack: Pack) -> None:
    headings = headings_of(pack, "49-1")
    values = {"申请人名称": "张三", "统一社会信用代码/身份证号": id_number(1), "配偶姓名": "李四",
              "配偶身份证号": id_number(2), "发生日期": "2024-06-01", "滨江区户籍家庭": "是",
              headings[-3]: 8000}  # fmt: skip
    data = saved(own([[values.get(h) for h in headings]], name="49-1", headings=headings))
    result = take(work, data)
    assert result.cases[0].ceiling_fen == 800_000
    assert work.view(result.cases[0].case_id).applicant.members[0].name == "李四"
    values |= {
        "申请人名称": "李四",
        "统一社会信用代码/身份证号": id_number(2),
        "配偶姓名": None,
        "配偶身份证号": None,
    }
    again = saved(own([[values.get(h) for h in headings]], name="49-1", headings=headings))
    (fault,) = work.office.intake.preview_bytes(again).all_faults
    assert "另一家庭" in fault.what and fault.letter == "B"


def test_hundreds_of_rows(work: Casework, pack: Pack) -> None:
    result = take(work, filled(pack, [row(n) for n in range(1, 401)]))
    assert len(result.cases) == 400 and work.office.cases.count(CaseFilter(matters=("13-1",))) == 400


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("练习") / "数据"
    assert run("--data", str(folder), "demo").returncode == 0
    return str(folder)


def test_template_and_import_on_the_command_line(demo: str, tmp_path: Path) -> None:
    file = tmp_path / "导入 表.xlsx"
    assert run("template", str(file), "--matter", "13-1").returncode == 0
    assert run("template", str(file), "--matter", "33-1").returncode == 0, "an empty template may be replaced"
    assert run("template", str(file), "--matter", "13-1").returncode == 0
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    page.append(in_order(row(801)))
    page.append(in_order(row(802, **{"年度研发投入额（元）": "很多"})))
    book.save(file)
    refused = run("--data", demo, "import", str(file))
    assert refused.returncode == 1 and "第 4 行 I 列" in refused.stderr and not refused.stdout
    tried = run("--data", demo, "import", str(file), "--dry-run", "--accept-good")
    assert tried.returncode == 0 and "试运行" in tried.stdout
    done = run("--data", demo, "import", str(file), "--accept-good")
    assert done.returncode == 0 and done.stdout.startswith("BJ-") and "有错未导入 1 行" in done.stderr
    again = run("--data", demo, "import", str(file), "--accept-good")
    assert again.returncode == 1 and "导入过" in again.stderr
    listed = run("--data", demo, "cases", "--query", "杭州801号科技", "--json").stdout.splitlines()
    assert [json.loads(line)["ceiling"] for line in listed] == ["115000.00"]
    kept = run("template", str(file))
    assert kept.returncode == 1 and "已经存在" in kept.stderr
    for outcome in (refused, tried, done, again, kept):
        assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("import",), 2),
        (("template",), 2),
        (("import", "/no/such.xlsx"), 1),
        (("import", "."), 1),
        (("import", __file__), 1),
        (("template", "/no/such/folder/x.xlsx"), 1),
        (("template", "x.xls"), 1),
        (("template", "x.xlsx", "--matter", "99-9"), 1),
    ],
)
def test_statuses(demo: str, tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
    done = run("--data", demo, *arguments)
    assert done.returncode == status and "Traceback" not in done.stderr and done.stderr.strip()
