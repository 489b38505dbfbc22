"""Answers damaged at random: nothing escapes the reader, and every entry is accounted for."""

import copy
import json
import os
import random

import pytest

from gpconnect.reading import GpRecord, NotARecord, as_json, read_bundle
from gpconnect.reading.fhir import concept
from tests.gpconnect.answers import a_bundle, a_list, an_allergy, as_bytes, record_of
from tests.gpconnect.published import examples

ROUNDS = int(os.environ.get("GP_FUZZ_ROUNDS", "25"))
HOSTILE: list = [
    None,
    True,
    0,
    -1.5,
    10**5000,
    float("nan"),
    "",
    " ",
    "\x00\ud800",
    "<script>",
    "x" * 5000,
    "List/l1",
    "#",
    [],
    [[]],
    [None],
    {},
    {"reference": "List/l1"},
    {"reference": ["AllergyIntolerance/a1"]},
    {"coding": {"code": {}}},
    {"resourceType": "List"},
]
# What another supplier might send where this one sent something else.
RETYPED = (
    lambda value: [value],
    lambda value: {"value": value},
    lambda value: next(iter(value), None) if isinstance(value, list) else 7,
    lambda _value: "in words",
)


def places(node, found):
    """Every (container, key) in a document."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        found.append((node, key))
        if isinstance(value, dict | list):
            places(value, found)
    return found


def damaged(document, chance):
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 8)):
        found = places(document, [])
        if not found:
            return document
        container, key = chance.choice(found)
        match chance.randint(0, 5):
            case 0:
                container[key] = copy.deepcopy(chance.choice(HOSTILE))
            case 1:
                del container[key]
            case 2 if isinstance(container, list):
                container.insert(key, copy.deepcopy(container[key]))
            case 3 if isinstance(container, dict):
                container[f"_{key}"] = container.pop(key)
            case 4:
                container[key] = chance.choice(RETYPED)(container[key])
            case _:
                other, name = chance.choice(found)
                container[key] = copy.deepcopy(other[name])
    return document


def check_accounts(document):
    """What an answer says of itself adds up: each list entry is an item or unresolved."""
    read = read_bundle(document)
    understood = as_json(read)
    json.dumps(understood).encode()
    if isinstance(read, NotARecord):
        assert not is_bundle(document)
        return
    for area in understood["areas"].values():
        assert area["entries"] == len(area["items"]) + area["unresolved"]
        assert (area["state"] == "present") == (area["entries"] > 0)
        assert all(item["display"].strip() for item in area["items"])
    assert read.unreadable >= len([e for e in document.get("entry", []) if not is_readable(e)])


def is_bundle(document):
    is_list = isinstance(document.get("entry", []), list)
    return document.get("resourceType") == "Bundle" and is_list


def is_readable(entry):
    resource = entry.get("resource") if isinstance(entry, dict) else None
    return isinstance(resource, dict) and isinstance(resource.get("resourceType"), str)


@pytest.mark.parametrize("path", examples("full-records/*.json"))
def test_a_damaged_published_record_is_still_accounted_for(path):
    chance = random.Random(path.name)
    document = json.loads(path.read_bytes())
    document["entry"] = document["entry"][:60]

    for _ in range(ROUNDS):
        check_accounts(damaged(document, chance))


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
            left = damaged({"code": coded}, chance).get("code")
            assert concept(left) or not is_named(left), left


def test_a_damaged_invented_record_is_still_accounted_for():
    chance = random.Random(1)
    document = a_bundle(
        an_allergy(),
        a_list("allergies", "AllergyIntolerance/a1"),
        a_list("ended_allergies", "#e1", contained=[an_allergy("e1")]),
        a_list("325851000000107", "List/l1", id="l1"),
    )

    for _ in range(ROUNDS * 20):
        check_accounts(damaged(document, chance))


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
