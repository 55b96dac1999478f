"""The shipped pack, read once."""

import pytest

import resources
from models.policy.loader import load_pack


@pytest.fixture(scope="session")
def pack_folder():
    return resources.path("policy", "bz-2024-12")


@pytest.fixture(scope="session")
def pack(pack_folder):
    return load_pack(pack_folder)
