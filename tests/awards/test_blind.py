"""Cases worked out from the document alone, put to the program through its command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((Path(__file__).parent / "blind").glob("*.jsonl"))
EXPECTED_KEYS = {"eligible", "ceiling", "nature", "payable", "district_share", "because", "told", "error"}


def cases_of(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def put(cases: list[dict]) -> tuple[list[dict], int, str]:
    """Put the cases to `main.py assess`; return the answers, the exit status and standard error."""
    lines = [{key: case[key] for key in case if key not in ("expect", "why")} for case in cases]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    done = subprocess.run(
        [sys.executable, "main.py", "assess", "-"],
        input=text.encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=120,
    )
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return answers, done.returncode, done.stderr.decode()


def differences(expect: dict, answer: dict) -> list[str]:
    """Return in words how the answer departs from what was expected of it."""
    if "error" in expect or "error" in answer:
        field = answer.get("error", {}).get("field")
        return [] if field == expect.get("error", "no error") else [f"error names {field}"]
    wrong = [
        f"{key} {answer[key]!r}"
        for key in ("eligible", "ceiling", "nature", "payable", "district_share")
        if key in expect and answer[key] != expect[key]
    ]
    failed = [f"{one['text']}｜{one['phrase']}" for one in answer["findings"] if not one["ok"]]
    if "because" in expect and not any(expect["because"] in words for words in failed):
        wrong.append(f"refused because {failed}")
    steps = [step["text"] for step in answer["steps"]]
    if "told" in expect and not any(expect["told"] in words for words in steps):
        wrong.append(f"steps tell {steps}")
    return wrong


@pytest.fixture(scope="module")
def answered() -> dict[str, dict]:
    """The answers to all cases by their id, from one run."""
    cases = [case for file in FILES for case in cases_of(file)]
    answers, status, stderr = put(cases)
    assert [answer["id"] for answer in answers] == [case["id"] for case in cases]
    assert status == 1 and "Traceback" not in stderr
    return {answer["id"]: answer for answer in answers}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_program_decides_as_the_text_does(answered, file):
    wrong = {
        case["id"]: (found, case["expect"], case["why"])
        for case in cases_of(file)
        if (found := differences(case["expect"], answered[case["id"]]))
    }
    assert wrong == {}


def test_a_batch_without_a_fault_ends_well():
    sound = [case for file in FILES for case in cases_of(file) if "error" not in case["expect"]]
    answers, status, stderr = put(sound)
    assert (status, stderr) == (0, "")
    assert all("error" not in answer for answer in answers)


def test_every_award_has_cases_on_both_sides(pack):
    awarded = {matter.id for matter in pack.matters if matter.award is not None}
    by_matter: dict[str, list[dict]] = {}
    for file in FILES:
        for case in cases_of(file):
            assert set(case["expect"]) <= EXPECTED_KEYS, case["id"]
            by_matter.setdefault(case["matter"], []).append(case["expect"])
    assert set(by_matter) == awarded
    for matter, expected in by_matter.items():
        assert {True, False} <= {one.get("eligible") for one in expected}, matter
        assert len(expected) >= 8, matter
