"""Every state of the gallery comes up without an error, with nothing cut off or covered."""

from __future__ import annotations

import pytest

from tests.gallery.frame import Gallery
from tests.gallery.offices import Shelf
from tests.gallery.states import GROUPS, Group, take_group

# A maximised window on a screen of 1366 × 768.
USUAL = (1366, 728)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("offices"))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_state_stands_whole(qapp: object, shelf: Shelf, group: Group) -> None:
    gallery = Gallery(None, USUAL)
    take_group(gallery, shelf, group)
    assert gallery.taken
    assert gallery.faults == []
