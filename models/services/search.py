"""Search over cases: the index that follows every change, and its renewal after an upgrade."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from models.policy.editions import Editions
from models.services.desk import Desk
from models.storage.database import Database
from models.storage.search.grams import normal
from models.storage.search.highlight import spans
from models.storage.search.index import SearchIndex, matter_key
from models.storage.search.initials import initials_table
from models.storage.search.query import Named, words_of

INITIALS = Path("search", "initials.txt")
# Up to so many cases an outdated index is renewed while opening; beyond, the window does it some at a time.
AT_ONCE = 5_000
RENEWED_AT_ONCE = 250


def make_index(db: Database, resources: Path) -> SearchIndex:
    """Return the index of a database and let every transaction keep it in step."""
    index = SearchIndex(db, resources / INITIALS)
    db.before_commit, db.unindexed = index.follow, index.unindexed
    return index


def named_matters(editions: Editions) -> Named:
    """Return the look-up of matters by a word in their name or in their clause's heading."""
    return _finder(editions, tuple(pack.hash for pack in editions.packs))


@lru_cache(maxsize=4)
def _finder(editions: Editions, hashes: tuple[str, ...]) -> Named:
    """Every key press asks for the names of all matters; most words are in none of them."""
    told = [
        (matter_key(pack.id, matter.id), normal(f"{matter.name}\n{clause.heading}"))
        for pack in editions.packs
        for clause in pack.clauses
        for matter in clause.matter
    ]
    whole = "\n".join(text for _, text in told)

    def named(word: str) -> tuple[str, ...]:
        return tuple(key for key, text in told if word in text) if word in whole else ()

    return named


class SearchService:
    """The search index as the window sees it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._initials = desk.resources / INITIALS

    def needs_rebuild(self) -> bool:
        """Tell whether the index was made by other rules than this program's."""
        return self._desk.index is not None and not self._desk.index.is_current()

    def rebuild(self, proceed: Callable[[int], bool] | None = None) -> int:
        """Index all cases anew; `proceed(done)` may stop it. Returns how many were indexed."""
        return self._desk.index.rebuild(proceed) if self._desk.index is not None else 0

    def renew_some(self) -> tuple[int, int] | None:
        """Index the next few cases by the rules of today; returns how far of how many, None when all are in.

        Searches are right meanwhile, only slower.
        """
        index = self._desk.index
        renewed = index is not None and (index.renew(RENEWED_AT_ONCE) or index.join())
        return index.progress() if index is not None and renewed else None

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of a query in normal form."""
        return words_of(text)

    def spans(self, text: str, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return where the words stand in a text that is shown, as written or as initials; reads no table."""
        return spans(text, words, initials_table(self._initials)) if words else []

    def settle(self) -> bool:
        """Write what recent saves left to be indexed; for an idle moment, on the worker. Tells whether there was any."""
        return self._desk.index is not None and self._desk.index.settle()

    def catch_up(self) -> None:
        """Renew an outdated index at once where that takes no time."""
        if self.needs_rebuild() and (self._desk.db.value("SELECT count(*) FROM cases") or 0) <= AT_ONCE:
            self.rebuild()

    def interrupt(self) -> None:
        """Stop a search that nobody waits for any more."""
        self._desk.db.interrupt()
