"""Versions of one field: which offices' edits a value rests on, so that older, newer and parallel are told apart.

A mark counts, per office, the edits that went into a value. A value whose mark covers another's has seen it and
replaces it; where neither covers the other, two offices changed the field in parallel.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.storage.exchange_columns import Scalar
from models.storage.exchange_items import Item

Mark = Mapping[str, int]
_KEPT = 6
# A list without entries says as little as an empty text.
_BLANK = (None, "", "[]")


@dataclass(frozen=True)
class Version:
    """A value with its mark, and the former versions, newest first, among which the last common one is found."""

    value: Scalar
    mark: Mark
    former: tuple[tuple[Scalar, Mark], ...] = ()

    def followed_by(self, value: Scalar, mark: Mark) -> Version:
        """Return the version after this one."""
        return Version(value, mark, ((self.value, self.mark), *self.former)[:_KEPT])


def covers(mark: Mark, other: Mark) -> bool:
    """Tell whether every edit of the other mark is in this one."""
    return all(mark.get(office, 0) >= count for office, count in other.items())


def joined(mark: Mark, other: Mark) -> dict[str, int]:
    """Return the mark that has seen both."""
    return {office: max(mark.get(office, 0), other.get(office, 0)) for office in sorted({*mark, *other})}


def raised(mark: Mark, office: str, at: int) -> dict[str, int]:
    """Return the mark after one more edit of the office at a moment; it grows even where the clock was set back.

    Moments, not mere counts: where somebody put an old copy of the data folder back by hand, an edit made after
    it must still not pass for an older one.
    """
    return {**mark, office: max(mark.get(office, 0) + 1, at)}


def is_blank(value: Scalar) -> bool:
    """Tell whether a value says nothing."""
    return value in _BLANK


def tick(moment: str) -> int:
    """Return a moment (ISO, local, to the second) as a number that grows with it."""
    return int("".join(character for character in moment[:19] if character.isdigit()) or 0)


def common(version: Version, mark: Mark) -> tuple[Scalar, bool]:
    """Return the newest value that both sides have seen, and whether one is known."""
    for value, seen in ((version.value, version.mark), *version.former):
        if covers(mark, seen):
            return value, True
    return None, False


def current(item: Item, known: Mapping[str, Version] | None, *, writer: str, now: str) -> dict[str, Version]:
    """Return the versions of a record's fields as they are now.

    What differs from the versions noted at the last exchange was edited here since. A field never noted before
    is this office's own edit (`writer` counts it), unless it is blank: then nobody has said anything yet. What was
    changed and changed back between two packages is no edit: nobody else heard of it; the record of events keeps it.
    """
    at = tick(now)
    found: dict[str, Version] = {}
    for name in (*item.values, *(name for name in known or {} if name not in item.values)):
        value = item.values.get(name)
        former = (known or {}).get(name)
        if former is None:
            found[name] = Version(value, {} if is_blank(value) else {writer: at})
        elif former.value == value:
            found[name] = former
        else:
            found[name] = former.followed_by(value, raised(former.mark, writer, at))
    return found


def encode(versions: Mapping[str, Version]) -> str:
    """Return the versions as the store keeps them."""
    rows = {
        name: [one.value, one.mark, [list(pair) for pair in one.former]] for name, one in versions.items()
    }
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(text: str) -> dict[str, Version]:
    """Return the versions for what `encode` gave."""
    return {
        name: Version(value, mark, tuple((old, seen) for old, seen in former))
        for name, (value, mark, former) in json.loads(text).items()
    }


def settled(version: Version, other: Mark) -> Version:
    """Return the version after seeing an equal or older one."""
    mark = joined(version.mark, other)
    return version if mark == version.mark else replace(version, mark=mark)


def latest_stamp(stamps: Iterable[str]) -> str:
    """Return the later of several "moment|officer" stamps, the same one in every office."""
    return max(stamps, default="")
