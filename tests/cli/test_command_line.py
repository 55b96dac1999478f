"""The command line as checked from outside: statuses, streams, no traceback for anything an officer can cause."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FACTS = {
    "event_date": "2024-06-30",
    "sme_scale": True,
    "rd_current": "5300000.00",
    "rd_previous": "3000000.00",
}


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("练习 单位") / "数据"
    done = run("--data", str(folder), "demo")
    assert done.returncode == 0, done.stderr
    return folder


def test_matters_are_109_lines():
    done = run("matters")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(lines) == 109
    first = lines[0]
    assert {"id", "clause", "name", "kind", "nature", "units", "checks", "materials"} <= set(first)
    assert all(material["source"] for line in lines for material in line["materials"])


def test_assess_goes_on_after_a_fault():
    lines = [
        json.dumps({"id": "good", "matter": "13-1", "facts": FACTS}),
        "not json",
        "",
        json.dumps({"id": "bad", "matter": "13-1", "facts": FACTS | {"rd_current": "-1"}}),
        json.dumps({"id": 4, "matter": "13-1", "facts": FACTS, "prior": "1950000"}),
    ]
    done = run("assess", given="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert [answer["id"] for answer in answers] == ["good", None, "bad", 4]
    assert answers[0]["ceiling"] == "115000.00" and answers[0]["nature"] == "上限"
    assert answers[0]["pack"] == "滨政〔2024〕12号" and len(answers[0]["pack_hash"]) == 64
    assert answers[2]["error"]["field"] == "rd_current"
    assert answers[3]["ceiling"] == "50000.00"


def test_assess_reads_a_file(tmp_path):
    file = tmp_path / "事实.jsonl"
    file.write_text(
        json.dumps({"id": 1, "matter": "33-1", "facts": {"event_date": "2024-06-30", "level": "省级"}})
    )
    done = run("assess", str(file))
    assert done.returncode == 0 and json.loads(done.stdout)["ceiling"] == "200000.00"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("nothing",), 2),
        (("show",), 2),
        (("letter", "BJ-1", "-o", "x.pdf"), 2),
        (("pack", "check"), 2),
        (("pack", "check", "/no/such/folder"), 1),
        (("assess", "/no/such/file"), 1),
        (("--data", "/no/such/folder", "cases"), 1),
        (("--data", "/no/such/folder", "verify"), 1),
        (("-h",), 0),
    ],
)
def test_statuses(arguments, status):
    done = run(*arguments)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert status == 0 or done.stderr.strip()


def test_pack_check():
    done = run("pack", "check", str(ROOT / "resources/policy/bz-2024-12"))
    assert done.returncode == 0 and "109 个事项" in done.stdout


def test_demo_refuses_a_folder_with_an_office(office):
    done = run("--data", str(office), "demo")
    assert done.returncode == 1 and "Traceback" not in done.stderr and done.stderr.strip()


def test_cases_and_show(office):
    done = run("cases", "--json", "--data", str(office))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(rows) >= 30
    assert {"奖补", "推荐", "服务", "督办"} <= {row["kind"] for row in rows}
    for row in rows[:3]:
        shown = json.loads(run("--data", str(office), "show", row["case_no"]).stdout)
        assert shown["case"]["case_no"] == row["case_no"]
        assert {"checks", "materials", "events", "letters", "determinations", "assessment"} <= set(shown)
        assert {"checklist", "findings", "steps"} <= set(shown) and shown["checklist"] == shown["checks"]
    stage = rows[0]["stage"]
    chosen = run("--data", str(office), "cases", "--stage", stage, "--json").stdout.splitlines()
    assert chosen and all(json.loads(line)["stage"] == stage for line in chosen)
    name = rows[0]["applicant_name"]
    found = run("--data", str(office), "cases", "--query", name, "--json").stdout.splitlines()
    assert row_numbers(found) and all(json.loads(line)["applicant_name"] == name for line in found)


def test_show_gives_findings_and_steps_of_awards_and_findings_of_the_others(office):
    rows = [json.loads(line) for line in run("cases", "--json", "--data", str(office)).stdout.splitlines()]
    for kind, has_steps in (("奖补", True), ("服务", False)):
        row = next(row for row in rows if row["kind"] == kind and row["stage"] not in ("登记", "不予受理"))
        shown = json.loads(run("--data", str(office), "show", row["case_no"]).stdout)
        assert bool(shown["steps"]) is has_steps
        assert all(set(one) == {"check", "ok", "text", "phrase"} for one in shown["findings"])
        assert any(one["check"] == "c-period" and one["ok"] is True for one in shown["findings"])


def row_numbers(lines: list[str]) -> list[str]:
    return [json.loads(line)["case_no"] for line in lines]


def test_show_of_an_unknown_case(office):
    done = run("--data", str(office), "show", "BJ-XX-2024-99999")
    assert done.returncode == 1 and "BJ-XX-2024-99999" in done.stderr


def test_letter_is_issued_once_and_then_served_from_the_store(office, tmp_path):
    rows = [json.loads(line) for line in run("--data", str(office), "cases", "--json").stdout.splitlines()]
    award = next(row for row in rows if row["kind"] == "奖补" and row["stage"] in ("批复", "拨付", "归档"))
    first, second = tmp_path / "一.pdf", tmp_path / "二.pdf"
    for output in (first, second):
        done = run(
            "--data", str(office), "letter", award["case_no"], "--kind", "核准通知书", "-o", str(output)
        )
        assert done.returncode == 0, done.stderr
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"%PDF-")
    draft = tmp_path / "草稿.pdf"
    done = run(
        "--data", str(office), "letter", award["case_no"], "--kind", "approval", "-o", str(draft), "--draft"
    )
    assert done.returncode == 0 and draft.exists()
    for bad in (
        ("--kind", "没有的种类", "-o", str(draft)),
        ("--kind", "approval", "-o", "/no/such/dir/x.pdf"),
    ):
        done = run("--data", str(office), "letter", award["case_no"], *bad)
        assert done.returncode == 1 and "Traceback" not in done.stderr


def test_verify(office):
    done = run("--data", str(office), "verify")
    assert done.returncode == 0, done.stdout


def test_help_is_chinese_throughout():
    for arguments in (("--help",), ("letter", "--help"), ("pack", "check", "--help"), ("template", "-h")):
        done = run(*arguments)
        assert done.returncode == 0 and "用法：main.py" in done.stdout
        for english in ("usage", "positional", "options", "show this", "exit"):
            assert english not in done.stdout
    assert "pack_command" not in run("pack").stderr


def test_an_unknown_stage_is_wrong_usage(office):
    done = run("--data", str(office), "cases", "--stage", "胡说")
    assert done.returncode == 2 and not done.stdout
    assert "没有“胡说”这一环节" in done.stderr and "审查" in done.stderr
    assert run("--data", str(office), "cases", "--stage", "审查").returncode == 0


def test_a_draft_only_of_kinds_that_the_matter_can_have(office, tmp_path):
    rows = [json.loads(line) for line in run("--data", str(office), "cases", "--json").stdout.splitlines()]
    service = next(row for row in rows if row["kind"] == "服务")
    draft = tmp_path / "草稿.pdf"
    where = ("--data", str(office), "letter", service["case_no"], "-o", str(draft), "--draft", "--kind")
    done = run(*where, "核准通知书")
    assert done.returncode == 1 and not draft.exists()
    assert "服务事项不出具核准通知书" in done.stderr and "转办单" in done.stderr
    assert run(*where, "转办单").returncode == 0 and draft.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize(
    "asked", [("matters",), ("assess", "-"), ("pack", "check", "resources/policy/bz-2024-12")]
)
def test_a_full_disk_under_the_results_is_told(asked):
    line = json.dumps({"id": 1, "matter": "13-1", "facts": FACTS}) + "\n"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "main.py", *asked],
            input=(line * 3).encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "错误：结果没有写完。磁盘已满。请换一个位置，或腾出空间后再试。\n"


def test_a_reader_that_goes_away_leaves_no_complaint():
    with subprocess.Popen(
        [sys.executable, "main.py", "matters"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_line_too_long_to_be_facts_is_told_as_that():
    sound = json.dumps({"id": 1, "matter": "13-1", "facts": FACTS})
    done = run("assess", given="x" * 1_200_000 + "\n" + sound + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert "这一行过长" in answers[0]["error"]["message"] and answers[1]["eligible"]
    assert done.returncode == 1


def test_a_draft_that_cannot_be_written_is_not_called_archived(office, tmp_path):
    number = json.loads(run("--data", str(office), "cases", "--json").stdout.splitlines()[-1])["case_no"]
    place = tmp_path / "受理通知书.pdf"
    place.with_name(place.name + ".part").mkdir()  # a folder stands in the way
    done = run("--data", str(office), "letter", number, "--kind", "受理通知书", "--draft", "-o", str(place))
    assert done.returncode == 1 and "已生成草稿" not in done.stderr and "已存档" not in done.stderr
    assert f"没有写成“{place}”" in done.stderr and "Traceback" not in done.stderr
