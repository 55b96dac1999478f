"""What every service works with: the open store, the policy editions, the clock, the data folder, the letter press."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.clock import Clock
from models.policy.editions import Editions
from models.services.press import LetterPress
from models.storage.database import Database


@dataclass(frozen=True)
class Desk:
    """Handed to each service by `open_office`; holds no state of its own."""

    db: Database
    editions: Editions
    clock: Clock
    folder: Path
    press: LetterPress | None = None

    def now(self) -> str:
        """The moment as stored: ISO, to the second."""
        return self.clock.now().isoformat(timespec="seconds")
