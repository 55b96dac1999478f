"""Every screen, page of the settings and step of a case walked through with the Tab key alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gallery.frame import Gallery
from ui.navigation import SCREENS
from ui.screens.case.guide import STEPS
from ui.screens.settings.view import SECTIONS


def walk(gallery: Gallery) -> None:
    """Press Tab round every page, and the keys that lead there and to the help."""
    hand = gallery.hand
    for entry in SCREENS:
        hand.window.open_screen("workbench")
        hand.press(
            getattr(Qt.Key, _KEYS.get(str(entry.digit), f"Key_{entry.digit}")),
            hand.window,
            Qt.KeyboardModifier.AltModifier,
        )
        hand.settle()
        if hand.window.current_name() != entry.name:
            gallery.faults.append(f"Alt+{entry.digit} does not lead to {entry.title}")
        gallery.walk(f"tab-{entry.name}", hand.window)
    hand.window.open_screen("settings")
    for place in range(len(SECTIONS)):
        hand.page.bar.turn_to(place)
        gallery.walk(f"tab-settings-{place}", hand.window)
    for name in ("policy", "targets", "letters", "applicants"):
        hand.window.open_screen(name)
        for place in range(1, 4):
            hand.press(getattr(Qt.Key, f"Key_{place + 1}"), hand.page, Qt.KeyboardModifier.ControlModifier)
            gallery.walk(f"tab-{name}-{place + 1}", hand.window)
    hand.window.new_case("13-1")
    gallery.walk("tab-new-case", hand.window)
    hand.window.open_screen("cases")
    hand.settle()
    hand.window.open_case(hand.page.model.row(0).id)
    hand.settle()
    for step in range(len(STEPS)):
        hand.page.guide.go_to(step)
        gallery.walk(f"tab-case-{step + 1}", hand.window)


_KEYS = {"-": "Key_Minus"}
