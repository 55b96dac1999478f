"""The event chain: what verification finds, and how a line reads."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cases.canonical import canonical_json
from models.cases.events import (
    Change,
    Event,
    EventLine,
    Head,
    append,
    changes_json,
    head_of,
    line_hash,
    parse_changes,
    render,
    verify_chain,
)

words = st.text(max_size=8)
changes = st.lists(st.builds(Change, words, words, words, words), max_size=2).map(tuple)
events = st.builds(
    Event, words, st.integers(0, 9), words, words, words, st.none() | st.integers(1, 9), changes, words, words
)
logs = st.lists(events, min_size=2, max_size=8).map(lambda found: chain(found))


def chain(found: list[Event]) -> list[EventLine]:
    head, lines = Head(), []
    for event in found:
        lines.append(append(head, event))
        head = head_of(lines[-1])
    return lines


@given(logs)
def test_an_untouched_log_is_sound(log):
    assert verify_chain(log, head_of(log[-1])) == []
    assert verify_chain([], Head()) == []


FIELDS = ("at", "officer_id", "officer_name", "action", "label", "case_id", "reason", "detail")


@given(logs, st.data())
def test_a_changed_line_is_named(log, data):
    index, name = data.draw(st.integers(0, len(log) - 1)), data.draw(st.sampled_from(FIELDS))
    line = log[index]
    old = getattr(line.event, name)
    new = 99 if isinstance(old, int) or name == "case_id" else old + "改"
    log[index] = replace(line, event=replace(line.event, **{name: new}))
    assert [(fault.seq, fault.kind) for fault in verify_chain(log)] == [(line.seq, "改动")]


@given(logs, st.data())
def test_a_changed_line_with_its_hash_mended_breaks_the_link(log, data):
    index = data.draw(st.integers(0, len(log) - 1))
    line = log[index]
    event = replace(line.event, reason=line.event.reason + "改")
    log[index] = EventLine(
        line.seq, event, line.previous_hash, line_hash(line.seq, event, line.previous_hash)
    )
    head = Head(len(log), log[-1].hash) if index < len(log) - 1 else Head(len(log), line.hash)
    faults = verify_chain(log, head)
    assert [(fault.seq, fault.kind) for fault in faults] == [(min(line.seq + 1, len(log)), "改动")]


@given(logs, st.data())
def test_mending_the_link_as_well_only_moves_the_break(log, data):
    index = data.draw(st.integers(0, len(log) - 2))
    line = log[index]
    event = replace(line.event, reason=line.event.reason + "改")
    log[index] = EventLine(
        line.seq, event, line.previous_hash, line_hash(line.seq, event, line.previous_hash)
    )
    log[index + 1] = replace(log[index + 1], previous_hash=log[index].hash)
    assert [(fault.seq, fault.kind) for fault in verify_chain(log)] == [(line.seq + 1, "改动")]


@given(logs, st.data())
def test_removed_lines_are_named(log, data):
    head = head_of(log[-1])
    first = data.draw(st.integers(0, len(log) - 1))
    last = data.draw(st.integers(first, len(log) - 1))
    kept = log[:first] + log[last + 1 :]
    faults = verify_chain(kept, head)
    assert [(fault.seq, fault.kind) for fault in faults] == [(first + 1, "缺失")]


@given(logs, events, st.data())
def test_an_inserted_line_is_named(log, event, data):
    index = data.draw(st.integers(0, len(log) - 1))
    false_line = append(Head(log[index].seq - 1, log[index].previous_hash), event)
    found = verify_chain([*log[: index + 1], false_line, *log[index + 1 :]], head_of(log[-1]))
    assert (index + 1, "插入") in [(fault.seq, fault.kind) for fault in found]


@given(logs, events)
def test_a_line_added_at_the_end_is_found_by_the_head(log, event):
    longer = [*log, append(head_of(log[-1]), event)]
    assert verify_chain(longer) == []
    assert [(one.seq, one.kind) for one in verify_chain(longer, head_of(log[-1]))] == [(len(log) + 1, "插入")]


@given(logs, st.data())
def test_reordered_lines_are_found(log, data):
    first = data.draw(st.integers(0, len(log) - 2))
    second = data.draw(st.integers(first + 1, len(log) - 1))
    log[first], log[second] = log[second], log[first]
    assert any(fault.kind == "次序" for fault in verify_chain(log))


@given(logs)
def test_renumbered_lines_are_found(log):
    shifted = [replace(line, seq=line.seq - 1) for line in log[1:]]
    assert [fault.seq for fault in verify_chain(shifted) if fault.kind == "改动"][: len(shifted)]


@given(changes)
def test_changes_have_one_stored_text(found):
    text = changes_json(found)
    assert parse_changes(text) == found
    with pytest.raises(ValueError):
        parse_changes(text + " ")


@pytest.mark.parametrize("text", ["{}", "[1]", '[["a","b","c"]]', '[["a","b","c",1]]', "nonsense", ""])
def test_damaged_changes_are_refused(text):
    with pytest.raises(ValueError):
        parse_changes(text)


def test_any_flipped_character_of_a_stored_change_is_found():
    event = Event(
        "2024-06-30T10:12:00", 1, "王一", "determine", "核定", 7, (Change("amount", "核定额", "1", "2"),)
    )
    line = append(Head(), event)
    text = changes_json(event.changes)
    for index in range(len(text)):
        for letter in string.digits + '核"],[ ':
            flipped = text[:index] + letter + text[index + 1 :]
            if flipped == text:
                continue
            try:
                found = replace(line, event=replace(event, changes=parse_changes(flipped)))
            except ValueError:
                continue
            assert verify_chain([found])


def test_canonical_json_is_one_text_and_knows_no_float():
    assert canonical_json({"b": 1, "a": ("甲", None)}) == '{"a":["甲",null],"b":1}'
    for bad in (1.0, [float("nan")], {"a": {"b": 0.1}}):
        with pytest.raises(TypeError):
            canonical_json(bad)


def test_a_line_reads_in_chinese():
    event = Event(
        "2024-06-30T10:12:31", 1, "王一", "determine", "修改核定额", 7,
        (Change("determined", "核定额", "100,000.00 元", "115,000.00 元"), Change("basis", "依据", "", "审计报告")),
        "复核意见",
    )  # fmt: skip
    assert render(event) == (
        "2024-06-30 10:12 王一 修改核定额：核定额 100,000.00 元 → 115,000.00 元；依据 空 → 审计报告（理由：复核意见）"
    )
    assert render(Event("2024-06-30T10:12:31", 0, "", "backup", "备份", detail="已核对")) == (
        "2024-06-30 10:12 系统 备份：已核对"
    )
