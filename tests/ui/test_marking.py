"""Words are found whatever their width and case, and stay in their places."""

from __future__ import annotations

from ui.widgets.marking import fold, spans, words_of


def test_fold_keeps_places() -> None:
    text = "（十三）ＡＢＣ…１００％㎡"
    assert len(fold(text)) == len(text)
    assert "abc" in fold(text) and "100%" in fold(text)


def test_words() -> None:
    assert words_of("  研发　补助 研发 ") == ("研发", "补助")
    assert words_of("   ") == ()


def test_spans_join_overlaps() -> None:
    assert spans("研发投入补助，研发", ["研发", "投入", "发投"]) == [(0, 4), (7, 9)]
    assert spans("没有", ["研发"]) == []
    assert spans("1+1=2", ["1+1"]) == [(0, 3)]
