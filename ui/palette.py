"""The colours of the window in light and dark, by what they mean."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One colour per meaning; text colours keep a contrast of 4.5:1 on every ground they stand on."""

    window: str
    surface: str
    field: str
    sunken: str
    hover: str
    line: str
    line_strong: str
    thumb: str
    text: str
    text_soft: str
    text_off: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_line: str
    accent_text: str
    on_accent: str
    ok: str
    ok_soft: str
    bad: str
    bad_soft: str
    bad_line: str
    wait: str
    wait_soft: str
    wait_line: str
    mark: str
    on_mark: str

    def as_dict(self) -> dict[str, str]:
        """Return name → colour, for filling the style sheet."""
        return self._asdict()


LIGHT = Tokens(
    window="#F4F6F8",
    surface="#FFFFFF",
    field="#FFFFFF",
    sunken="#EDF0F3",
    hover="#EFF4FA",
    line="#DCE1E7",
    line_strong="#A9B2BE",
    thumb="#B9C1CB",
    text="#17202B",
    text_soft="#4E5A69",
    text_off="#616B78",
    accent="#1E5AA8",
    accent_hover="#174A8C",
    accent_soft="#E2ECF8",
    accent_line="#B7CEEA",
    accent_text="#174F93",
    on_accent="#FFFFFF",
    ok="#17653A",
    ok_soft="#E2F3E8",
    bad="#A3211B",
    bad_soft="#FBE8E6",
    bad_line="#EDBBB7",
    wait="#7A4A00",
    wait_soft="#FCF0D6",
    wait_line="#E9CF95",
    mark="#FFE69A",
    on_mark="#17202B",
)

DARK = Tokens(
    window="#1A1D21",
    surface="#23272D",
    field="#1D2126",
    sunken="#2B3037",
    hover="#2C333C",
    line="#3A4149",
    line_strong="#6B7583",
    thumb="#565F6B",
    text="#E8EBEF",
    text_soft="#B4BDC8",
    text_off="#9AA4B0",
    accent="#7FB2F2",
    accent_hover="#9CC4F6",
    accent_soft="#26384F",
    accent_line="#3B5676",
    accent_text="#A3CAF8",
    on_accent="#0D1B2C",
    ok="#86D6A2",
    ok_soft="#1F3A2A",
    bad="#F3A29C",
    bad_soft="#452624",
    bad_line="#6E3B38",
    wait="#EBC06C",
    wait_soft="#40341B",
    wait_line="#6B5729",
    mark="#6A5518",
    on_mark="#FFF4D0",
)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours after WCAG 2, from 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
