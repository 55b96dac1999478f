"""Faulty input lines: each is answered with an error that names the field, and the batch goes on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fact_space import FIELDS
from malformed_lines import BROKEN_LINES, Fault, faults_of
from questions import line, typical

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile("[一-鿿]")
# Words of the machine or of its libraries have no place in a message to an officer.
MACHINE_WORDS = re.compile(
    r"Traceback|Error|Exception|Expecting|recursion|exceeded|Extra data|delimiter|char \d"
)
CONTROL = re.compile("[\x00-\x1f\x7f]")
LONGEST_MESSAGE = 400


def no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are not JSON."""
    raise ValueError(name)


def run_batch(*lines: str | bytes) -> tuple[list[dict[str, object]], int, str]:
    """Feed lines to the command; return its replies, its exit status and standard error."""
    raw = b"\n".join(
        text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text for text in lines
    )
    run = subprocess.run(
        [sys.executable, "main.py", "assess", "-"], input=raw, capture_output=True, cwd=ROOT, timeout=120
    )
    replies = [
        json.loads(text, parse_constant=no_constant) for text in run.stdout.decode().split("\n") if text
    ]
    return replies, run.returncode, run.stderr.decode()


def complaint(reply: dict[str, object], field: str) -> str:
    """Describe what is wrong with the reply to a faulty line, or return an empty text."""
    error = reply.get("error")
    if not isinstance(error, dict):
        return f"accepted: eligible {reply.get('eligible')}, ceiling {reply.get('ceiling')}"
    message = error.get("message", "")
    if field and error.get("field") != field:
        return f"names {error.get('field')!r}"
    if not CHINESE.search(message) or MACHINE_WORDS.search(message):
        return f"message not for an officer: {message}"
    if CONTROL.search(message) or len(message) > LONGEST_MESSAGE:
        return f"message of {len(message)} characters: {message[:80]!r}"
    return "others: a second fault was found" if field and error.get("others") else ""


@pytest.fixture(scope="module")
def answered() -> dict[str, list[tuple[Fault, dict[str, object]]]]:
    """One run over every fault of every matter, a sound line last; faults and replies by matter."""
    faults = [fault for matter in FIELDS for fault in faults_of(matter)]
    sound = line(typical("13-1"), "sound")
    replies, status, stderr = run_batch(*(fault.text for fault in faults), sound)
    assert len(replies) == len(faults) + 1
    assert replies[-1]["id"] == "sound" and "eligible" in replies[-1]
    assert status == 1
    assert "Traceback" not in stderr
    by_matter: dict[str, list[tuple[Fault, dict[str, object]]]] = {matter: [] for matter in FIELDS}
    for fault, reply in zip(faults, replies, strict=False):
        assert reply["id"] == f"{fault.matter} {fault.field}"
        by_matter[fault.matter].append((fault, reply))
    return by_matter


@pytest.mark.parametrize("matter", FIELDS)
def test_each_faulty_fact_is_named(answered, matter):
    found = [(fault, complaint(reply, fault.field)) for fault, reply in answered[matter]]
    told = [f"{fault.field} = {fault.put[:40]}: {text}" for fault, text in found if text]
    assert not told, f"{len(told)} of {len(found)}:\n" + "\n".join(told[:12])


@pytest.fixture(scope="module")
def plain() -> dict[str, dict[str, object]]:
    """The lines that faults are put into, as they are; replies by matter."""
    replies, _, _ = run_batch(*(line(typical(matter), matter) for matter in FIELDS))
    return {str(reply["id"]): reply for reply in replies}


@pytest.mark.parametrize("matter", FIELDS)
def test_the_plain_line_is_answered(plain, matter):
    """Were the plain line refused itself, the faults put into it would prove nothing."""
    assert "error" not in plain[matter], plain[matter]


def test_lines_that_are_no_question():
    sound = line(typical("13-1"), "sound")
    replies, status, stderr = run_batch(sound, *(text for text, _ in BROKEN_LINES), sound)
    assert (status, "Traceback" in stderr) == (1, False)
    assert len(replies) == len(BROKEN_LINES) + 2
    assert replies[0] == replies[-1] and replies[0]["eligible"] is False
    found = [
        f"{text[:50]!r}: {complaint(reply, field)}"
        for (text, field), reply in zip(BROKEN_LINES, replies[1:-1], strict=True)
        if complaint(reply, field)
    ]
    assert not found, "\n".join(found)


def test_blank_lines_and_line_ends_are_passed_over():
    sound = line(typical("13-1"), "sound")
    replies, status, stderr = run_batch("", sound, " ", "\r", f"{sound}\r", "\t", "", sound, "")
    assert [reply["id"] for reply in replies] == ["sound"] * 3
    assert (status, stderr) == (0, "")


def test_a_mark_at_the_start_of_the_file_is_no_fault():
    replies, status, _ = run_batch("\ufeff" + line(typical("13-1"), "sound"))
    assert (replies[0]["id"], status) == ("sound", 0)


@pytest.mark.parametrize(
    "number",
    ["a\u2028b\x85c\u2029d", "\x00\n\r", "", 0, -7, 10**30, 1.5, True, None, [1, "x"], {"a": {"b": []}}],
)
def test_the_id_comes_back_as_it_was(number):
    body = {**json.loads(line(typical("13-1"), 0)), "id": number}
    replies, status, _ = run_batch(json.dumps(body, ensure_ascii=False), json.dumps(body))
    assert [reply["id"] for reply in replies] == [number, number]
    assert status == 0


@pytest.mark.parametrize(
    "number", ["NaN", "-Infinity", "1e400", '"\\ud800"', "[" * 400 + "]" * 400, "9" * 5000]
)
def test_a_strange_id_breaks_nothing(number):
    sound = line(typical("13-1"), "sound")
    replies, _, stderr = run_batch(sound, sound.replace('"sound"', number), sound)
    assert [replies[0]["id"], replies[-1]["id"], len(replies)] == ["sound", "sound", 3]
    assert "Traceback" not in stderr


def test_nesting_of_any_depth_breaks_nothing():
    """Near the depth where a JSON reader gives up, whichever part of the program gives up first."""
    nests = ["[" * depth + "]" * depth for depth in range(400, 1100, 3)]
    sound = line(typical("13-1"), "sound")
    facts = [sound.replace("true", nest) for nest in nests]
    run = subprocess.run(
        [sys.executable, "main.py", "assess", "-"],
        input="\n".join([*(f'{{"id": {nest}, "matter": "13-1"}}' for nest in nests), *facts, sound]).encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=120,
    )
    replies = run.stdout.decode().splitlines()
    assert len(replies) == 2 * len(nests) + 1
    assert all('"error"' in reply for reply in replies[:-1])
    assert json.loads(replies[-1])["id"] == "sound"
    assert (run.returncode, b"Traceback" in run.stderr) == (1, False)


def test_bytes_that_are_not_utf_8_are_refused():
    sound = line(typical("11-4"), "sound")
    damaged = sound.encode().replace("办法第3条".encode(), "办法第3条".encode("gbk"))
    replies, status, stderr = run_batch(sound, damaged, sound)
    assert [("error" in reply) for reply in replies] == [False, True, False]
    assert (status, "Traceback" in stderr) == (1, False)
    assert not complaint(replies[1], "")


def test_an_unknown_fact_is_named():
    body = json.loads(line(typical("13-1"), 1))
    body["facts"]["rd_curent"] = "5"
    replies, status, _ = run_batch(json.dumps(body))
    assert (complaint(replies[0], "rd_curent"), status) == ("", 1)


def test_two_faults_are_both_told():
    body = json.loads(line(typical("13-1"), 1))
    body["facts"] |= {"rd_current": "x", "rd_previous": "-1"}
    replies, _, _ = run_batch(json.dumps(body))
    error = replies[0]["error"]
    assert {error["field"], *(other["field"] for other in error["others"])} == {"rd_current", "rd_previous"}


def test_a_name_written_twice_is_told_under_the_lines_own_id():
    sound = line(typical("13-1"), "sound")
    doubled = sound.replace('"sme_scale"', '"rd_current": "1", "sme_scale"', 1)
    two_ids = sound.replace('"sound"', '"sound", "id": "other"')
    replies, status, _ = run_batch(doubled, two_ids, sound)
    assert [reply["id"] for reply in replies] == ["sound", None, "sound"]
    assert [complaint(replies[0], "rd_current"), complaint(replies[1], "id"), status] == ["", "", 1]


def test_a_line_of_very_many_names_is_read_at_once():
    names = ", ".join(f'"n{number}": 1' for number in range(60_000))
    sound = line(typical("13-1"), "sound")
    replies, status, _ = run_batch(sound.replace('"facts": {', '"facts": {' + names + ", "), sound)
    assert ["error" in reply for reply in replies] == [True, False] and status == 1


def test_true_in_quotes_is_told_apart_from_true():
    for text in ("是", "true", "否"):
        body = json.loads(line(typical("13-1"), 1))
        body["facts"]["sme_scale"] = text
        replies, _, _ = run_batch(json.dumps(body))
        assert complaint(replies[0], "sme_scale") == ""
        assert "true 或 false，不加引号" in replies[0]["error"]["message"]


def test_the_number_of_faulty_lines_is_told_on_standard_error():
    sound = line(typical("13-1"), "sound")
    _, status, stderr = run_batch(sound, "{", sound, "[]")
    assert (status, stderr) == (1, "共 4 行，其中 2 行有误，没有测算；原因见结果中各行的 error。\n")
