"""What the services need of the letters: which kinds there are, a document from a snapshot, its PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from models.cases.snapshot import LetterSnapshot


class LetterPress(Protocol):
    """Made by `models.letters`; handed to the office by the composition root."""

    def kinds(self) -> tuple[str, ...]:
        """Return the ids of all kinds of letters, e.g. approval, refusal, correction."""
        ...

    def label(self, kind: str) -> str:
        """Return the Chinese name of a kind, e.g. 核准通知书."""
        ...

    def sequence(self, kind: str) -> str:
        """Return the name of the number sequence the kind draws from, empty for internal forms without number."""
        ...

    def compose(self, kind: str, snapshot: LetterSnapshot) -> Any:
        """Return the document for a snapshot; raises UserError naming empty fields or characters without a face."""
        ...

    def render(self, document: Any, *, created: datetime) -> bytes:
        """Return the PDF of a document; the same input gives the same bytes in one build."""
        ...
