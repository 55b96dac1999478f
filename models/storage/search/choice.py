"""Chooses which of a query's terms are looked up: common ones cost more than comparing the rows that rare ones leave.

How common a term is, is seen in some hundred cases spread over the file. A wrong guess costs time, never rows: what
is not looked up is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.storage.database import Database
from models.storage.search.grams import gram_token, query_grams

# So many places of so many neighbouring cases: neighbours share pages, so that a cold disk is asked a few times only.
PLACES = 24
AT_A_PLACE = 8
# Below this every term is looked up.
FEW = 2_000
# A sample serves for so many questions; where there were few cases, only until there are more.
USES = 500
# Comparing one row takes as long as passing over so many entries of the index.
ENTRIES_PER_ROW = 40
_KEPT_MASKS = 5_000
_NAME = "search_sample"


class Term(NamedTuple):
    """One thing to look up: its expression, in which rows of the sample it stands (a bit each), entries to pass over.

    `check` is the condition on the rows that takes its place when it is not looked up; empty where the rows are
    compared for it anyway.
    """

    sql: str
    mask: int
    entries: int
    check: str = ""
    values: tuple[object, ...] = ()


@dataclass
class Sample:
    """Text and facets of some cases."""

    hays: list[str]
    facets: list[frozenset[str]]
    uses: int = 0
    masks: dict[str, int] = field(default_factory=dict)

    def gram(self, gram: str) -> Term:
        """Return the term of a gram."""
        mask = self.masks.get(gram)
        if mask is None:
            if len(self.masks) > _KEPT_MASKS:
                self.masks.clear()
            mask = self.masks[gram] = _mask(gram in hay for hay in self.hays)
        return Term(f'"{gram_token(gram)}"', mask, mask.bit_count())

    def either(self, tokens: Sequence[str], check: str = "", values: tuple[object, ...] = ()) -> Term:
        """Return the term of some alternative facets."""
        wanted = frozenset(tokens)
        mask = _mask(not wanted.isdisjoint(one) for one in self.facets)
        return Term(
            "(" + " OR ".join(f'"{one}"' for one in tokens) + ")", mask, mask.bit_count(), check, values
        )

    def word(self, word: str, keys: Sequence[str]) -> list[Term]:
        """Return the terms of a word: its grams, or, where it names matters, one term of grams or matters."""
        grams = [self.gram(gram) for gram in sorted(query_grams(word))]
        if not keys or not grams:
            return grams
        by_name = self.either(keys)
        looked_up = self.worthwhile(grams) or grams[:1]
        together = looked_up[0].mask
        for term in looked_up:
            together &= term.mask
        sql = f"(({' AND '.join(term.sql for term in looked_up)}) OR {by_name.sql})"
        entries = sum(term.entries for term in (*looked_up, by_name))
        return [Term(sql, together | by_name.mask, entries)]

    def worthwhile(self, terms: Iterable[Term]) -> list[Term]:
        """Return the terms to look up, the rarest first: each must spare more comparing than passing over it costs."""
        if not self.hays:
            return list(terms)
        chosen: list[Term] = []
        left = (1 << len(self.hays)) - 1
        for term in sorted(terms, key=lambda one: one.entries):
            # None in the sample may still be some: half a case.
            now, then = (
                left.bit_count() + 0.5,
                (left & term.mask).bit_count() + 0.5 * term.entries / len(self.hays),
            )
            if term.entries < (now - then) * ENTRIES_PER_ROW:
                chosen.append(term)
                left &= term.mask
        return chosen


def sample_of(db: Database) -> Sample:
    """Return the sample of an open database, taken anew when it may have become a poor one."""
    kept: Sample | None = db.learned.get(_NAME)
    if kept is None or kept.uses >= USES or (not kept.hays and _last(db) >= FEW):
        kept = db.learned[_NAME] = _taken(db)
    kept.uses += 1
    return kept


def _last(db: Database) -> int:
    return int(db.value("SELECT max(case_id) FROM case_search") or 0)


def _taken(db: Database) -> Sample:
    if (top := _last(db)) < FEW:
        return Sample([], [])
    sql = "SELECT hay, facets FROM case_search WHERE case_id >= ? ORDER BY case_id LIMIT ?"
    starts = [1 + place * (top - AT_A_PLACE) // PLACES for place in range(PLACES)]
    rows = [row for start in starts for row in db.all(sql, (start, AT_A_PLACE))]
    return Sample([row["hay"] for row in rows], [frozenset(row["facets"].split()) for row in rows])


def _mask(holds: Iterable[bool]) -> int:
    return sum(1 << place for place, here in enumerate(holds) if here)
