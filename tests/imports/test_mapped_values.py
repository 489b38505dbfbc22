"""Values of lists that a provider mapped itself, which no vendor has promised to keep to a form."""

from datetime import time

import pytest

from imports import reasons
from tests.imports.mappings import of_willow

LISTED = {"holds": "allergies", "key": "No", "person": "Who", "fields": {"causative_agent": "What"}}
FALLS = {"holds": "incidents", "key": "No", "person": "Who",
         "fields": {"text": "What", "happened_time": "Time"}}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "state", "doubts"), [("NONE KNOWN", "none known", 0), ("tbc", "not asked", 1)]
)
def test_none_known_in_a_mapped_list_of_allergies_is_no_allergy(typed, state, doubts):
    [row] = of_willow("allergies", LISTED, f"No,Who,What\n1,1,{typed}\n".encode())

    assert (row.item.state, row.item.agents, len(row.warnings)) == (state, (), doubts)


def test_a_substance_in_a_mapped_list_of_allergies_is_one():
    [row] = of_willow("allergies", LISTED, b"No,Who,What\n1,1,Penicillin\n")

    assert dict(row.item.fields)["causative_agent"] == "Penicillin"


def test_a_time_that_nobody_can_read_is_a_doubt_and_not_a_time():
    rows = of_willow("falls", FALLS, b"No,Who,What,Time\n1,1,Fell,?!\n2,1,Slipped,8.30pm\n")

    assert [dict(row.item.fields)["happened_time"] for row in rows] == [None, time(20, 30)]
    assert rows[0].warnings == (f"{reasons.TIME_NOT_UNDERSTOOD}: ?!",)
