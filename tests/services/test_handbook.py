"""The handbook: every screen has its topic, every word is found, and it prints."""

from datetime import datetime
from io import BytesIO

import pdfplumber
import pytest

import resources
from models.letters.press import Press
from models.services.handbook import handbook_pdf, load_topics, topic_blocks, topic_for

TOPICS = load_topics(resources.path("help"))


def test_every_screen_of_the_window_has_a_topic():
    from ui.navigation import SCREENS

    explained = {screen.partition("#")[0] for topic in TOPICS for screen in topic.screens}
    assert {entry.name for entry in SCREENS} <= explained


def test_topics_are_searched_by_any_words():
    assert [topic.name for topic in TOPICS if topic.mentions("四舍五入")] == ["amounts", "figures"]
    assert topic_for(TOPICS, "case").name == "guide"
    assert topic_for(TOPICS, "nowhere") is TOPICS[0]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_each_topic_begins_with_its_title(topic):
    assert topic.text.startswith(f"# {topic.title}\n")
    assert topic_blocks(topic.text)


def test_it_prints_whole():
    pdf = handbook_pdf(
        TOPICS, press=Press(resources.path()), author="区科技局", created=datetime(2024, 6, 28)
    )
    with pdfplumber.open(BytesIO(pdf)) as book:
        text = "".join((page.extract_text() or "") for page in book.pages).replace("\n", "").replace(" ", "")
    assert "滨惠办使用手册" in text
    for number, topic in enumerate(TOPICS):
        # Once among the contents, once above the topic.
        assert text.count(f"、{topic.title}") >= 2, number
    assert "**" not in text and "`" not in text
