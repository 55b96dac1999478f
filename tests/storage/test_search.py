"""Search finds by any part of any length, follows every change, and gives the same rows as a plain comparison."""

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.storage.search.choice import Sample
from models.storage.search.grams import changed_tokens, haystack, normal, query_tokens, tokens
from models.storage.search.highlight import spans
from models.storage.search.initials import MAX_SPELLINGS, initials_table, spellings

TABLE = initials_table(resources.path("search", "initials.txt"))
TEXTS = st.text(alphabet="杭州科技有限公司𬭎㛃Aa1-〔〕 重庆b2()·@é\t", max_size=24)


@given(TEXTS, st.integers(0, 23), st.integers(1, 6))
def test_a_part_of_a_text_has_only_tokens_of_the_text(text, start, size):
    whole = haystack([text])
    part = whole[start : start + size]
    assert query_tokens(part) <= tokens(whole)


@given(TEXTS)
def test_sqlite_keeps_every_token_whole(text):
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE t USING fts5(x, content='', detail=none, tokenize='unicode61 remove_diacritics 0')"
    )
    found = tokens(normal(text))
    db.execute("INSERT INTO t (rowid, x) VALUES (1, ?)", (" ".join(sorted(found)),))
    for token in found:
        assert db.execute("SELECT rowid FROM t WHERE t MATCH ?", (f'"{token}"',)).fetchone() == (1,), token
    db.close()


def test_initials_with_all_readings():
    assert spellings("滨江", TABLE) == ["bj"]
    assert spellings("重庆", TABLE)[0] == "zq", "the usual reading first"
    assert {"cq", "zq", "tq"} == set(spellings("重庆", TABLE))
    assert "a1kj" in spellings("A1科技", TABLE)
    assert len(spellings("重长" * 20, TABLE)) <= MAX_SPELLINGS


def test_normal_form():
    assert normal("ＡＢｃ１２（") == "abc12("


@pytest.fixture
def db():
    """A small searchable table without the rest of the store."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE g USING fts5(x, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')"
    )
    connection.execute("CREATE TABLE s (id INTEGER PRIMARY KEY, hay TEXT)")
    yield connection
    connection.close()


def test_same_rows_as_like(db):
    chance = random.Random(7)
    alphabet = "杭州滨江科技有限公司网络智能物联重庆ABC0123456789"
    hays = []
    for number in range(1, 1500):
        text = "".join(chance.choices(alphabet, k=chance.randint(4, 16)))
        hay = haystack([text, f"BJ-KJ-2024-{number:05d}", *spellings(text, TABLE)])
        hays.append(hay)
        db.execute("INSERT INTO s VALUES (?, ?)", (number, hay))
        db.execute("INSERT INTO g (rowid, x) VALUES (?, ?)", (number, " ".join(tokens(hay))))
    for _ in range(300):
        source = chance.choice(hays).split("\n")[chance.randint(0, 1)]
        start = chance.randrange(len(source))
        part = source[start : start + chance.randint(1, 6)]
        plain = [
            r[0]
            for r in db.execute("SELECT id FROM s WHERE instr(hay, ?) > 0 ORDER BY id DESC LIMIT 50", (part,))
        ]
        terms = " AND ".join(f'"{token}"' for token in sorted(query_tokens(part)))
        assert terms or not part.strip(), "every part can be looked up"
        if not terms:
            continue
        sql = "SELECT s.id FROM g JOIN s ON s.id = g.rowid WHERE g MATCH ? AND instr(s.hay, ?) > 0 ORDER BY g.rowid DESC LIMIT 50"
        assert [r[0] for r in db.execute(sql, (terms, part))] == plain, part


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5))
def test_only_the_tokens_that_changed_are_written(stayed, before, after):
    old, new = haystack([*stayed, *before]), haystack([*after, *stayed])
    left, came = changed_tokens(old, new)
    assert left == tokens(old) - tokens(new)
    assert came == tokens(new) - tokens(old)


def test_signs_are_looked_up_too():
    case = tokens(haystack(["BJ-KJ-2024-00017", "（十三）", "12-1"]))
    for part in ("4-0", "-", "十三)", "(", "2-1"):
        assert query_tokens(part) and query_tokens(part) <= case, part
    for part in ("2-2", "十)", "1-2", "[", "4-1"):
        assert not query_tokens(part) <= case, part


def test_what_is_looked_up_is_what_spares_comparing():
    hays = [f"有限公司\n{'甲' if place % 50 == 0 else '乙'}\n{place:04d}" for place in range(200)]
    sample = Sample(hays, [frozenset({"all", "rare" if place == 3 else "usual"}) for place in range(200)])
    chosen = sample.worthwhile(
        [*sample.word("有限公司甲", ()), sample.either(["all"]), sample.either(["rare"])]
    )
    assert chosen[0].sql == '"司甲"', "the rarest first; not in the sample is rarer than anything"
    assert not any(term.sql in ('"有限"', '("all")') for term in chosen), (
        "what all cases have narrows nothing"
    )
    assert sample.worthwhile(sample.word("限", ())) == [], "then everything is compared"
    assert len(Sample([], []).worthwhile(sample.word("有限公司", ()))) == 3, (
        "few cases: everything is looked up"
    )


def marked(text, *words):
    return [text[start:end] for start, end in spans(text, words, TABLE)]


def test_where_words_stand():
    assert marked("杭州滨江科技", "滨江") == ["滨江"]
    assert marked("杭州滨江科技", "bjk") == ["滨江科"], "as initials"
    assert marked("重庆路（滨江）店", "cqlb") == ["重庆路（滨"], "any reading, over brackets"
    assert marked("ＡＢc公司", "abc") == ["ＡＢc"], "full width"
    assert marked("杭州滨江", "杭州", "州滨") == ["杭州滨"]
    assert marked("杭州滨江", "没有", "h") == []
