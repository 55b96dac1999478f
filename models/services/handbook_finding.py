"""Finds the passage of the handbook that explains a screen, a dialog or a message."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.services.handbook import Topic

_WORDS = re.compile(r"[一-鿿]+|[A-Za-z]+")
# Below this a message has too little in common with any passage; then how to read messages is told.
_LEAST = 0.08
_COMMON = ("messages", "")
# The page in front says what a message is about, where its own words fit two passages nearly as well.
_NEARER = 1.25


class Passage(NamedTuple):
    """A place in the handbook: the topic's name, the heading in it (empty for its beginning), and its text."""

    topic: str
    heading: str
    text: str


def passages(topics: Iterable[Topic]) -> tuple[Passage, ...]:
    """Return the passages of the topics: what stands before the first heading, and below each heading."""
    found = []
    for topic in topics:
        heading, lines = "", [topic.title]
        for line in topic.text.splitlines()[1:]:
            if line.startswith("## "):
                found.append(Passage(topic.name, heading, "\n".join(lines)))
                heading, lines = line[3:].strip(), [topic.title]
            lines.append(line.removeprefix("## "))
        found.append(Passage(topic.name, heading, "\n".join(lines)))
    return tuple(found)


def passage_for_place(topics: Iterable[Topic], place: str) -> tuple[str, str]:
    """Return topic and heading for a screen like case, or a step or page of it like case:2 or settings:backup."""
    shown = {one.partition("#")[0]: (t.name, one.partition("#")[2]) for t in topics for one in t.screens}
    return shown.get(place) or shown.get(place.partition(":")[0]) or ("start", "")


def passage_for_dialog(topics: Iterable[Topic], name: str) -> tuple[str, str] | None:
    """Return topic and heading for a dialog by the name of its class; None where the screen behind it explains more."""
    shown = {one.partition("#")[0]: (t.name, one.partition("#")[2]) for t in topics for one in t.dialogs}
    return shown.get(name)


def passage_for_message(topics: Iterable[Topic], message: str, near: str = "") -> tuple[str, str]:
    """Return topic and heading of the passage with most of a message's words, the rarer ones counting more.

    `near` is the topic of the page the message came over.
    """
    parts = passages(topics)
    counts = [Counter(_pairs(part.text)) for part in parts]
    spread = Counter(pair for count in counts for pair in count)
    weights = {pair: math.log(1 + len(parts) / spread[pair]) for pair in spread}
    asked = set(_pairs(message))
    most = sum(weights.get(pair, math.log(1 + len(parts))) for pair in asked) or 1.0
    scores = [
        sum(weights[pair] for pair in asked if pair in count)
        * (_NEARER if part.topic == near else 1)
        / most
        / (1 + math.log10(1 + len(count)) / 4)
        for part, count in zip(parts, counts, strict=True)
    ]
    best = max(range(len(parts)), key=scores.__getitem__)
    return (parts[best].topic, parts[best].heading) if scores[best] >= _LEAST else _COMMON


def _pairs(text: str) -> list[str]:
    """Return neighbouring characters of Chinese runs, and Latin words whole."""
    found: list[str] = []
    for run in _WORDS.findall(text):
        found += [run.casefold()] if run.isascii() else [run[at : at + 2] for at in range(len(run) - 1)]
    return found
