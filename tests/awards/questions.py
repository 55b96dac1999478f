"""Sets of facts that crowd around thresholds, caps and dates, and the input lines they are written as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, NamedTuple

from fact_space import CAPS, FIELDS, Field
from oracle import WAN, YI

EDGE_DATES = tuple(
    date.fromisoformat(day)
    for day in (
        "2023-12-31",
        "2024-01-01",
        "2024-02-29",
        "2024-03-31",
        "2024-04-01",
        "2024-12-31",
        "2025-01-01",
    )
)
OPEN_DAY = date(2024, 3, 1)
LARGEST = 100 * YI


class Question(NamedTuple):
    """One set of facts with what was granted before."""

    matter: str
    facts: dict[str, Any]
    prior: int = 0
    prior_months: int = 0


def yuan(amount: int) -> str:
    """Write 分 as yuan with two decimals."""
    return f"{amount // 100}.{amount % 100:02d}"


def typical(matter: str) -> Question:
    """Return a plain set of facts, the same each time."""
    values = {"bool": True, "money": 123_456_700, "count": 5, "percent": Fraction(2), "text": "办法第3条"}
    facts = {f.key: f.choices[0] if f.kind == "choice" else values[f.kind] for f in FIELDS[matter]}
    return Question(matter, {"event_date": OPEN_DAY, **facts})


def priors(matter: str) -> tuple[int, ...]:
    """Return earlier grants around nothing and around the cap."""
    cap = CAPS.get(matter, WAN)
    return (0, 1, cap // 2, cap - 1, cap, cap + 1)


def answered(matter: str) -> Iterator[dict[str, Any]]:
    """Yield plain facts with each combination of the yes-or-no and the listed answers."""
    closed = [f for f in FIELDS[matter] if f.kind in ("bool", "choice")]
    for values in product(*((True, False) if f.kind == "bool" else f.choices for f in closed)):
        yield {**typical(matter).facts, **dict(zip((f.key for f in closed), values, strict=True))}


def pivots(field: Field, left: int) -> list[int]:
    """Return the amounts or counts around which something changes, with `left` 分 to go under the cap."""
    spots = [0, *field.near]
    if field.share and field.cap:
        spots.append(int(Fraction(left) / field.share))
    return [max(0, spot + off) for spot in spots for off in (-2, -1, 0, 1, 2)]


def distances(field: Field) -> list[int]:
    """Return the differences to the other amount around which something changes."""
    return [max(0, step + off) for step in field.steps for off in (-20, -2, -1, 0, 1, 2, 20)]


def edges(matter: str) -> Iterator[Question]:
    """Yield every edge of every amount and count, for each combination of answers and earlier grants."""
    for facts, prior in product(list(answered(matter)), priors(matter)):
        left = max(0, CAPS.get(matter, WAN) - prior)
        for field in FIELDS[matter]:
            if field.kind in ("money", "count"):
                for value in pivots(field, left):
                    yield Question(matter, {**facts, field.key: value}, prior)
            for spot in pivots(field, left) if field.after else ():
                yield Question(
                    matter, {**facts, field.key: spot, field.after: max(field.near, default=0)}, prior
                )
            if field.after:
                for distance, before in product(distances(field), (0, facts[field.after], 2 * YI)):
                    yield Question(
                        matter, {**facts, field.after: before, field.key: before + distance}, prior
                    )


def crossings(matter: str) -> Iterator[Question]:
    """Yield each combination of answers with each edge date and each earlier grant, the amounts being plain."""
    for facts in answered(matter):
        for day in EDGE_DATES:
            yield Question(matter, {**facts, "event_date": day})
        for prior in priors(matter):
            yield Question(matter, facts, prior)
        for months in (0, 1, 31, 32, 35, 36, 37, 99) if matter == "16-6" else ():
            yield Question(matter, facts, 0, months)


def amount_near(field: Field, rng: Random, left: int) -> int:
    """Draw an amount near a threshold, near where the cap bites with `left` 分 to go, or anywhere."""
    spots = [0, *field.near]
    if field.share and field.cap:
        spots += [int(Fraction(left) / field.share)] * 3
    kind = rng.randrange(4)
    if kind < 2:
        return max(0, rng.choice(spots) + rng.randint(-3, 3))
    return rng.randrange(LARGEST) if kind == 2 else rng.randrange(5000)


def draw_value(field: Field, rng: Random, left: int) -> Any:
    """Draw a value of one fact."""
    if field.kind == "bool":
        return rng.random() < 0.8
    if field.kind == "choice":
        return rng.choice(field.choices)
    if field.kind == "count":
        return max(0, rng.choice((0, 1, *field.near, rng.randrange(60))) + rng.randint(-1, 1))
    if field.kind == "percent":
        return Fraction(rng.choice((1, 10, 50, 100, 200, 3333, 9999, 10000, rng.randint(1, 10000))), 100)
    return amount_near(field, rng, left) if field.kind == "money" else "区级办法第5条"


def draw(matter: str, rng: Random) -> Question:
    """Draw facts, date and earlier grants, most of them near an edge."""
    cap = CAPS.get(matter, WAN)
    prior = rng.choice((0, 0, 0, *priors(matter), rng.randrange(2 * cap)))
    left = max(0, cap - prior)
    facts = {f.key: draw_value(f, rng, left) for f in FIELDS[matter]}
    for field in FIELDS[matter]:
        if field.after and rng.random() < 0.7:
            step = rng.choice((*field.steps, rng.randrange(2 * field.steps[-1])))
            facts[field.key] = max(0, facts[field.after] + step + rng.randint(-40, 40))
        if field.after and field.near and rng.random() < 0.3:
            facts[field.after] = max(0, facts[field.key] - rng.choice(field.steps) + rng.randint(-2, 2))
    day = rng.choice((*EDGE_DATES, *[date(2024, 1, 1) + timedelta(rng.randrange(366))] * 9))
    months = rng.choice((0, 0, 12, 35, 36, 40)) if matter == "16-6" else 0
    return Question(matter, {"event_date": day, **facts}, prior, months)


def written(field: Field, value: Any, spelling: int) -> Any:
    """Write one value for the file: amounts as text with two decimals, as short text, or as a number."""
    if field.kind == "money":
        short = value // 100 if value % 100 == 0 else float(Fraction(value, 100))
        return (yuan(value), yuan(value), str(short) if value < 10**15 else yuan(value), short)[spelling % 4]
    if field.kind == "percent":
        whole = value.denominator == 1
        return (str(value.numerator) if whole else str(float(value)), float(value))[spelling % 2]
    return value


def line(question: Question, number: object, spelling: int = 0) -> str:
    """Write one input line of the assess command."""
    fields = {f.key: f for f in FIELDS[question.matter]}
    facts = {k: written(fields[k], v, spelling) for k, v in question.facts.items() if k in fields}
    facts["event_date"] = question.facts["event_date"].isoformat()
    body: dict[str, Any] = {"id": number, "matter": question.matter, "facts": facts}
    if question.prior:
        body["prior"] = yuan(question.prior)
    if question.prior_months:
        body["prior_months"] = question.prior_months
    return json.dumps(body, ensure_ascii=bool(spelling % 3))
