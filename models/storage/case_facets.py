"""Counts beside the filters of the case list: how many cases each choice would leave, the other choices kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from models.storage.case_rows import conditions
from models.storage.database import Database, Row
from models.storage.rows import CaseFilter
from models.storage.search.query import Named, matching, words_of

# Field of the filter → column of the counters.
FACETS: Mapping[str, str] = MappingProxyType(
    {
        "stages": "stage",
        "kinds": "kind",
        "clauses": "clause",
        "domains": "domain",
        "units": "unit",
        "years": "event_year",
        "handlers": "handler_id",
    }
)
FacetCounts = dict[str, dict[Any, int]]
_COLUMNS = ", ".join((*FACETS.values(), "matter_id"))


def facet_counts(
    db: Database, filter: CaseFilter, *, today: date, soon: date, named: Named
) -> tuple[int, FacetCounts]:
    """Return how many cases pass, and the counts of each facet; its own choice does not narrow its own counts."""
    counted = _cells(db, filter, today, soon, named)
    chosen = {field: frozenset(getattr(filter, field)) for field in FACETS}
    found: FacetCounts = {field: defaultdict(int) for field in FACETS}
    total = 0
    for cell in counted:
        if filter.matters and cell["matter_id"] not in filter.matters:
            continue
        failed = [
            field for field, column in FACETS.items() if chosen[field] and cell[column] not in chosen[field]
        ]
        if len(failed) > 1:
            continue
        total += 0 if failed else cell["cases"]
        for field in failed or FACETS:
            found[field][cell[FACETS[field]]] += cell["cases"]
    return total, {field: dict(counts) for field, counts in found.items()}


def count_kept(db: Database, filter: CaseFilter) -> int | None:
    """Return how many cases pass a filter of facets alone, from the kept counters; None for any other filter."""
    if not _only_facets(filter) or filter.open_only:
        return None
    where, values = _narrowed(filter)
    return int(db.value(f"SELECT sum(cases) FROM facet_counts{where}", values) or 0)


def due_counts(db: Database, filter: CaseFilter, *, today: date, soon: date, named: Named) -> dict[str, int]:
    """Return how many of the cases are 逾期, 今日, 临近 and 待补正, whatever due state the filter chose."""
    bare = replace(filter, due="", waiting=None)
    where, values = conditions(replace(bare, text=""), today, soon)
    if words_of(filter.text):
        found = matching(db, bare, named)
        where.append(f"c.id IN ({found.sql})")
        values += found.values
    day = today.isoformat()
    states = (
        ("逾期", "c.due_on < ?", (day,)),
        ("今日", "c.due_on = ?", (day,)),
        ("临近", "c.due_on >= ? AND c.due_on <= ?", (day, soon.isoformat())),
        ("待补正", "c.suspension = '补正' AND c.suspension <> ''", ()),
    )
    if words_of(filter.text):
        # The search is done once for all four.
        sums = ", ".join(f"sum({condition})" for _, condition, _ in states)
        bounds = [bound for _, _, state_bounds in states for bound in state_bounds]
        row = db.one(f"SELECT {sums} FROM cases c WHERE {' AND '.join(where)}", (*bounds, *values))
        return {name: int((row[at] if row else 0) or 0) for at, (name, _, _) in enumerate(states)}
    counted: dict[str, int] = {}
    for name, condition, bound in states:
        sql = f"SELECT count(*) FROM cases c WHERE {' AND '.join([*where, condition])}"
        counted[name] = int(db.value(sql, (*values, *bound)) or 0)
    return counted


def _cells(db: Database, filter: CaseFilter, today: date, soon: date, named: Named) -> Sequence[Row]:
    """The cases counted by all facets at once: from the kept counters, or, where more than facets narrows, anew."""
    if _only_facets(filter) and not filter.open_only:
        return db.all(f"SELECT {_COLUMNS}, cases FROM facet_counts WHERE cases > 0")
    nothing: dict[str, Any] = dict.fromkeys(FACETS, ())
    loose = replace(filter, **nothing)
    where, values = conditions(replace(loose, text=""), today, soon)
    if words_of(filter.text):
        found = matching(db, loose, named)
        where.append(f"c.id IN ({found.sql})")
        values += found.values
    if _only_facets(loose):
        # Open cases: a choice of stages, which the counters know.
        text = f" WHERE {' AND '.join(where)}".replace("c.", "")
        return db.all(f"SELECT {_COLUMNS}, cases FROM facet_counts{text} AND cases > 0", values)
    columns = _COLUMNS.replace("handler_id", "ifnull(handler_id, 0) AS handler_id")
    return db.all(
        f"SELECT {columns}, count(*) AS cases FROM cases c WHERE {' AND '.join(where)} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
        values,
    )


def _only_facets(filter: CaseFilter) -> bool:
    plain = {field: getattr(filter, field) for field in (*FACETS, "matters")}
    return filter == CaseFilter(**plain, open_only=filter.open_only)


def _narrowed(filter: CaseFilter) -> tuple[str, list[Any]]:
    where, values = [], []
    for field, column in (*FACETS.items(), ("matters", "matter_id")):
        if chosen := getattr(filter, field):
            where.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += list(chosen)
    return (f" WHERE {' AND '.join(where)}" if where else ""), values
