"""What Ctrl+K can go to: recent places, screens, commands, clauses, matters, cases, applicants, letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.services.views import CaseFilter, LetterFilter
from ui.actions import COMMANDS
from ui.desk import Desk
from ui.navigation import SCREENS

MOST_OF_A_KIND = 6
MOST_RECENT = 8
READ_CASES = 60
STORED = "going"
KINDS = {
    "recent": "最近",
    "search": "查找",
    "case": "办件",
    "applicant": "主体",
    "matter": "事项",
    "clause": "条款",
    "letter": "文书",
    "screen": "页面",
    "command": "命令",
}


@dataclass(frozen=True)
class Place:
    """Somewhere to go: its kind, by what it is known, its words, what else it is found by."""

    kind: str
    key: str
    title: str
    detail: str = ""
    words: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the place as it is kept among the recent ones."""
        return {"kind": self.kind, "key": self.key, "title": self.title, "detail": self.detail}


class Places:
    """Finds places; everything that reads is called on the reader's thread."""

    def __init__(self, desk: Desk) -> None:
        self._office, self._officer = desk.office, desk.officer
        self._fixed = (*_screens(), *_commands(), *_policy(desk.office.editions.current))

    def recent(self) -> list[Place]:
        """Return where the officer went last."""
        stored = self._office.officer_views.load(self._officer.id, STORED).get("recent", [])
        return [Place(**one) for one in stored if isinstance(one, dict) and set(one) == set(_KEPT)]

    def remember(self, place: Place) -> None:
        """Put a place at the head of the recent ones."""
        others = [one for one in self.recent() if (one.kind, one.key) != (place.kind, place.key)]
        kept = [one.as_dict() for one in (place, *others)][:MOST_RECENT]
        self._office.officer_views.keep(self._officer.id, STORED, {"recent": kept})

    def find(self, text: str, proceed: Callable[[], bool]) -> list[Place]:
        """Return the places found, recent ones first, then by kind."""
        words = self._office.search.words(text)
        recent = self.recent()
        if not words:
            return [*recent, *(one for one in self._fixed if one.kind in ("screen", "command"))]
        fixed = self._matching(self._fixed, words)
        found = [*self._cases(text, words, proceed), *self._letters(text, words)]
        by_kind: list[Place] = []
        for kind in ("screen", "command", "case", "applicant", "matter", "clause", "letter"):
            by_kind += [one for one in (*found, *fixed) if one.kind == kind][:MOST_OF_A_KIND]
        first = self._matching(recent, words)[:3]
        seen = {(one.kind, one.key) for one in first}
        rest = [one for one in by_kind if (one.kind, one.key) not in seen]
        return [*first, *rest, Place("search", text.strip(), f"在办件列表中查找“{text.strip()}”")]

    def _matching(self, places: Iterable[Place], words: Sequence[str]) -> list[Place]:
        spans = self._office.search.spans
        return [
            one
            for one in places
            if all(spans(f"{one.title}　{one.detail}　{one.words}", (word,)) for word in words)
        ]

    def _cases(self, text: str, words: Sequence[str], proceed: Callable[[], bool]) -> list[Place]:
        rows = self._office.browse.page(CaseFilter(text=text), limit=READ_CASES, proceed=proceed).rows
        found = [
            Place(
                "case", str(row.id), f"{row.applicant_name}　{row.matter_name}", f"{row.case_no}　{row.stage}"
            )
            for row in rows
        ]
        applicants: dict[int, Place] = {}
        for row in rows:
            if all(
                self._office.search.spans(f"{row.applicant_name} {row.applicant_code}", (w,)) for w in words
            ):
                applicants.setdefault(
                    row.applicant_id,
                    Place("applicant", str(row.applicant_id), row.applicant_name, row.applicant_code),
                )
        if not text.isascii():
            for one in self._office.applicants.find(text.strip(), limit=MOST_OF_A_KIND):
                applicants.setdefault(one.id, Place("applicant", str(one.id), one.name, one.code))
        return [*found, *applicants.values()]

    def _letters(self, text: str, words: Sequence[str]) -> list[Place]:
        # A number is asked for with figures in it; names are found with their cases.
        if not any(character.isdigit() for character in text):
            return []
        rows = self._office.letters.register(LetterFilter(text=text.strip()), limit=MOST_OF_A_KIND)
        return [
            Place("letter", str(row.id), row.number or row.kind, f"{row.kind}　{row.applicant_name}")
            for row in rows
        ]


_KEPT = ("kind", "key", "title", "detail")


def go(window: Any, place: Place) -> None:
    """Go to a place."""
    if place.kind == "case":
        window.open_case(int(place.key))
    elif place.kind == "applicant":
        window.open_at("applicants", place.key)
    elif place.kind in ("clause", "matter"):
        window.open_at("policy", place.key)
    elif place.kind == "letter":
        window.open_at("letters", place.key)
    elif place.kind == "screen":
        window.open_screen(place.key)
    elif place.kind == "search":
        window.search_cases(place.key)
    else:
        next(one for one in COMMANDS if one.title == place.key).run(window)


def _screens() -> list[Place]:
    return [Place("screen", one.name, one.title, f"Alt+{one.digit}") for one in SCREENS]


def _commands() -> list[Place]:
    return [Place("command", one.title, one.title, one.key) for one in COMMANDS]


def _policy(pack: Any) -> list[Place]:
    places = []
    for clause in pack.clauses:
        places.append(Place("clause", clause.number, f"{clause.number}{clause.heading}"))
        places += [
            Place("matter", one.id, f"{one.id} {one.name}", f"{clause.number}{clause.heading}", one.kind)
            for one in clause.matter
        ]
    return places
