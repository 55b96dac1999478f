"""Merges one record of another office into ours, field by field, and says what only an officer can decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.cases.canonical import canonical_json, sha256_hex
from models.exchange.packages.versions import (
    Mark,
    Version,
    common,
    covers,
    joined,
    latest_stamp,
    raised,
    settled,
)
from models.storage.exchange_columns import Scalar
from models.storage.exchange_kinds import BASIS_FIELDS, FACT, STATE

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Clash:
    """Fields changed on both sides, to be decided together; `id` changes when any of the values does.

    `base`, `mine` and `theirs` hold the value per field; a field missing in `base` has no known common version.
    """

    id: str
    kind: str
    uid: str
    base: Mapping[str, Scalar]
    mine: Mapping[str, Scalar]
    theirs: Mapping[str, Scalar]


@dataclass(frozen=True)
class Merged:
    """The outcome for one record: the versions to keep, the fields taken over, those where ours is newer, the clashes."""

    versions: Mapping[str, Version]
    taken: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    stamp: str = ""


@dataclass
class _Sorting:
    versions: dict[str, Version] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def merge(
    kind: str,
    uid: str,
    mine: Mapping[str, Version],
    theirs: Mapping[str, tuple[Scalar, Mark]],
    *,
    stamps: tuple[str, str] = ("", ""),
) -> Merged:
    """Merge the fields of one record; `stamps` are ours and theirs."""
    sorting = _Sorting()
    for name in (*mine, *(name for name in theirs if name not in mine)):
        ours = mine.get(name, Version(None, {}))
        value, mark = theirs.get(name, (None, {}))
        _sort(sorting, name, ours, value, mark)
    joint = _falsifying(sorting, mine, theirs) if kind == "case" else []
    groups = [joint] if joint else []
    groups += [[name] for name in sorting.open if name not in joint]
    clashes = tuple(_clash(kind, uid, names, mine, theirs) for names in groups)
    for name in joint:
        sorting.versions[name] = mine.get(name, Version(None, {}))
    taken = tuple(name for name in sorting.taken if name not in joint)
    ahead = tuple(name for name in sorting.ahead if name not in joint)
    stamp = _stamp(sorting, taken, mine, theirs, stamps)
    return Merged(sorting.versions, taken, ahead, clashes, stamp)


def _sort(sorting: _Sorting, name: str, ours: Version, value: Scalar, mark: Mark) -> None:
    if ours.value == value:
        sorting.versions[name] = settled(ours, mark)
    elif covers(ours.mark, mark) and ours.mark != mark:
        sorting.versions[name] = ours
        sorting.ahead.append(name)
    elif covers(mark, ours.mark) and ours.mark != mark:
        sorting.versions[name] = ours.followed_by(value, mark)
        sorting.taken.append(name)
    else:
        sorting.versions[name] = ours
        sorting.open.append(name)


def _falsifying(
    sorting: _Sorting, mine: Mapping[str, Version], theirs: Mapping[str, tuple[Scalar, Mark]]
) -> list[str]:
    """An amount determined on one side must not come to stand on facts of the other: then all is decided at once."""
    basis = [
        name
        for name in sorting.versions
        if (name.startswith(FACT) or name in BASIS_FIELDS)
        and name in (*sorting.taken, *sorting.ahead, *sorting.open)
    ]
    if not basis or STATE not in (*sorting.taken, *sorting.ahead, *sorting.open):
        return []
    if not (_determined(mine[STATE].value) or _determined(theirs[STATE][0])):
        return []
    whole = {*basis, STATE}
    if whole <= set(sorting.taken) or whole <= set(sorting.ahead):
        return []
    return [STATE, *basis]


def _determined(state: Scalar) -> bool:
    return json.loads(str(state)).get("determined_fen") is not None


def _clash(
    kind: str,
    uid: str,
    names: list[str],
    mine: Mapping[str, Version],
    theirs: Mapping[str, tuple[Scalar, Mark]],
) -> Clash:
    nothing = Version(None, {})
    ours = {name: mine.get(name, nothing).value for name in names}
    others = {name: theirs.get(name, (None, {}))[0] for name in names}
    base = {}
    for name in names:
        value, known = common(mine.get(name, nothing), theirs.get(name, (None, {}))[1])
        if known:
            base[name] = value
    digest = sha256_hex(canonical_json([kind, uid, names, ours, others]))[:24]
    return Clash(digest, kind, uid, base, ours, others)


def decide(
    merged: Merged,
    choices: Mapping[str, str],
    theirs: Mapping[str, tuple[Scalar, Mark]],
    stamps: tuple[str, str],
    *,
    writer: str,
    at: int,
) -> Merged:
    """Return the outcome with the clashes settled that a choice was made for; a choice is an edit of its own."""
    versions, taken, left = dict(merged.versions), list(merged.taken), []
    stamp = merged.stamp
    for clash in merged.clashes:
        choice = choices.get(clash.id)
        if choice not in (MINE, THEIRS):
            left.append(clash)
            continue
        for name in clash.mine:
            value, mark = theirs.get(name, (None, {}))
            both = raised(joined(versions[name].mark, mark), writer, at)
            kept = versions[name].value if choice == MINE else value
            versions[name] = versions[name].followed_by(kept, both)
        if choice == THEIRS:
            taken += [name for name in clash.mine if clash.mine[name] != clash.theirs[name]]
            stamp = stamps[1] if set(theirs) <= set(taken) else latest_stamp(stamps)
    return Merged(versions, tuple(taken), merged.ahead, tuple(left), stamp)


def _stamp(
    sorting: _Sorting,
    taken: tuple[str, ...],
    mine: Mapping[str, Version],
    theirs: Mapping[str, tuple[Scalar, Mark]],
    stamps: tuple[str, str],
) -> str:
    """Who gave the values: theirs where all is theirs, else ours; of equal or mixed ones the later."""
    ours, others = stamps
    if not taken:
        same = not sorting.ahead and not sorting.open
        return latest_stamp(stamps) if same else ours
    whole = all(sorting.versions[name].value == value for name, (value, _) in theirs.items())
    return others if whole else latest_stamp(stamps)
