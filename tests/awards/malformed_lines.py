"""Input lines with one fault each: what a spreadsheet export, a script or a slip of the hand may produce."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from fact_space import FIELDS
from questions import line, typical

MISSING = "(absent)"
HUGE_INT = "1" + "0" * 5000

# Raw JSON in place of a value; each is a fault for a fact of that kind.
NOT_TEXT = ("null", '""', "[]", "{}", '[["2"]]', '{"value": "5"}')
NOT_A_NUMBER = (
    *NOT_TEXT,
    "true",
    "false",
    '"abc"',
    '"三"',
    '"NaN"',
    '"Infinity"',
    '"sNaN"',
    "NaN",
    "Infinity",
    "-Infinity",
    '"1e5"',
    '"５００"',
    '"٣"',
    '"1,000"',
    '"1_000"',
    '"0x10"',
    '"5元"',
    '"1 000"',
    '"1\\u0000"',
    '"5\\n"',
    '"1/2"',
    '"--1"',
    '"1.2.3"',
    "-1",
    '"-1"',
    "-1e400",
    "1e400",
    '"1e400"',
    '"1e-400"',
    HUGE_INT,
    f'"{HUGE_INT}"',
    f"-{HUGE_INT}",
    "1000000000000000000",
    '"1000000000000000000"',
    '"\\ud800"',
)
FAULTS: dict[str, tuple[str, ...]] = {
    "money": (*NOT_A_NUMBER, "0.001", '"0.001"', "123.456", '"123.456"', '"-0.01"', "-0.01"),
    "percent": (*NOT_A_NUMBER, '"5%"', '"-0.5"', '"100.01"', "150", '"2.555"'),
    "count": (*NOT_A_NUMBER, "1.5", '"1.5"', "-3", '"2.50"'),
    "bool": (
        *NOT_TEXT,
        "0",
        "1",
        "2",
        '"maybe"',
        '"true"',
        "NaN",
        "1e400",
        HUGE_INT,
        '"\\u0000"',
        '"不知道"',
    ),
    "choice": (
        *NOT_TEXT,
        "true",
        "0",
        '"不在其中"',
        '"\\u0000"',
        '" "',
        "NaN",
        "Infinity",
        "1e400",
        HUGE_INT,
        '["优秀"]',
        '"\\ud800"',
    ),
    "text": (
        *NOT_TEXT,
        "true",
        "5",
        "NaN",
        "1e400",
        HUGE_INT,
        '" "',
        '"　"',
        '"a\\u0007b"',
        '"\\u0000"',
        '"a\\u001bb"',
    ),
    "date": (
        *NOT_TEXT,
        "true",
        "20240630",
        "1e400",
        "NaN",
        HUGE_INT,
        '"2024-02-30"',
        '"2023-02-29"',
        '"2024-6-30"',
        '"2024-13-01"',
        '"2024-00-10"',
        '"2024-06-30T00:00:00"',
        '"2024-06-30 00:00:00"',
        '"20240630"',
        '"2024/06/30"',
        '"2024-W26-7"',
        '"2024-182"',
        '"２０２４-06-30"',
        '"2024年6月30日"',
        '"24-06-30"',
        '"10000-01-01"',
        '"0000-01-01"',
        '"-2024-06-30"',
        '"2024-06-30\\n"',
        '" 2024-06-30"',
        '"今天"',
    ),
}
PRIOR_FAULTS = tuple(fault for fault in FAULTS["money"] if fault != "null")  # absent is allowed
# A whole line that is no question at all: the line, the field to name (empty: any).
BROKEN_LINES: tuple[tuple[str, str], ...] = (
    *(
        (text, "")
        for text in ("[]", "1", "null", "true", '"13-1"', "NaN", "{", "{]", "}", "'", "{'id': 1}", "\x00")
    ),
    *(
        (text, "")
        for text in ("[" * 100_000, '{"a":' * 100_000, '{"id": 1} {"id": 2}', '{"id": 1,}', HUGE_INT)
    ),
    *(('{"id": ' + "[" * n + "]" * n + "}", "") for n in (20, 300, 5000)),
    ("{}", "matter"),
    ('{"id": 7}', "matter"),
    *(
        (f'{{"id": 7, "matter": {matter}, "facts": {{"event_date": "2024-06-30"}}}}', "matter")
        for matter in (
            "13",
            "null",
            "true",
            "[]",
            "{}",
            '""',
            '"99-9"',
            '"13-1\\u0000"',
            '"１３-1"',
            '"../x"',
            "NaN",
            HUGE_INT,
        )
    ),
    *(
        (f'{{"id": 7, "matter": "13-1", "facts": {facts}}}', "facts")
        for facts in ("null", "[]", "1", '"x"', "true", "NaN", '[["event_date", "2024-06-30"]]')
    ),
    ('{"id": 7, "matter": "13-1"}', "facts"),
)


class Fault(NamedTuple):
    """One faulty line, the matter and fact at fault, and what was put there."""

    matter: str
    field: str
    put: str
    text: str


def with_value(matter: str, key: str, put: str) -> str:
    """Return a plain line of the matter in which one fact holds the raw JSON `put`."""
    body = json.loads(line(typical(matter), f"{matter} {key}"))
    if put == MISSING:
        del body["facts"][key]
        return json.dumps(body, ensure_ascii=False)
    body["facts"][key] = "@@"
    return json.dumps(body, ensure_ascii=False).replace('"@@"', put)


def with_prior(matter: str, key: str, put: str) -> str:
    """Return a plain line of the matter with a faulty earlier grant."""
    return f'{line(typical(matter), f"{matter} {key}")[:-1]}, "{key}": {put}}}'


def faults_of(matter: str) -> Iterator[Fault]:
    """Yield every faulty line of one matter."""
    kinds = {"event_date": "date", **{field.key: field.kind for field in FIELDS[matter]}}
    for key, kind in kinds.items():
        for put in (MISSING, *FAULTS[kind]):
            yield Fault(matter, key, put, with_value(matter, key, put))
    for put in PRIOR_FAULTS:
        yield Fault(matter, "prior", put, with_prior(matter, "prior", put))
    if matter == "16-6":
        for put in FAULTS["count"]:
            if put != "null":
                yield Fault(matter, "prior_months", put, with_prior(matter, "prior_months", put))
