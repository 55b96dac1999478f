"""The year's curve: a readable scale, one point per day, words for those who cannot see it, and real ink."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import resources
from models.periods import Period
from ui.theme import Theme
from ui.widgets.year_curve import Curve, YearCurve, nice_top, plain

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def curve(*points: tuple[date, str], shared: bool = True) -> Curve:
    return Curve(YEAR, tuple((day, Decimal(value)) for day, value in points), Decimal("8.5"), "亿元", shared)


@pytest.mark.parametrize(
    ("largest", "top", "step"),
    [
        ("8.5", "10", "2.5"),
        ("100", "100", "25"),
        ("7600", "8000", "2000"),
        ("0.8", "0.8", "0.2"),
        ("1", "1", "0.25"),
    ],
)
def test_scale_is_easy_to_read(largest: str, top: str, step: str) -> None:
    assert nice_top(Decimal(largest)) == (Decimal(top), Decimal(step))


@given(st.decimals(min_value="0.001", max_value="1e12", places=3))
def test_scale_holds_the_largest_in_few_steps(largest: Decimal) -> None:
    top, step = nice_top(largest)
    assert top >= largest
    assert 2 <= top / step <= 5


def test_numbers_without_needless_zeros() -> None:
    assert [plain(Decimal(text)) for text in ("8.50", "7600", "26.550000005", "0")] == [
        "8.5",
        "7,600",
        "26.55",
        "0",
    ]


def test_last_figure_of_a_day_counts_and_days_are_in_order() -> None:
    made = curve((date(2024, 5, 31), "4"), (date(2024, 2, 29), "1"), (date(2024, 5, 31), "4.2"))
    assert made.in_order() == ((date(2024, 2, 29), Decimal(1)), (date(2024, 5, 31), Decimal("4.2")))


def test_words_tell_what_the_picture_shows(qtbot: QtBot) -> None:
    widget = YearCurve(Theme(resources.path))
    qtbot.addWidget(widget)
    widget.show_curve(curve((date(2024, 5, 31), "4.45")), "填报后在此显示走势")
    assert widget.accessibleDescription() == "目标 8.5亿元；5月31日 4.45亿元"
    widget.show_curve(curve(), "填报后在此显示走势")
    assert "填报后在此显示走势" in widget.accessibleDescription()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_points_and_lines_are_drawn_in_the_colours_in_force(qtbot: QtBot, ratio: float) -> None:
    theme = Theme(resources.path)
    widget = YearCurve(theme)
    qtbot.addWidget(widget)
    widget.resize(320, 180)
    widget.show_curve(curve(), "还没有")
    before = painted(widget, ratio)
    widget.show_curve(curve((date(2024, 3, 31), "2"), (date(2024, 6, 30), "5")))
    after = painted(widget, ratio)
    accent = QColor(theme.tokens.accent).rgb()
    assert count(after, accent) > count(before, accent) + 30


def painted(widget: YearCurve, ratio: float) -> QImage:
    image = QImage(round(320 * ratio), round(180 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    widget.render(image)
    return image


def count(image: QImage, colour: int) -> int:
    return sum(image.pixel(x, y) == colour for x in range(image.width()) for y in range(image.height()))
