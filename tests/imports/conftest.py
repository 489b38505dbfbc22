"""Whom the tests of imports share."""

import pytest


@pytest.fixture
def adele(rosewood):
    """The administrator of Rosewood."""
    return rosewood.adele
