"""Each kind of entry, read from a small invented resource."""

import pytest

from tests.gpconnect.answers import (
    a_bundle,
    a_concept,
    a_list,
    an_allergy,
    an_extension,
    an_observation,
    only_item,
    record_of,
)


def a_medication(**more):
    return {
        "resourceType": "MedicationStatement",
        "id": "m1",
        "status": "active",
        "taken": "unk",
        "basedOn": [{"reference": "MedicationRequest/plan"}],
        "medicationReference": {"reference": "Medication/x"},
        "effectivePeriod": {"start": "2021-01-05"},
        "dosage": [{"text": "One tablet at night", "patientInstruction": "With water"}],
        **more,
    }


def a_medicine():
    return {"resourceType": "Medication", "id": "x", "code": a_concept("Amlodipine 5mg tablets")}


def a_plan(*extensions, **more):
    kind = {"coding": [{"code": "repeat", "display": "Repeat"}]}
    return {
        "resourceType": "MedicationRequest",
        "id": "plan",
        "intent": "plan",
        "extension": [an_extension("PrescriptionType", valueCodeableConcept=kind), *extensions],
        **more,
    }


def test_a_medication_is_read_with_its_plan():
    repeat = an_extension(
        "MedicationRepeatInformation",
        extension=[
            {"url": "numberOfRepeatPrescriptionsAllowed", "valuePositiveInt": 6},
            {"url": "numberOfRepeatPrescriptionsIssued", "valueUnsignedInt": 2},
            {"url": "authorisationExpiryDate", "valueDateTime": "2021-12"},
        ],
    )
    issued = an_extension("MedicationStatementLastIssueDate", valueDateTime="2021-02-02")
    plan = a_plan(repeat, dispenseRequest={"quantity": {"value": 28, "unit": "tablet"}})

    item = only_item("medications", a_medication(extension=[issued]), a_medicine(), plan)

    assert (item.display, item.status, item.date) == (
        "Amlodipine 5mg tablets",
        "active",
        "2021-01-05",
    )
    assert item.dosage == ("One tablet at night", "With water")
    assert (item.prescription_type, item.prescription_words) == ("repeat", "Repeat")
    assert (item.repeats_allowed, item.repeats_issued) == ("6", "2")
    assert (item.last_issued_on, item.authorised_until) == ("2021-02-02", "2021-12")
    assert item.quantity == "28 tablet"
    assert not item.is_prescribed_elsewhere


def test_a_stopped_medication_says_when_and_why():
    stopped = an_extension(
        "MedicationStatusReason",
        extension=[
            {"url": "statusChangeDate", "valueDateTime": "2021-03-03"},
            {"url": "statusReason", "valueCodeableConcept": {"text": "Ankles swelled"}},
        ],
    )

    item = only_item("medications", a_medication(status="stopped"), a_medicine(), a_plan(stopped))

    assert (item.stopped_on, item.stop_reason) == ("2021-03-03", "Ankles swelled")


def test_what_was_prescribed_elsewhere_says_so():
    agency = {"coding": [{"code": "prescribed-by-another-organisation", "display": "Hospital"}]}
    elsewhere = an_extension("PrescribingAgency", valueCodeableConcept=agency)

    item = only_item("medications", a_medication(extension=[elsewhere]), a_medicine())

    assert item.is_prescribed_elsewhere
    assert item.prescribed_by_agency == "Hospital"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ({"value": 28, "words": "tablet"}, "28 tablet"),
        ({"value": 1, "words": "1 x 30 g tube"}, "1 x 30 g tube"),
        ({"value": 10, "unit": "ml"}, "10 ml"),
        ({"value": 0.5}, "0.5"),
        ({}, ""),
    ],
)
def test_the_words_of_a_quantity_beat_its_number_unless_they_are_its_unit(quantity, words):
    if said := quantity.pop("words", ""):
        quantity["extension"] = [an_extension("MedicationQuantityText", valueString=said)]
    plan = a_plan(dispenseRequest={"quantity": quantity})

    assert only_item("medications", a_medication(), a_medicine(), plan).quantity == words


@pytest.mark.parametrize(
    "named",
    [
        {"medicationReference": {"display": "Eye drops"}},
        {"medicationReference": {}, "medicationCodeableConcept": {"text": "Eye drops"}},
        {
            "medicationReference": {"reference": "#in"},
            "contained": [
                {"resourceType": "Medication", "id": "in", "code": {"text": "Eye drops"}}
            ],
        },
    ],
)
def test_a_medicine_is_named_from_wherever_its_name_stands(named):
    assert only_item("medications", a_medication(**named)).display == "Eye drops"


def an_immunisation(**more):
    return {
        "resourceType": "Immunization",
        "id": "i1",
        "status": "completed",
        "notGiven": False,
        "vaccineCode": {"coding": [{"code": "UNK", "display": "unknown"}]},
        "date": "2023-10-02",
        **more,
    }


def test_an_immunisation_is_called_by_its_procedure_and_not_by_an_unknown_vaccine():
    procedure = an_extension("VaccinationProcedure", valueCodeableConcept=a_concept("Flu jab"))

    item = only_item("immunisations", an_immunisation(extension=[procedure], lotNumber="L-1"))

    assert (item.display, item.vaccine, item.batch) == ("Flu jab", "", "L-1")
    assert only_item("immunisations", an_immunisation()).display.startswith("Name not given")


def test_an_immunisation_not_given_says_why():
    refused = an_immunisation(notGiven=True, explanation={"reasonNotGiven": [{"text": "Declined"}]})

    item = only_item("immunisations", refused)

    assert (item.is_not_given, item.reason) == (True, "Declined")


def test_a_problem_keeps_its_significance_and_end():
    problem = {
        "resourceType": "Condition",
        "id": "c1",
        "clinicalStatus": "inactive",
        "code": a_concept("Fractured wrist"),
        "assertedDate": "2018-01-02",
        "abatementDateTime": "2018-06",
        "asserter": {"reference": "PractitionerRole/r1"},
        "extension": [an_extension("ProblemSignificance", valueCode="minor")],
    }
    role = {
        "resourceType": "PractitionerRole",
        "id": "r1",
        "practitioner": {"reference": "Practitioner/d1"},
    }
    doctor = {
        "resourceType": "Practitioner",
        "id": "d1",
        "name": [{"prefix": ["Dr"], "given": ["Ines"], "family": "Okafor"}],
    }

    item = only_item("problems", problem, role, doctor)

    assert (item.date, item.ended_on, item.significance) == ("2018-01-02", "2018-06", "minor")
    assert item.by == "Dr Ines Okafor"


def test_a_blood_pressure_names_its_parts():
    parts = [
        {"code": {"text": "Systolic"}, "valueQuantity": {"value": 130, "unit": "mm[Hg]"}},
        {"code": {"text": "Diastolic"}, "valueQuantity": {"value": 70, "unit": "mm[Hg]"}},
    ]

    item = only_item("uncategorised", an_observation(component=parts, comment="Sitting"))

    assert item.value == "Systolic: 130 mm[Hg], Diastolic: 70 mm[Hg]"
    assert item.notes == ("Sitting",)


def test_an_undated_observation_in_the_immunisation_list_is_kept():
    consent = an_observation(code=a_concept("Consent refused"), effectiveDateTime=None)

    item = only_item("immunisations", consent)

    assert (item.kind, item.display, item.date) == ("Observation", "Consent refused", "")


def a_report(name, *results):
    return {
        "resourceType": "DiagnosticReport",
        "id": name,
        "code": {"text": f"Report {name}"},
        "result": [{"reference": result} for result in results],
    }


@pytest.mark.parametrize("last", [0, 3000])
def test_reports_that_point_at_each_other_come_to_an_end(last):
    reports = [
        a_report(f"r{n}", "DiagnosticReport/r0", f"DiagnosticReport/r{n + 1}")
        for n in range(last + 1)
    ]

    record = record_of(a_bundle(a_list("investigations", "DiagnosticReport/r0"), *reports))

    (report,) = record.areas["investigations"].items
    assert [each.display for each in report.results] == ["Report r0", "Report r1"][: last + 1]


def test_an_investigation_carries_its_results_and_the_groups_among_them():
    report = {
        "resourceType": "DiagnosticReport",
        "id": "dr1",
        "status": "final",
        "code": a_concept("Blood tests"),
        "issued": "2022-01-01T09:00:00Z",
        "conclusion": "Nothing to do",
        "result": [{"reference": "Observation/group"}, {"reference": "Observation/none"}],
    }
    group = an_observation(
        "group",
        code=a_concept("Full blood count"),
        related=[{"type": "has-member", "target": {"reference": "Observation/hb"}}],
    )
    haemoglobin = an_observation(
        "hb",
        code=a_concept("Haemoglobin"),
        valueQuantity={"value": 131, "unit": "g/L"},
        referenceRange=[{"low": {"value": 115}, "high": {"value": 165}}],
    )

    item = only_item("investigations", report, group, haemoglobin)

    (result,) = item.results
    assert result.display == "Full blood count"
    assert [(m.display, m.value, m.usual_range) for m in result.members] == [
        ("Haemoglobin", "131 g/L", "115 to 165")
    ]
    assert item.notes == ("Nothing to do",)


def test_a_diary_entry_is_a_plan_and_a_test_request_is_not():
    planned = {
        "resourceType": "ProcedureRequest",
        "id": "pr",
        "intent": "plan",
        "code": a_concept("Medication review"),
        "occurrencePeriod": {"start": "2030-01"},
    }

    assert type(only_item("diary", planned)).__name__ == "DiaryEntry"
    assert type(only_item("diary", planned | {"intent": "order"})).__name__ == "Item"
    assert only_item("diary", planned).date == "2030-01"


def test_a_referral_says_where_to_and_what_for():
    referral = {
        "resourceType": "ReferralRequest",
        "id": "rr",
        "status": "unknown",
        "reasonCode": [a_concept("Fall")],
        "description": "Two falls since June",
        "priority": "urgent",
        "recipient": [{"reference": "HealthcareService/h"}, {"display": "Dr Who Ever"}],
    }
    service = {"resourceType": "HealthcareService", "id": "h", "name": "Falls clinic"}

    item = only_item("referrals", referral, service)

    assert item.recipients == ("Falls clinic", "Dr Who Ever")
    assert item.notes == ("Two falls since June",)


def test_a_document_and_an_unexpected_kind_still_get_their_names():
    document = {"resourceType": "DocumentReference", "id": "d", "description": "Letter"}
    specimen = {"resourceType": "Specimen", "id": "s", "type": a_concept("Blood")}

    assert only_item("uncategorised", document).display == "Letter"
    assert only_item("uncategorised", specimen).display == "Blood"


def test_words_in_place_of_an_object_are_kept():
    allergy = an_allergy(note="Since childhood", reaction=["Hives", {"manifestation": ["Rash"]}])
    statement = {
        "resourceType": "MedicationStatement",
        "id": "m1",
        "medicationReference": {"reference": "Medication/gone"},
        "basedOn": [{"reference": "MedicationRequest/plan"}],
        "dosage": ["One each morning", {"text": ["With", "food"], "patientInstruction": "Sit up"}],
    }
    plan = {
        "resourceType": "MedicationRequest",
        "id": "plan",
        "medicationCodeableConcept": a_concept("Amlodipine 10mg tablets"),
    }

    reacts = only_item("allergies", allergy)
    takes = only_item("medications", statement, plan)

    assert (reacts.notes, reacts.reactions) == (("Since childhood",), ("Hives", "Rash"))
    assert takes.display == "Amlodipine 10mg tablets"
    assert takes.dosage == ("One each morning", "With; food", "Sit up")


def test_a_number_too_long_to_be_written_is_left_out():
    (item,) = (
        record_of(
            a_bundle(
                a_list("uncategorised", "Observation/ob1"),
                an_observation(valueQuantity={"value": 10**5000, "unit": "mmHg"}),
            )
        )
        .areas["uncategorised"]
        .items
    )

    assert item.value == "mmHg"
