"""Answers damaged at random: nothing escapes the reader, and nothing sent vanishes uncounted.

What "uncounted" means is written in tests/gpconnect/accounting.py. `make faults` damages twenty
thousand answers; this is a short run of the same.
"""

import copy
import json
import random

import pytest

from gpconnect.reading import GpRecord, NotARecord, read_bundle
from gpconnect.reading.fhir import concept
from tests.gpconnect.answers import a_bundle, a_list, an_allergy, as_bytes, record_of
from tests.gpconnect.campaign import originals, run
from tests.gpconnect.damage import harm
from tests.gpconnect.published import examples

ROUNDS = 25


def test_answers_damaged_at_random_are_read_and_accounted_for():
    tally, faults = run(originals(), 300, seed=2026)

    assert faults == []
    assert tally["records"] > 200
    assert tally["not_records"] > 0


def test_a_fault_is_told_with_what_makes_it_again():
    _, faults = run([Broken()], 1, seed=7)

    assert faults == ["7/0 broken: KeyError('gone')"]


class Broken:
    """A record that cannot be read at all."""

    name = "broken"

    def copy(self, _chance):
        raise KeyError("gone")


def after_damage(document, chance):
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 8)):
        harm(document, chance)
    return document


def coded_things(path):
    """The code of every entry that is called by it."""
    resources = [entry["resource"] for entry in json.loads(path.read_bytes())["entry"]]
    kinds = {"AllergyIntolerance", "Condition", "Observation", "Medication"}
    return [each["code"] for each in resources if each["resourceType"] in kinds]


def says(value):
    return any(isinstance(each, str) and each.strip() for each in in_a_list(value))


def in_a_list(value):
    return value if isinstance(value, list) else [value]


def is_named(coded):
    """Whether damage has left a word in any place where a coded thing is named."""
    things = [each for each in in_a_list(coded) if isinstance(each, dict)]
    thing = things[0] if things else {}
    codings = in_a_list(thing.get("coding"))
    displays = [each.get("display") for each in codings if isinstance(each, dict)]
    return any(map(says, (coded, thing.get("text"), codings, *displays)))


@pytest.mark.parametrize("path", examples("full-records/*.json"))
def test_a_damaged_name_is_shown_while_a_word_of_it_is_left(path):
    chance = random.Random(path.name)

    for coded in coded_things(path)[:ROUNDS]:
        for _ in range(ROUNDS):
            left = after_damage({"code": coded}, chance).get("code")
            assert concept(left) or not is_named(left), left


def test_a_record_cut_off_at_any_byte_is_no_record():
    whole = as_bytes(a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1")))

    assert isinstance(read_bundle(whole), GpRecord)
    for end in range(len(whole)):
        assert isinstance(read_bundle(whole[:end]), NotARecord)


def test_a_record_that_points_at_itself_ten_thousand_times_does_not_grow():
    many = ["List/l1"] * 10_000
    record = record_of(
        a_bundle(
            a_list("325851000000107", *many, id="l1", encounter={"reference": "Encounter/e"}),
            {"resourceType": "Encounter", "id": "e"},
            a_list("consultations", *["Encounter/e"] * 10_000),
        )
    )

    consultations = record.areas["consultations"]
    assert consultations.entries == 10_000
    assert sum(len(item.sections) for item in consultations.items) == 0


def test_a_list_that_contains_ten_thousand_allergies_is_read_whole():
    names = [f"e{number}" for number in range(10_000)]
    contained = [an_allergy(name) for name in [*names, "e1"]]

    record = record_of(
        a_bundle(a_list("ended_allergies", *(f"#{name}" for name in names), contained=contained))
    )

    assert len(record.areas["ended_allergies"].items) == 10_000
    assert record.unlisted == {"AllergyIntolerance": 1}
