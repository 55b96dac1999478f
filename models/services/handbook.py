"""The officer's handbook: topics read from the resources, searched, and printed by the letter engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tomli

from models.letters.page.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Meta,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Title,
)
from models.services import profile
from models.services.desk import Desk
from models.services.handbook_finding import passage_for_place
from models.services.press import LetterPress

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
TITLE = "滨惠办使用手册"


@dataclass(frozen=True)
class Topic:
    """One topic: its file's name without ending, title, the screens it explains, and its text in Markdown."""

    name: str
    title: str
    screens: tuple[str, ...]
    text: str
    dialogs: tuple[str, ...] = ()

    def mentions(self, words: str) -> bool:
        """Tell whether every word of the query stands in the topic."""
        whole = f"{self.title}\n{self.text}".casefold()
        return all(word in whole for word in words.casefold().split())


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """Return the topics in reading order, from `resources/help/index.toml`."""
    index = tomli.loads((folder / "index.toml").read_text(encoding="utf-8"))
    return tuple(
        Topic(
            Path(item["file"]).stem,
            item["title"],
            tuple(item["screens"]),
            (folder / item["file"]).read_text(encoding="utf-8"),
            tuple(item.get("dialogs", ())),
        )
        for item in index["topic"]
    )


def topic_for(topics: tuple[Topic, ...], screen: str) -> Topic:
    """Return the topic that explains a screen, else the first."""
    name = passage_for_place(topics, screen)[0]
    return next(topic for topic in topics if topic.name == name)


def handbook_pdf(topics: tuple[Topic, ...], *, press: LetterPress, author: str, created: datetime) -> bytes:
    """Return the handbook as PDF, each topic with its number."""
    titles = [f"{_chinese(number)}、{topic.title}" for number, topic in enumerate(topics, 1)]
    blocks: list[Block] = [Title(TITLE), *(Paragraph((Run(title, "fangsong"),)) for title in titles)]
    for title, topic in zip(titles, topics, strict=True):
        if topic is topics[0] or topic.name == "words":
            blocks.append(PageBreak())
        blocks.append(Heading(1, title))
        blocks += topic_blocks(topic.text)
    document = Document("表格", tuple(blocks), Meta(TITLE, author))
    return press.render(document, created=created)


class HandbookService:
    """The handbook as the window uses it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics in reading order."""
        return load_topics(self._desk.resources / "help")

    def pdf(self, further: tuple[Topic, ...] = ()) -> bytes:
        """Return the handbook as PDF, in the name of the office; `further` topics stand behind the others."""
        assert self._desk.press is not None
        found = profile.load(self._desk)
        author = found.unit if found else ""
        return handbook_pdf(
            (*self.topics(), *further), press=self._desk.press, author=author, created=self._desk.clock.now()
        )


def topic_blocks(text: str) -> list[Block]:
    """Return the blocks of a topic below its title: headings, paragraphs, list items and tables."""
    blocks: list[Block] = []
    table: list[tuple[str, ...]] = []
    headings = 0
    for line in text.splitlines():
        if line.startswith("|"):
            table.append(tuple(_plain(cell.strip()) for cell in line.strip().strip("|").split("|")))
            continue
        if table:
            blocks.append(_table(table))
            table = []
        if line.startswith("## "):
            headings += 1
            blocks.append(Heading(2, f"（{_chinese(headings)}）{_plain(line[3:])}"))
        elif line.startswith("- "):
            blocks.append(Paragraph(_runs("· " + line[2:])))
        elif line.strip() and not line.startswith("# "):
            blocks.append(Paragraph(_runs(line)))
    if table:
        blocks.append(_table(table))
    return blocks


def _table(rows: list[tuple[str, ...]]) -> Table:
    head, body = rows[0], rows[2:]
    width = (1.0, 4.0) if len(head) == 2 else (1.0,) * len(head)
    return Table(tuple(Column(name, w, "left") for name, w in zip(head, width, strict=True)), tuple(body))


def _runs(text: str) -> tuple[Run, ...]:
    runs = []
    for index, part in enumerate(_BOLD.split(_CODE.sub(r"\1", text))):
        if part:
            runs.append(Run(part, "hei" if index % 2 else "fangsong"))
    return tuple(runs)


def _plain(text: str) -> str:
    return _BOLD.sub(r"\1", _CODE.sub(r"\1", text))


def _chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones else "")
