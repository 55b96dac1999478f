"""Texts written in Markdown, in the window's own type scale: Markdown's is for pages, not for a window."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat


def set_type(document: QTextDocument, *, margin_px: int = 20) -> None:
    """Set headings and lines in the window's type scale."""
    document.setDocumentMargin(margin_px)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        spacing = block.blockFormat()
        spacing.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spacing.setTopMargin({0: 2, 1: 0}.get(level, 14))
        spacing.setBottomMargin(4)
        cursor.setBlockFormat(spacing)
        if level:
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.DemiBold)
            look.setProperty(QTextFormat.Property.FontSizeAdjustment, 2 if level == 1 else 1)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(look)
        block = block.next()
