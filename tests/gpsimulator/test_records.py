"""Section 8: our own records, in the shapes of their suppliers and valid as STU3."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from fhir.resources.STU3.bundle import Bundle
from fhir.resources.STU3.operationoutcome import OperationOutcome

from gpsimulator import records
from gpsimulator.graph import references
from gpsimulator.people import PEOPLE, Person
from gpsimulator.practices import PRACTICES
from gpsimulator.rules import days_of
from gpsimulator.suppliers import EMIS_LIKE, MEDICUS_LIKE, TPP_LIKE
from tests.gpsimulator.asking import ALLERGIES, AREAS, ART, IMRAN, JAMES, MARY, include

DAY = date(2026, 11, 22)


def built(number: str, day: date = DAY) -> dict:
    person = PEOPLE[number]
    return records.build(person, PRACTICES[person.practice], day)


def of_type(bundle: dict, resource_type: str) -> list[dict]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in found if one["resourceType"] == resource_type]


def hyphenated(value):
    """Without the one liberty of the TPP-like shape: underscores, which STU3 bars from ids."""
    if isinstance(value, list):
        return [hyphenated(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: inner.replace("_", "-") if key in ("id", "reference") else hyphenated(inner)
        for key, inner in value.items()
    }


@pytest.mark.parametrize("number", PEOPLE)
def test_every_record_is_valid_stu3_and_whole(number):
    bundle = built(number)

    Bundle.model_validate(hyphenated(bundle))
    held = Counter(
        f"{one['resourceType']}/{one['id']}"
        for one in (entry["resource"] for entry in bundle["entry"])
        if "id" in one
    )
    assert set(held.values()) == {1}
    assert {one for one in references(bundle) if not one.startswith("#")} <= held.keys()
    assert all("profile" in entry["resource"]["meta"] for entry in bundle["entry"])


def test_what_is_served_is_valid_stu3_too(gp):
    for number in (ART, JAMES):
        answered = gp.ask(number, ods=PEOPLE[number].practice).json()
        Bundle.model_validate(answered)


def test_refusals_and_warnings_are_valid_stu3(gp):
    OperationOutcome.model_validate(gp.ask("9990010072").json())
    OperationOutcome.model_validate(gp.ask(ART, headers={"Ssp-To": "111111111111"}).json())
    Bundle.model_validate(gp.ask("9990010129", ods="Z99004").json())


@pytest.mark.parametrize(
    ("number", "supplier", "system", "id_pattern"),
    [
        (ART, EMIS_LIKE, "https://EMISWeb/Z99001", r"[0-9A-F-]{36}-MS"),
        (MARY, TPP_LIKE, "https://tpp-uk.com/Id/ccs-id", r"[0-9a-f]{16}_[0-9a-f]{16}"),
        (JAMES, MEDICUS_LIKE, "https://medicus.health", r"ms-[0-9a-f-]{36}"),
    ],
)
def test_each_supplier_has_its_own_shape(number, supplier, system, id_pattern):
    bundle = built(number)

    assert PRACTICES[PEOPLE[number].practice].supplier is supplier
    for statement in of_type(bundle, "MedicationStatement"):
        assert statement["identifier"] == [{"system": system, "value": statement["id"]}]
        assert re.fullmatch(id_pattern, statement["id"])
    empty = [one for one in of_type(bundle, "List") if "emptyReason" in one]
    assert {one["note"][0]["text"] for one in empty} <= {supplier.empty_note}


def test_an_authors_words_stand_where_the_supplier_puts_them():
    emis = of_type(built(ART), "Condition")
    medicus = of_type(built(JAMES), "Condition")

    knees = next(one for one in emis if "Osteo" in one["code"]["coding"][0]["display"])
    described = knees["code"]["coding"][0]["extension"][0]["extension"][0]
    assert described == {
        "url": "descriptionDisplay",
        "valueString": "Osteoarthritis of both knees",
    }
    assert "Moderate learning disability" in [one["code"].get("text") for one in medicus]


def test_text_without_a_code_stands_under_a_degrade_code():
    allergies = of_type(built(ART), "AllergyIntolerance")

    coding = {one["code"]["coding"][0]["code"]: one["code"].get("text") for one in allergies}
    assert coding["196461000000101"] == "Elastoplast and other zinc oxide plasters"


def test_a_record_stays_the_same_from_one_answer_to_the_next():
    assert built(MARY) == built(MARY)


def test_as_days_go_by_repeats_are_issued_and_nothing_else_changes():
    before, after = built(ART), built(ART, DAY + timedelta(days=28))

    def by_id(bundle: dict, resource_type: str) -> dict[str, dict]:
        return {one["id"]: one for one in of_type(bundle, resource_type)}

    old, new = by_id(before, "MedicationRequest"), by_id(after, "MedicationRequest")
    issued = [new[one] for one in new.keys() - old.keys()]
    assert len(issued) == 3
    assert {one["intent"] for one in issued} == {"order"}
    for resource_type in ("AllergyIntolerance", "Condition", "Encounter", "Observation"):
        assert by_id(before, resource_type) == by_id(after, resource_type)
    assert by_id(before, "MedicationStatement").keys() == by_id(after, "MedicationStatement").keys()


def test_a_yearly_immunisation_waits_for_its_day():
    def given(day: date) -> int:
        return len(of_type(built(IMRAN, day), "Immunization"))

    assert given(date(2027, 10, 6)) == given(date(2027, 10, 5)) + 1


def test_the_next_diary_entry_is_always_ahead():
    for day in (date(2027, 3, 13), date(2027, 3, 14), date(2027, 3, 15)):
        due = [
            one.get("occurrenceDateTime") for one in of_type(built(ART, day), "ProcedureRequest")
        ]
        assert any(str(day) < one for one in due if one)


def test_medicines_from_elsewhere_say_so_and_have_no_issue():
    statements = {
        one["extension"][-1]["valueCodeableConcept"].get("text"): one
        for one in of_type(built(MARY), "MedicationStatement")
    }

    elsewhere = statements["Saltmouth Memory Clinic"]
    assert len(elsewhere["extension"]) == 1
    code = elsewhere["extension"][0]["valueCodeableConcept"]["coding"][0]["code"]
    assert code == "prescribed-by-another-organisation"


def test_what_was_stopped_says_when_and_why():
    stopped = [
        one for one in of_type(built(MARY), "MedicationRequest") if one["status"] == "stopped"
    ]

    reason, when = stopped[0]["extension"][0]["extension"]
    assert reason["valueCodeableConcept"]["text"] == "Dizzy on standing, ankles settled"
    assert when["valueDateTime"] == stopped[0]["dispenseRequest"]["validityPeriod"]["end"]


def test_times_carry_the_offset_of_british_summer_and_winter():
    starts = {one["period"]["start"] for one in of_type(built(ART), "Encounter")}

    assert {"2026-11-09T10:20:00+00:00", "2026-10-14T11:00:00+01:00"} <= starts


def test_a_problem_that_nobody_wrote_down_is_a_mistake_in_the_notes(monkeypatch):
    notes = {"plain": {"diary": [{"code": "Visit", "due": "2027-01-01", "problem": "typo"}]}}
    monkeypatch.setattr(records, "_notes", lambda: notes)
    someone = Person("9990000018", "Mr", "A", "B", "male", "1950-01-01", "Z99001")

    with pytest.raises(ValueError, match="no problem has the key"):
        records.build(someone, PRACTICES["Z99001"], DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-02-03T23:59:00+00:00", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_partial_date_is_an_interval(text, first, last):
    assert days_of(text) == (first, last)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2024-13", "2024-02-30", 2024])
def test_what_is_no_date_is_undated(text):
    assert days_of(text) is None


ORDINARY = [number for number, person in PEOPLE.items() if not person.behaviour]


@pytest.mark.parametrize("number", ORDINARY)
def test_each_area_of_each_ordinary_person_is_valid_stu3_when_served_alone(gp, number):
    ods = PEOPLE[number].practice
    for area in (ALLERGIES, *(include(area) for area in AREAS)):
        response = gp.ask(number, area, ods=ods)

        assert response.status_code == 200
        Bundle.model_validate(hyphenated(response.json()))
