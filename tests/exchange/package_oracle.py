"""Says what an exchange must do, from the plain set of edits that each value has seen; knows nothing of marks."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from package_offices import Side

Seen = frozenset[int]
BLANK = (None, "", "[]")
Fields = dict[str, tuple[object, Seen]]


@dataclass
class Oracle:
    """For each office and field the value and the edits behind it, noticed when the office exchanges."""

    known: dict[str, dict[str, Fields]] = field(default_factory=dict)
    before: dict[str, object] = field(default_factory=dict)
    counter: itertools.count = field(default_factory=itertools.count)

    def notice(self, side: Side, keys: Iterable[str] | None = None) -> dict[str, Fields]:
        """Note what was edited since a package last carried these records, all without `keys`, and return all noted.

        What was changed and changed back between two packages is no edit: nobody else ever heard of it.
        """
        known, wanted = self.known.setdefault(side.name, {}), None if keys is None else set(keys)
        self.before = side.data()
        for key, (_, values, _) in self.before.items():
            if wanted is not None and key not in wanted:
                continue
            fields = known.get(key, {})
            for name in {*values, *fields}:
                value = values.get(name)
                if name not in fields:
                    seen = frozenset() if value in BLANK else frozenset({next(self.counter)})
                    fields[name] = (value, seen)
                elif fields[name][0] != value:
                    fields[name] = (value, fields[name][1] | {next(self.counter)})
            known[key] = fields
        return known

    def sent(self, side: Side) -> dict[str, Fields]:
        """Return what a package written now carries."""
        return {key: dict(fields) for key, fields in self.notice(side).items()}

    def clashes(self, side: Side, package: dict[str, Fields]) -> set[tuple[str, str]]:
        """Return the fields that both sides changed without having seen each other's edit."""
        known, found = self.notice(side, package), set()
        for key, theirs in package.items():
            for name, (value, seen) in theirs.items():
                mine, mine_seen = known.get(key, {}).get(name, (None, frozenset()))
                apart = not (seen <= mine_seen or mine_seen <= seen)
                if key in known and mine != value and apart:
                    found.add((key, name))
        return found

    def expected(self, side: Side, package: dict[str, Fields], chosen: dict[tuple[str, str], str]) -> None:
        """Work the package into what the office must have now; `chosen` holds mine, theirs or open per clash."""
        known = self.known[side.name]
        for key, theirs in package.items():
            if key not in known:
                known[key] = dict(theirs)
                continue
            for name in {*theirs, *known[key]}:
                value, seen = theirs.get(name, (None, frozenset()))
                mine, mine_seen = known[key].get(name, (None, frozenset()))
                choice = chosen.get((key, name), "")
                if choice in ("mine", "theirs"):
                    kept = mine if choice == "mine" else value
                    known[key][name] = (kept, seen | mine_seen | {next(self.counter)})
                elif choice == "open":
                    continue
                elif value == mine:
                    known[key][name] = (mine, seen | mine_seen)
                elif not seen <= mine_seen:
                    known[key][name] = (value, seen)

    def check(self, side: Side, package: dict[str, Fields]) -> None:
        """Fail where the office has anything else than it must have; what the package did not carry stays."""
        known, actual = self.known[side.name], side.data()
        assert set(actual) == {*self.before, *package}
        for key, (fixed, values, stamp) in actual.items():
            if key not in package:
                assert (fixed, values, stamp) == self.before[key], key
                continue
            wanted = {name: value for name, (value, _) in known[key].items() if value is not None}
            assert {name: value for name, value in values.items() if value is not None} == wanted, key
