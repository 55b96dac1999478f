"""The document around its clauses, with its targets, budget lines and interpretation notes, as frozen data."""

from __future__ import annotations

from typing import Literal

import msgspec

from models.periods import Period


class PackStruct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Common settings of everything read from a pack."""


class Validity(PackStruct, frozen=True, forbid_unknown_fields=True):
    """Days (ISO) within which a fact must fall, and the words that say so."""

    first: str
    last: str
    phrase: str

    @property
    def period(self) -> Period:
        """The two days as a period with both ends included."""
        return Period.parse(self.first, self.last)


class Domain(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One of the six domains, with the unit that leads it and its introduction."""

    number: str
    heading: str
    lead: str
    intro: str

    @property
    def title(self) -> str:
        """The domain's heading as printed."""
        return f"{self.number}、{self.heading}（由{self.lead}牵头实施）"


class Notice(PackStruct, frozen=True, forbid_unknown_fields=True):
    """The notice by which the document was issued: title, addressee, body, signature, date, remark."""

    title: str
    addressee: str
    body: str
    signature: str
    date: str
    remark: str


class Document(PackStruct, frozen=True, forbid_unknown_fields=True):
    """The frame of the document around its clauses."""

    id: str
    masthead: str
    number: str
    title: str
    name: str
    date: str
    issuer: str
    validity: Validity
    notice: Notice
    preamble: str
    closing: tuple[str, ...]
    copies_to: str
    printed_by: str
    printed_on: str
    domain: tuple[Domain, ...]
    version: int = 1
    unit: tuple[str, ...] = ()


class Target(PackStruct, frozen=True, forbid_unknown_fields=True):
    """An indicator of the document: comparator and value with the words they rest on.

    A figure 累计 grows over the year, so that a share of it is due by each day; a figure 时点 (a rate, a
    growth, a stock) is compared as it stands.
    """

    id: str
    scope: str
    indicator: str
    comparator: Literal[">=", ">", "<="]
    value: str
    unit: str
    nature: Literal["约束", "力争"]
    phrase: str
    measured: Literal["累计", "时点"] = "累计"


class Budget(PackStruct, frozen=True, forbid_unknown_fields=True):
    """A budget line of the document in 亿元, with the words it rests on and the line it is part of."""

    id: str
    scope: str
    purpose: str
    amount_yi: str
    comparator: Literal["=", ">="]
    phrase: str
    part_of: str = ""


class Option(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One reading the office may choose for a doubtful wording."""

    value: str
    label: str


class Note(PackStruct, frozen=True, forbid_unknown_fields=True):
    """How doubtful wording is read; with `setting` the office may choose another reading."""

    id: str
    clause: str
    matters: tuple[str, ...]
    text: str
    setting: str = ""
    default: str = ""
    option: tuple[Option, ...] = ()
