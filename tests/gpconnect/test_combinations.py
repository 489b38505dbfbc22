"""What may be asked for together: the table of the specification, the simulator, and our calls."""

import json
from datetime import date

import pytest

from gpconnect import protocol
from gpsimulator import parameters
from gpsimulator.outcomes import Refused
from tests.gpconnect.answers import NHS_NUMBER

TODAY = date(2026, 11, 28)
# Beside either of these areas, the parts that may not be sent (reference, section 5).
_BOTH = {
    ("includeMedication", "medicationSearchFromDate"),
    ("includeUncategorisedData", "uncategorisedDataSearchPeriod"),
    ("includeReferrals", "referralSearchPeriod"),
    ("includeDiaryEntries", "diaryEntriesSearchDate"),
    ("includeImmunisations", "includeNotGiven"),
    ("includeImmunisations", "includeStatus"),
}
FORBIDDEN = {
    "includeConsultations": _BOTH | {("includeProblems", "filterStatus")},
    "includeProblems": _BOTH,
}
VALUES = {
    "medicationSearchFromDate": {"valueDate": "2026-01-01"},
    "uncategorisedDataSearchPeriod": {"valuePeriod": {"start": "2026-01-01"}},
    "referralSearchPeriod": {"valuePeriod": {"start": "2026-01-01"}},
    "diaryEntriesSearchDate": {"valueDate": "2026-12-01"},
    "includeNotGiven": {"valueBoolean": True},
    "includeStatus": {"valueBoolean": True},
    "filterStatus": {"valueCode": "active"},
}
COMBINATIONS = [
    (beside, area, part) for beside, parts in FORBIDDEN.items() for area, part in sorted(parts)
]
OURS = {"record": protocol.record, "further": protocol.further}


def sent(call):
    return call.parameters["parameter"]


def pairs(asked):
    """Each (area, part) of a question."""
    return {(one["name"], part["name"]) for one in asked for part in one.get("part", ())}


def refusal(asked):
    """Why the simulator would not answer this; nothing when it would."""
    body = {"resourceType": "Parameters", "parameter": asked}
    try:
        parameters.read(
            json.dumps(body).encode(), today=TODAY, disabled=frozenset(), unknown=frozenset()
        )
    except Refused as refused:
        return refused.outcome["issue"][0]["details"]["coding"][0]["code"]
    return ""


@pytest.mark.parametrize(("beside", "area", "part"), COMBINATIONS)
def test_the_simulator_refuses_what_the_table_forbids(beside, area, part):
    number = sent(protocol.record(NHS_NUMBER))[0]
    with_part = {"name": area, "part": [{"name": part, **VALUES[part]}]}

    assert refusal([number, {"name": beside}, with_part]) == "INVALID_PARAMETER"
    assert refusal([number, with_part]) == ""


@pytest.mark.parametrize("name", OURS)
def test_our_questions_are_permitted_by_the_table_and_by_the_simulator(name):
    asked = sent(OURS[name](NHS_NUMBER))

    areas = {one["name"] for one in asked}
    forbidden = set().union(*(FORBIDDEN.get(area, set()) for area in areas))
    assert not pairs(asked) & forbidden
    assert refusal(asked) == ""


def test_two_questions_ask_for_every_area_there_is():
    areas = {one["name"] for make in OURS.values() for one in sent(make(NHS_NUMBER))}

    assert areas == {"patientNHSNumber", *parameters._AREAS}


def test_each_medicine_comes_with_its_issues():
    assert ("includeMedication", "includePrescriptionIssues") in pairs(
        sent(protocol.record(NHS_NUMBER))
    )
