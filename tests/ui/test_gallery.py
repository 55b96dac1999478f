"""Every state of the gallery comes up in the smallest window without an error, with nothing cut off or covered."""

from __future__ import annotations

import pytest

from tests.gallery.frame import Gallery
from tests.gallery.offices import Shelf
from tests.gallery.states import GROUPS, Group, take_group

# A screen of 1920 × 1080 at 200 %: what has room here has room in every larger window.
SMALLEST = (960, 540)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("offices"))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_state_stands_whole(qapp: object, shelf: Shelf, group: Group) -> None:
    gallery = Gallery(None, SMALLEST)
    take_group(gallery, shelf, group)
    assert gallery.taken
    assert gallery.faults == []
