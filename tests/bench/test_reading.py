"""The record that reading is measured by is a whole one, and as large as it says."""

import json

from bench.reading import DAY, RICHEST, SIZE, repeated
from gpconnect.reading import as_json, read_bundle
from gpsimulator import records
from gpsimulator.people import PEOPLE
from gpsimulator.practices import PRACTICES


def the_richest():
    person = PEOPLE[RICHEST]
    return records.build(person, PRACTICES[person.practice], DAY)


def test_the_measured_record_is_the_richest_said_again_under_new_ids():
    once = as_json(read_bundle(the_richest()))

    data = repeated(the_richest(), SIZE)

    again = as_json(read_bundle(data))
    assert SIZE <= len(data) < 1.3 * SIZE
    assert (again["unreadable"], again["unlisted"], again["unreached"]) == (0, {}, {})
    assert again["patient"] == once["patient"]
    times = again["areas"]["medications"]["entries"] / once["areas"]["medications"]["entries"]
    assert times > 3
    for name in once["areas"].keys() - {"ended_allergies"}:
        assert again["areas"][name]["entries"] == times * once["areas"][name]["entries"]
        assert again["areas"][name]["unresolved"] == 0
    assert again["areas"]["ended_allergies"] == once["areas"]["ended_allergies"]
    resources = [entry["resource"] for entry in json.loads(data)["entry"]]
    named = [(one["resourceType"], one["id"]) for one in resources if "id" in one]
    assert len(named) == len(set(named))
