"""By which rules the cases are indexed, and how far: an index of other rules is renewed some cases at a time."""

from __future__ import annotations

from dataclasses import dataclass

from models.storage.database import Database
from models.storage.search.grams import TOKENIZER_VERSION

# More versions of the rules than there will ever be; keeps both numbers in one column.
_VERSIONS = 1_000


@dataclass(frozen=True)
class IndexState:
    """The rules of the index; `reach` is the last case that is in it, None for all."""

    version: int
    reach: int | None = None

    @property
    def whole(self) -> bool:
        """Tell whether every case can be looked up by the rules of today."""
        return self.version == TOKENIZER_VERSION and self.reach is None

    @property
    def under_way(self) -> bool:
        """Tell whether the index is being made by the rules of today."""
        return self.version == TOKENIZER_VERSION and self.reach is not None

    def holds(self, case_id: int) -> bool:
        """Tell whether the tokens of a case, if it has any, are in the index."""
        return self.reach is None or case_id <= self.reach


def load_state(db: Database) -> IndexState:
    """Return the state of the index."""
    kept = int(db.value("SELECT tokenizer FROM search_state"))
    # Below zero an index is being made: the last case and the version, in one number.
    return IndexState(kept) if kept >= 0 else IndexState(-kept % _VERSIONS, -kept // _VERSIONS)


def save_state(db: Database, state: IndexState) -> None:
    """Note the state of the index, in the transaction that changes it."""
    kept = state.version if state.reach is None else -(state.reach * _VERSIONS + state.version)
    db.execute("UPDATE search_state SET tokenizer = ?", (kept,))
