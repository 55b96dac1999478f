"""The register of letters: fetches lines and single letters, voids, serves, checks, binds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.cases.officers import action_obstacle
from models.services.letter_records import Delivery, LetterRecord
from models.services.letter_verdict import LetterVerdict
from models.services.views import LetterFilter, LetterRow
from ui.desk import Desk

PAGE_ROWS = 300


@dataclass(frozen=True)
class RegisterPage:
    """What the list shows: the lines so far, how many the filter finds in all, the years there are."""

    rows: tuple[LetterRow, ...]
    total: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class LetterShown:
    """A letter in full with its bytes, empty when they are damaged."""

    record: LetterRecord
    pdf: bytes


class LettersPresenter:
    """Between the screen and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # Filled once, on the worker; the columns of the register read it.
        self.labels: dict[str, str] = {}

    def fetch_labels(self, then: Callable[[dict[str, str]], None], *, owner: Any) -> None:
        """Fetch the Chinese name of every kind of letter."""
        letters = self._desk.office.letters

        def arrived(found: dict[str, str]) -> None:
            self.labels.update(found)
            then(found)

        self._desk.read(lambda: {kind: letters.label(kind) for kind in letters.kinds()}, arrived, owner=owner)

    def obstacle(self) -> str:
        """Return why the officer may not issue, void or serve letters, empty where it is allowed."""
        return action_obstacle(self._desk.officer, "issue_letter")

    def fetch(
        self, chosen: LetterFilter, limit: int, then: Callable[[RegisterPage], None], *, owner: Any
    ) -> None:
        """Fetch the first lines of the register."""
        letters = self._desk.office.letters

        def call() -> RegisterPage:
            rows = tuple(letters.register(chosen, limit=limit))
            return RegisterPage(rows, letters.records.count(chosen), letters.records.years())

        self._desk.read(call, then, key="letters.rows", owner=owner)

    def show(self, letter_id: int, then: Callable[[LetterShown], None], *, owner: Any) -> None:
        """Fetch a letter with its bytes; what is wrong with the bytes stands in the record."""
        letters = self._desk.office.letters

        def call() -> LetterShown:
            record = letters.records.get(letter_id)
            return LetterShown(record, b"" if record.fault else letters.reprint(letter_id))

        self._desk.read(call, then, key="letters.shown", owner=owner)

    def void(
        self,
        letter_id: int,
        reason: str,
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Void a letter."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: (None, office.letters.void(letter_id, reason=reason, actor=actor)),
            done,
            failed=failed,
            owner=owner,
        )

    def deliver(
        self,
        letter_id: int,
        delivery: Delivery,
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Note when and how a letter was served."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: (None, office.letters.records.deliver(letter_id, delivery, actor=actor)),
            done,
            failed=failed,
            owner=owner,
        )

    def verify(
        self,
        typed: str,
        then: Callable[[LetterVerdict], None],
        *,
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Check a scanned line or a typed code."""
        letters = self._desk.office.letters
        self._desk.read(lambda: letters.verify(typed), then, failed=failed, owner=owner)

    def bound(
        self,
        letter_ids: tuple[int, ...],
        then: Callable[[bytes], None],
        *,
        two_sided: bool = False,
        owner: Any,
    ) -> None:
        """Bind letters into one PDF."""
        batches = self._desk.office.letters.batches
        self._desk.read(lambda: batches.bound(letter_ids, two_sided=two_sided), then, owner=owner)

    def write_files(
        self, letter_ids: tuple[int, ...], folder: Path, then: Callable[[Any], None], *, owner: Any
    ) -> None:
        """Write letters as single files."""
        batches = self._desk.office.letters.batches
        self._desk.read(lambda: batches.write_files(letter_ids, folder), then, owner=owner)
