"""Proposed full names belong to units that the document names."""

import resources
from models.policy.units import proposal, unit_names

FILE = resources.path("units.toml")


def test_every_proposal_is_for_a_unit_of_the_document(pack):
    assert set(unit_names(FILE)) <= set(pack.document.unit)
    for name in unit_names(FILE).values():
        assert name.full and name.prefix.startswith("滨") and name.prefix.endswith("惠")


def test_prefixes_differ():
    prefixes = [name.prefix for name in unit_names(FILE).values()]
    assert len(set(prefixes)) == len(prefixes)


def test_a_unit_without_proposal_keeps_its_name():
    assert proposal(FILE, "物联网产业园").full == "物联网产业园"
    assert proposal(FILE, "区科技局").full == "杭州市滨江区科学技术局"
