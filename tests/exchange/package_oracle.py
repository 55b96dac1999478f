"""Says what an exchange must do, from the plain set of edits that each value has seen; knows nothing of marks."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from package_offices import Side

Seen = frozenset[int]
BLANK = (None, "", "[]")
Fields = dict[str, tuple[object, Seen]]


@dataclass
class Oracle:
    """For each office and field the value and the edits behind it, noticed when the office exchanges."""

    known: dict[str, dict[str, Fields]] = field(default_factory=dict)
    carried: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    counter: itertools.count = field(default_factory=itertools.count)

    def notice(self, side: Side) -> dict[str, Fields]:
        """Note what was edited in the office since it exchanged last, and return all it has."""
        known = self.known.setdefault(side.name, {})
        for key, (_, values, _) in side.data().items():
            fields = known.get(key, {})
            for name in {*values, *fields}:
                value = values.get(name)
                if name not in fields:
                    seen = frozenset() if value in BLANK else frozenset({next(self.counter)})
                    fields[name] = (value, seen)
                elif fields[name][0] != value:
                    fields[name] = (value, fields[name][1] | {next(self.counter)})
                if value in BLANK and (key, name) not in self.carried.get(side.name, ()):
                    # Written and cleared again before any package carried it: never said to anybody.
                    fields[name] = (value, frozenset())
            known[key] = fields
        return known

    def sent(self, side: Side) -> dict[str, Fields]:
        """Return what a package written now carries."""
        found = {key: dict(fields) for key, fields in self.notice(side).items()}
        self._carry(side, found)
        return found

    def _carry(self, side: Side, package: dict[str, Fields]) -> None:
        pairs = {(key, name) for key in package for name in self.known[side.name].get(key, {})}
        self.carried.setdefault(side.name, set()).update(pairs)

    def clashes(self, side: Side, package: dict[str, Fields]) -> set[tuple[str, str]]:
        """Return the fields that both sides changed without having seen each other's edit."""
        known, found = self.notice(side), set()
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
        self._carry(side, package)

    def check(self, side: Side) -> None:
        """Fail where the office has anything else than it must have."""
        known = self.known[side.name]
        actual = side.data()
        assert set(actual) == set(known)
        for key, (_, values, _) in actual.items():
            wanted = {name: value for name, (value, _) in known[key].items() if value is not None}
            assert {name: value for name, value in values.items() if value is not None} == wanted, key
