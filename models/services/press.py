"""What the services need of the letters: which kinds there are, a document from a snapshot, its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from models.cases.snapshot import LetterSnapshot
from models.letters.template import TemplateInput
from models.letters.wording import EditableText


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

    def inputs(self, kind: str) -> tuple[TemplateInput, ...]:
        """Return what the officer may be asked for when issuing; it comes back in the snapshot's `extra`."""
        ...

    def reword(self, wording: Mapping[str, Mapping[str, str]]) -> None:
        """Use the office's wording (by kind and text id) from now on."""
        ...

    def texts(self, kind: str) -> tuple[EditableText, ...]:
        """Return the texts of a kind that an office may reword."""
        ...

    def checked_text(self, kind: str, block_id: str, text: str) -> str:
        """Return a reworded text as it may be saved; raises UserError for what a letter could not print."""
        ...

    def unconfirmed(self, kind: str) -> tuple[str, ...]:
        """Return the labels of the shipped texts that the office has still to confirm."""
        ...

    def preview(self, kind: str, texts: Mapping[str, str], *, unit: str = "", prefix: str = "") -> Any:
        """Return a draft document about a made-up case, with these texts in place of the office's wording."""
        ...

    def compose(self, kind: str, snapshot: LetterSnapshot) -> Any:
        """Return the document for a snapshot; raises UserError naming empty fields or characters without a face."""
        ...

    def render(self, document: Any, *, created: datetime) -> bytes:
        """Return the PDF of a document; the same input gives the same bytes in one build."""
        ...
