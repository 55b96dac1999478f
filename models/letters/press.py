"""The letter press: kinds, wording and page engine behind the few calls that the services need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.cases.snapshot import LetterSnapshot
from models.errors import UserError
from models.letters.compose import compose
from models.letters.kinds import Kinds
from models.letters.page.blocks import Document
from models.letters.template import with_wording

if TYPE_CHECKING:
    from models.letters.pdf.fonts import FontSet

Wording = Mapping[str, Mapping[str, str]]


class Press:
    """Composes and renders letters; fonts are read only when the first letter is rendered."""

    def __init__(self, resources: Path, *, wording: Wording | None = None) -> None:
        self._resources = resources
        self._wording = wording or {}

    @cached_property
    def _kinds(self) -> Kinds:
        return Kinds(self._resources / "letters")

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

    def compose(self, kind: str, snapshot: LetterSnapshot) -> Document:
        """Return the document for a snapshot; raises UserError naming empty fields or characters without a face."""
        template = with_wording(self._kinds.template(kind), dict(self._wording.get(kind, {})))
        document = compose(template, snapshot)
        missing = self.missing_characters(document)
        if missing and not snapshot.draft:
            raise UserError(
                f"{template.label}不能出具",
                f"下列文字没有可用的字形：{'、'.join(missing)}",
                "请改用规范字，或联系管理员补充字体",
            )
        return document

    def missing_characters(self, document: Document) -> list[str]:
        """Return the characters of a document that no bundled face has."""
        from models.letters.pdf.fonts import missing_characters

        return missing_characters(_all_text(document).replace("\n", ""), self.fonts)

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
