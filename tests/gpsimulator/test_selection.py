"""Sections 5 to 7: what a request gets, area by area."""

import pytest

from gpsimulator.graph import references
from tests.gpsimulator.asking import (
    ALLERGIES,
    AREAS,
    ART,
    IMRAN,
    JAMES,
    MARY,
    include,
    items_of,
    list_of,
    lists_of,
    resources,
)

LISTS = {
    "includeAllergies": "886921000000105",
    "includeMedication": "933361000000108",
    "includeProblems": "717711000000103",
    "includeConsultations": "1149501000000101",
    "includeImmunisations": "1102181000000102",
    "includeInvestigations": "887191000000108",
    "includeReferrals": "792931000000107",
    "includeDiaryEntries": "714311000000108",
    "includeUncategorisedData": "826501000000100",
}
ENDED = "1103671000000101"
LINKED = "problems-linked-problems-not-relating-to-the-primary-query"
ACTIVE_ONLY = include("includeAllergies", valueBoolean__includeResolvedAllergies=False)


def codes_of_lists(response) -> set[str]:
    """Codes of the lists that are not the structure of a consultation."""
    found = (one for one in resources(response, "List") if "id" not in one)
    return {one["code"]["coding"][0]["code"] for one in found}


def referenced(response) -> set[str]:
    """Every reference in the answer, less those within a list's own resources."""
    return {one for one in references(response.json()) if not one.startswith("#")}


def held(response) -> set[str]:
    return {f"{one['resourceType']}/{one['id']}" for one in resources(response) if "id" in one}


@pytest.mark.parametrize("area", ["includeAllergies", *AREAS])
def test_one_area_brings_its_list_and_no_other_areas(gp, area):
    response = gp.ask(ART, ACTIVE_ONLY if area == "includeAllergies" else include(area))

    found = codes_of_lists(response)
    assert found & {*LISTS.values(), ENDED} == {LISTS[area]}
    assert items_of(response, LISTS[area])
    assert {"Patient", "Organization", "Practitioner", "PractitionerRole"} <= {
        one["resourceType"] for one in resources(response)
    }


@pytest.mark.parametrize("area", AREAS)
def test_every_reference_of_an_answer_is_in_it_unless_it_is_a_problems_link(gp, area):
    response = gp.ask(MARY, include(area), ods="Z99002")

    missing = referenced(response) - held(response)
    links = {
        target
        for problem in resources(response, "Condition")
        for target in references(problem["extension"])
    }
    assert missing <= links
    assert not missing or area != "includeProblems"


def test_lists_of_areas_have_no_id_and_structure_lists_do(gp):
    response = gp.ask(ART)

    structure = {"325851000000107", "25851000000105", "24781000000107"}
    for one in resources(response, "List"):
        assert ("id" in one) == (one["code"]["coding"][0]["code"] in structure)


def test_ended_allergies_come_only_when_asked_and_only_inside_their_list(gp):
    without, with_ended = gp.ask(ART, ACTIVE_ONLY), gp.ask(ART, ALLERGIES)

    assert not lists_of(without, ENDED)
    ended = list_of(with_ended, ENDED)
    assert [one["item"]["reference"] for one in ended["entry"]] == [
        f"#{one['id']}" for one in ended["contained"]
    ]
    assert ended["contained"][0]["clinicalStatus"] == "resolved"
    active = resources(with_ended, "AllergyIntolerance")
    assert {one["clinicalStatus"] for one in active} == {"active"}
    assert len(active) == len(items_of(with_ended, LISTS["includeAllergies"])) == 2


@pytest.mark.parametrize(
    ("parts", "has_issues"),
    [
        ({}, True),
        ({"valueBoolean__includePrescriptionIssues": True}, True),
        ({"valueBoolean__includePrescriptionIssues": False}, False),
    ],
)
def test_issues_come_unless_declined(gp, parts, has_issues):
    response = gp.ask(ART, include("includeMedication", **parts))

    intents = [one["intent"] for one in resources(response, "MedicationRequest")]
    assert intents.count("plan") == 5
    assert ("order" in intents) == has_issues


@pytest.mark.parametrize(
    ("date", "drugs"),
    [
        ("2026-02-18", 5),  # the antibiotic ended on this day
        ("2026-02-19", 4),
        ("2026-11-19", 4),
        ("2026-11-20", 3),  # the acute laxative has ended, the repeats have not
    ],
)
def test_a_medication_date_keeps_what_has_not_ended_before_it(gp, date, drugs):
    asked = include("includeMedication", valueDate__medicationSearchFromDate=date)

    response = gp.ask(ART, asked)

    assert len(items_of(response, LISTS["includeMedication"])) == drugs
    assert len(resources(response, "MedicationStatement")) == drugs


def test_the_most_recent_consultations_come_with_their_structure_and_contents(gp):
    last_three = include("includeConsultations", valuePositiveInt__includeNumberOfMostRecent=3)

    response = gp.ask(ART, last_three)

    items = items_of(response, LISTS["includeConsultations"])
    encounters = {f"Encounter/{one['id']}": one for one in resources(response, "Encounter")}
    starts = [encounters[item]["period"]["start"][:10] for item in items]
    assert starts == ["2026-11-09", "2026-10-14", "2026-09-02"]
    consultations = [
        one
        for one in resources(response, "List")
        if one["code"]["coding"][0]["code"] == "325851000000107"
    ]
    assert {one["encounter"]["reference"] for one in consultations} == set(items)
    assert referenced(response) - held(response) <= {
        target
        for problem in resources(response, "Condition")
        for target in references(problem["extension"])
    }


def test_what_older_consultations_held_is_not_among_the_contained(gp):
    area = "consultations-medications-contained-in-consultations"
    latest = include("includeConsultations", valuePositiveInt__includeNumberOfMostRecent=1)

    every = gp.ask(ART, include("includeConsultations"))
    one = gp.ask(ART, latest, include("includeMedication"))

    assert len(items_of(every, area)) == 2  # the laxative of November, the tamsulosin of March
    assert len(items_of(one, area)) == 1


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"start": "2026-10-14"}, ["2026-11-09", "2026-10-14"]),
        ({"end": "2026-09-02"}, ["2026-09-02", "2026-03-16"]),
        ({"start": "2026-09-01", "end": "2026-10-14"}, ["2026-10-14", "2026-09-02"]),
        ({"end": "2001-01-01"}, []),
    ],
)
def test_a_period_of_consultations_includes_both_its_days(gp, period, expected):
    asked = include("includeConsultations", valuePeriod__consultationSearchPeriod=period)

    response = gp.ask(ART, asked)

    encounters = {f"Encounter/{one['id']}": one for one in resources(response, "Encounter")}
    items = items_of(response, LISTS["includeConsultations"])
    assert [encounters[item]["period"]["start"][:10] for item in items] == expected
    if not expected:
        empty = list_of(response, LISTS["includeConsultations"])
        assert empty["note"] == [{"text": "Information not available"}]
        assert empty["emptyReason"]["coding"][0]["code"] == "no-content-recorded"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [(["active"], 5), (["inactive"], 1), (["active", "inactive"], 6), ([], 6)],
)
def test_problems_are_filtered_by_status(gp, statuses, expected):
    asked = [include("includeProblems", valueCode__filterStatus=one) for one in statuses]

    response = gp.ask(ART, *(asked or [include("includeProblems")]))

    assert len(items_of(response, LISTS["includeProblems"])) == expected


def test_problems_bring_what_relates_to_them_and_who_wrote_it(gp):
    response = gp.ask(ART, include("includeProblems"))

    assert items_of(response, "problems-medications-related-to-problems")
    assert items_of(response, "problems-consultations-related-to-problems")
    statements = resources(response, "MedicationStatement")
    assert set(items_of(response, "problems-medications-related-to-problems")) == {
        f"MedicationStatement/{one['id']}" for one in statements
    }
    assert all(one["intent"] == "plan" for one in resources(response, "MedicationRequest"))


def test_another_area_brings_the_problems_linked_to_it_in_their_one_list(gp):
    response = gp.ask(ART, include("includeMedication"))

    linked = items_of(response, LINKED)
    names = {
        one["code"]["coding"][0]["display"]
        for one in resources(response, "Condition")
        if f"Condition/{one['id']}" in linked
    }
    assert names == {"Hypertensive disorder", "Osteoarthritis", "Benign prostatic hyperplasia"}
    assert not lists_of(response, LISTS["includeProblems"])


def test_the_parent_of_a_filtered_problem_is_linked_not_listed(gp):
    asked = include("includeProblems", valueCode__filterStatus="inactive")

    response = gp.ask(MARY, asked, ods="Z99002")

    conditions = {f"Condition/{one['id']}": one for one in resources(response, "Condition")}
    listed = items_of(response, LISTS["includeProblems"])
    assert [conditions[one]["clinicalStatus"] for one in listed] == ["inactive", "inactive"]
    linked = [conditions[one]["code"]["coding"][0]["display"] for one in items_of(response, LINKED)]
    assert linked == ["Alzheimer's disease"]


@pytest.mark.parametrize(
    ("parts", "given", "not_given", "statuses"),
    [
        ({}, True, False, True),
        ({"valueBoolean__includeNotGiven": True}, True, True, True),
        ({"valueBoolean__includeStatus": False}, True, False, False),
    ],
)
def test_immunisations_not_given_and_consent(gp, parts, given, not_given, statuses):
    asked = include("includeImmunisations", **parts)

    art, imran = gp.ask(ART, asked), gp.ask(IMRAN, asked, ods="Z99002")

    flags = {one["notGiven"] for one in resources(art, "Immunization")}
    assert ((False in flags), (True in flags)) == (given, not_given)
    items = items_of(imran, LISTS["includeImmunisations"])
    assert any(one.startswith("Observation/") for one in items) == statuses


@pytest.mark.parametrize(
    ("area", "part", "period", "expected"),
    [
        ("includeInvestigations", "investigationSearchPeriod", {"start": "2026-09-03"}, 0),
        ("includeInvestigations", "investigationSearchPeriod", {"start": "2026-09-02"}, 2),
        ("includeReferrals", "referralSearchPeriod", {"end": "2026-10-13"}, 0),
        ("includeReferrals", "referralSearchPeriod", {"end": "2026-10-14"}, 1),
    ],
)
def test_periods_of_other_areas(gp, area, part, period, expected):
    response = gp.ask(ART, include(area, **{f"valuePeriod__{part}": period}))

    assert len(items_of(response, LISTS[area])) == expected


def test_uncategorised_data_that_is_undated_or_partly_dated_may_always_match(gp):
    def found(**period: str) -> set[str]:
        part = {"valuePeriod__uncategorisedDataSearchPeriod": period}
        response = gp.ask(ART, include("includeUncategorisedData", **part))
        items = items_of(response, LISTS["includeUncategorisedData"])
        return {
            one.get("effectiveDateTime", "undated")
            for one in resources(response, "Observation")
            if f"Observation/{one['id']}" in items
        }

    assert found(start="1989-06-01", end="1989-06-02") == {"undated", "1989"}
    assert found(end="1988-12-31") == {"undated"}


def test_diary_entries_up_to_a_date(gp):
    soon = include("includeDiaryEntries", valueDate__diaryEntriesSearchDate="2199-01-01")

    response = gp.ask(JAMES, soon, ods="Z99003")

    due = [one["occurrenceDateTime"] for one in resources(response, "ProcedureRequest")]
    assert len(due) == 2
    assert all(one["intent"] == "plan" for one in resources(response, "ProcedureRequest"))
    before = include("includeDiaryEntries", valueDate__diaryEntriesSearchDate=min(due))
    assert len(items_of(gp.ask(JAMES, before, ods="Z99003"), LISTS["includeDiaryEntries"])) == 1


def test_areas_that_are_empty_say_so_and_are_not_absent(gp):
    response = gp.ask("9990010021")

    for code in (*LISTS.values(), ENDED):
        found = list_of(response, code)
        assert "entry" not in found
        assert found["emptyReason"]["coding"][0]["code"] == "no-content-recorded"
        assert found["note"] == [{"text": "Information not available"}]
