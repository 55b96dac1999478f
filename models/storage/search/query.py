"""The query: grams and facets narrow by index, newest first, then the text itself is compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from models.storage.database import Database
from models.storage.rows import CaseFilter
from models.storage.search.choice import Sample, Term, sample_of
from models.storage.search.grams import facet, normal
from models.storage.search.state import load_state

# Which matters (as the index knows them) a word names.
Named = Callable[[str], tuple[str, ...]]
MAX_QUERY = 200


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a query in normal form; each must stand somewhere in the case."""
    return tuple(re.split(r"\s+", normal(text[:MAX_QUERY]).strip())) if text.strip() else ()


@dataclass(frozen=True)
class Matching:
    """A SELECT of the ids of matching cases, without order or limit, and its values."""

    sql: str
    values: tuple[object, ...]

    def with_cases(self, case_ids: list[int]) -> Matching:
        """Return the same query with these cases among those found."""
        if not case_ids:
            return self
        rows = ", ".join(["(?)"] * len(case_ids))
        return Matching(f"{self.sql} UNION ALL SELECT * FROM (VALUES {rows})", (*self.values, *case_ids))


def matching(db: Database, filter: CaseFilter, named: Named, *, after: int | None = None) -> Matching:
    """Return the query for the filter's text and for the facets that the index knows.

    These are stage, kind, clause, domain, year, unit, handler and matter; the rest is left to the caller. Each
    word must stand in the case's own text or in the name of its matter, which `named` looks up. Cases that are not
    indexed yet are compared here, by their text alone: the caller narrows by facets anyway.
    """
    asked = [(word, named(word)) for word in words_of(filter.text)]
    looked_up, compared = _looked_up(db, filter, asked)
    conditions = [term.check for term in compared if term.check]
    values: list[object] = [value for term in compared for value in term.values]
    if looked_up:
        conditions.insert(0, "case_grams MATCH ?")
        values.insert(0, " AND ".join(term.sql for term in looked_up))
    for word, keys in asked:
        marks = f" OR s.matter IN ({', '.join('?' * len(keys))})" if keys else ""
        conditions.append(f"(instr(s.hay, ?) > 0{marks})")
        values += [word, *keys]
    key = "g.rowid" if looked_up else "s.case_id"
    if after is not None:
        conditions.append(f"{key} < ?")
        values.append(after)
    source = "case_grams g JOIN case_search s ON s.case_id = g.rowid" if looked_up else "case_search s"
    waiting = db.unindexed()
    if waiting:
        conditions.append(f"{key} NOT IN ({', '.join('?' * len(waiting))})")
        values += [case_id for case_id, _, _ in waiting]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    found = Matching(f"SELECT {key} FROM {source}{where}", tuple(values))
    return found.with_cases([
        case_id
        for case_id, hay, matter in waiting
        if (after is None or case_id < after) and all(word in hay or matter in keys for word, keys in asked)
    ])  # fmt: skip


def found_ids(
    db: Database, filter: CaseFilter, named: Named, *, limit: int, after: int | None = None
) -> list[int]:
    """Return the ids of matching cases, newest first, below `after`."""
    found = matching(db, filter, named, after=after)
    return [row[0] for row in db.all(f"{found.sql} ORDER BY 1 DESC LIMIT ?", (*found.values, limit))]


def _looked_up(
    db: Database, filter: CaseFilter, asked: list[tuple[str, tuple[str, ...]]]
) -> tuple[list[Term], list[Term]]:
    """Return the terms to look up in the index, and those whose condition is compared instead."""
    sample = sample_of(db)
    terms = [term for word, keys in asked for term in sample.word(word, _key_tokens(keys))]
    terms += _facet_terms(filter, sample)
    # An index that is being renewed does not know every case yet.
    chosen = sample.worthwhile(terms) if load_state(db).whole else []
    return chosen, [term for term in terms if term not in chosen]


def _facet_terms(filter: CaseFilter, sample: Sample) -> list[Term]:
    """Values of one facet are alternatives, facets narrow together."""
    terms = []
    for name, chosen in (
        ("sta", filter.stages),
        ("kin", filter.kinds),
        ("cla", filter.clauses),
        ("dom", filter.domains),
        ("yea", filter.years),
        ("uni", filter.units),
        ("han", filter.handlers),
        ("mat", filter.matters),
    ):
        if chosen:
            tokens = [facet(name, value) for value in chosen]
            check = " OR ".join(["instr(' ' || s.facets || ' ', ?) > 0"] * len(tokens))
            terms.append(sample.either(tokens, f"({check})", tuple(f" {token} " for token in tokens)))
    return terms


def _key_tokens(keys: tuple[str, ...]) -> list[str]:
    return [facet("key", key) for key in keys]
