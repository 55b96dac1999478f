"""The full text of the document to read at leisure, to the letter, with what is searched for and rested on marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from models.policy.pack import Pack
from ui.theme import Theme
from ui.widgets.marking import MOST_MARKS, selection, spans

BODY_PX = 15
LINE_HEIGHT_PERCENT = 122.0
CENTER, RIGHT, LEFT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


class PolicyReader(QTextEdit):
    """Read only; knows where each clause stands."""

    turned_to_match = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._anchors: dict[str, int] = {}
        self._matches: list[tuple[int, int]] = []
        self._at = -1
        self._hash = ""
        self._rest: tuple[int, int] | None = None
        self.setReadOnly(True)
        self.setProperty("role", "reading")
        self.setAccessibleName("政策全文")
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(20)
        theme.changed.connect(self._mark)

    def shows(self, pack: Pack) -> bool:
        """Tell whether this document is the one shown."""
        return self._hash == pack.hash

    def show_pack(self, pack: Pack) -> None:
        """Show a document from its masthead to its imprint; one that is shown already stays as it is."""
        if self.shows(pack):
            return
        self._hash = pack.hash
        self.clear()
        self._anchors = {}
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        document, notice = pack.document, pack.document.notice
        self._add(cursor, document.masthead, align=CENTER, size=20, strong=True, anchor="front")
        self._add(cursor, document.number, align=CENTER)
        self._add(cursor, notice.title, align=CENTER, size=18, strong=True, above=16)
        self._add(cursor, notice.addressee, above=8)
        self._add(cursor, notice.body, indent=True)
        self._add(cursor, notice.signature, align=RIGHT, above=12)
        self._add(cursor, notice.date, align=RIGHT)
        self._add(cursor, notice.remark, indent=True)
        self._add(cursor, document.name, align=CENTER, size=18, strong=True, above=28)
        self._add(cursor, document.preamble, indent=True, above=8)
        for domain in document.domain:
            self._add(cursor, domain.title, size=16, strong=True, above=20, indent=True, anchor=domain.number)
            self._add(cursor, domain.intro, indent=True)
            for clause in (one for one in pack.clauses if one.domain == domain.number):
                lead = len(clause.number + clause.heading) + 1
                self._add(cursor, clause.text, indent=True, lead=lead, anchor=clause.number)
        for place, part in enumerate(document.closing):
            self._add(cursor, part, indent=True, above=8, anchor="" if place else "closing")
        self._add(cursor, document.copies_to, above=24)
        printed = f"{document.printed_by}　{document.printed_on}"
        self._add(cursor, printed)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, key: str, phrase: str = "") -> None:
        """Bring a part into view, with the words something rests on marked."""
        start = self._anchors.get(key)
        if start is None:
            return
        block = self.document().findBlock(start)
        place = block.text().find(phrase) if phrase else -1
        self._rest = (start + place, start + place + len(phrase)) if place >= 0 else None
        self._mark()
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - 8)
        if self._rest:
            self._show(self._rest[0])

    def search(self, words: Sequence[str]) -> int:
        """Mark the words and return how often they stand in the text."""
        self._matches = spans(self.toPlainText(), words)
        self._at = -1
        self._mark()
        return len(self._matches)

    def step(self, step: int) -> None:
        """Go to the next (1) or the former (-1) place found."""
        if not self._matches:
            return
        self._at = (self._at + step) % len(self._matches) if self._at >= 0 else (0 if step > 0 else -1)
        self._at %= len(self._matches)
        self._mark()
        self._show(self._matches[self._at][0])
        self.turned_to_match.emit(self._at + 1, len(self._matches))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line at the top where it is: other widths break the text elsewhere."""
        top = self.cursorForPosition(QPoint(8, 8)).position()
        at_start = self.verticalScrollBar().value() == 0
        super().resizeEvent(event)
        if not at_start:
            cursor = QTextCursor(self.document())
            cursor.setPosition(top)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top() - 8)

    @property
    def marked(self) -> list[str]:
        """The words marked at present."""
        return [one.cursor.selectedText() for one in self.extraSelections()]

    def _show(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        place = self.cursorRect(cursor)
        if not 24 <= place.top() <= self.viewport().height() - 3 * place.height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - self.viewport().height() // 3)

    def _mark(self) -> None:
        tokens = self._theme.tokens
        marks = []
        if self._rest:
            marks.append(selection(self, *self._rest, tokens.accent_soft, tokens.accent_text))
        for place, (start, end) in enumerate(self._matches[:MOST_MARKS]):
            here = place == self._at
            ground, colour = (tokens.accent, tokens.on_accent) if here else (tokens.mark, tokens.on_mark)
            marks.append(selection(self, start, end, ground, colour))
        self.setExtraSelections(marks)

    def _add(
        self,
        cursor: QTextCursor,
        text: str,
        *,
        align: Qt.AlignmentFlag = LEFT,
        size: int = BODY_PX,
        strong: bool = False,
        above: int = 0,
        indent: bool = False,
        lead: int = 0,
        anchor: str = "",
    ) -> None:
        """Add a paragraph; its first `lead` characters are its heading, `anchor` is the key of its place."""
        if cursor.position() > 0:
            cursor.insertBlock()
        if anchor:
            self._anchors[anchor] = cursor.position()
        shape = QTextBlockFormat()
        shape.setAlignment(align)
        shape.setTopMargin(above)
        shape.setBottomMargin(6)
        shape.setTextIndent(2 * size if indent else 0)
        shape.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        plain, heavy = QTextCharFormat(), QTextCharFormat()
        for look in (plain, heavy):
            look.setProperty(QTextFormat.Property.FontPixelSize, size)
        heavy.setFontWeight(QFont.Weight.Medium)
        cursor.insertText(text[:lead], heavy)
        cursor.insertText(text[lead:], heavy if strong else plain)
