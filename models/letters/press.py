"""The letter press: kinds, wording and page engine behind the few calls that the services need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.cases.snapshot import LetterSnapshot
from models.letters.compose import compose
from models.letters.kinds import Kinds
from models.letters.page.blocks import Document
from models.letters.template import TemplateInput, with_wording
from models.letters.wording import (
    EditableText,
    check_wording,
    editable_texts,
    sample_snapshot,
    unconfirmed,
)

if TYPE_CHECKING:
    from models.letters.pdf.fonts import FontSet

Wording = Mapping[str, Mapping[str, str]]


class Press:
    """Composes and renders letters; fonts are read only when the first letter is rendered."""

    def __init__(self, resources: Path, *, wording: Wording | None = None) -> None:
        self._resources = resources
        self._wording: Wording = wording or {}

    @cached_property
    def _kinds(self) -> Kinds:
        return Kinds(self._folder)

    @property
    def _folder(self) -> Path:
        return self._resources / "letters"

    @cached_property
    def fonts(self) -> FontSet:
        """The bundled faces, read once."""
        from models.letters.pdf.fonts import FontSet

        return FontSet.load(self._resources / "fonts")

    def kinds(self) -> tuple[str, ...]:
        """Return the ids of all kinds of letters."""
        return self._kinds.ids()

    def kind(self, name: str) -> str:
        """Return the id of a kind given by id or Chinese name; raises UserError for an unknown one."""
        return self._kinds.by_name(name).kind

    def label(self, kind: str) -> str:
        """Return the Chinese name of a kind, e.g. 核准通知书."""
        return self._kinds.template(kind).label

    def sequence(self, kind: str) -> str:
        """Return the word that follows the unit's prefix in the number, e.g. 核; empty: the kind has no number."""
        return self._kinds.template(kind).sequence

    def is_batch(self, kind: str) -> bool:
        """Tell whether the kind is issued over several cases (公示, 资金拨付通知)."""
        return self._kinds.template(kind).batch

    def inputs(self, kind: str) -> tuple[TemplateInput, ...]:
        """Return what the officer may be asked for when issuing; it comes back in the snapshot's `extra`."""
        return self._kinds.template(kind).input

    def reword(self, wording: Wording) -> None:
        """Use the office's wording (by kind and block id) from now on."""
        self._wording = {kind: dict(texts) for kind, texts in wording.items()}

    def texts(self, kind: str) -> tuple[EditableText, ...]:
        """Return the texts of a kind that an office may reword, with the merge fields offered for each."""
        return editable_texts(self._folder, self._kinds.template(kind), self._wording.get(kind, {}))

    def checked_text(self, kind: str, block_id: str, text: str) -> str:
        """Return a reworded text as it may be saved; raises UserError for what a letter could not print."""
        found = check_wording(self._folder, self._kinds.template(kind), block_id, text)
        self.require_printable(found, field="text")
        return found

    def unconfirmed(self, kind: str) -> tuple[str, ...]:
        """Return the labels of the shipped texts that the office has still to confirm."""
        return unconfirmed(self._kinds.template(kind), self._wording.get(kind, {}))

    def preview(self, kind: str, texts: Mapping[str, str], *, unit: str = "", prefix: str = "") -> Document:
        """Return a draft of the kind about a made-up case, with these texts in place of the office's wording."""
        shipped = self._kinds.template(kind)
        own = {**self._wording.get(kind, {}), **texts}
        sample = sample_snapshot(self._folder, shipped, unit=unit, prefix=prefix)
        return compose(with_wording(shipped, own), sample)

    def require_printable(self, text: str, *, field: str = "") -> None:
        """Raise UserError naming the characters that no face has; for names and texts as they are typed."""
        from models.letters.pdf.fonts import refuse_missing

        refuse_missing(self.missing_characters(text), field=field)

    def compose(self, kind: str, snapshot: LetterSnapshot) -> Document:
        """Return the document for a snapshot; raises UserError naming empty fields or characters without a face."""
        template = with_wording(self._kinds.template(kind), dict(self._wording.get(kind, {})))
        document = compose(template, snapshot)
        if not snapshot.draft:
            self.require_printable(_all_text(document))
        return document

    def missing_characters(self, text: str) -> list[str]:
        """Return the characters of a text that no bundled face has, each once."""
        from models.letters.pdf.fonts import missing_characters

        return missing_characters("".join(text.split()), self.fonts)

    def render(self, document: Document, *, created: datetime) -> bytes:
        """Return the PDF of a document; the same input gives the same bytes."""
        from models.letters.pdf import render

        return render(document, fonts=self.fonts, created=created.date())


def _all_text(value: object) -> str:
    """Every string inside a document's blocks."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "".join(_all_text(item) for item in value)
    slots = getattr(type(value), "__slots__", ())
    return "".join(_all_text(getattr(value, name)) for name in slots)
