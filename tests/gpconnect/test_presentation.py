"""What a page makes of a record: groups, rules, warnings, and facts in words."""

import pytest

from gpconnect.presentation import KINDS, sections, summary, warnings
from gpconnect.reading import codes
from tests.gpconnect.answers import a_bundle, a_concept, a_list, an_allergy, an_extension, record_of


def section(area, *resources, is_full=True, listed=None, **more):
    references = [f"{r['resourceType']}/{r['id']}" for r in listed or resources]
    record = record_of(a_bundle(*resources, a_list(area, *references, **more)))
    found = {s.id: s for s in sections(record, is_full=is_full)}
    return found[area.replace("_", "-")]


def titles(section):
    return {group.heading: [row.title for row in group.rows] for group in section.groups}


def facts(section):
    (group,) = section.groups
    return dict(group.rows[0].facts)


def a_medication(name, status="active", kind=""):
    plan = {
        "resourceType": "MedicationRequest",
        "id": f"plan-{name}",
        "extension": [
            an_extension("PrescriptionType", valueCodeableConcept={"coding": [{"code": kind}]})
        ],
    }
    statement = {
        "resourceType": "MedicationStatement",
        "id": name,
        "status": status,
        "medicationReference": {"display": name},
        "basedOn": [{"reference": f"MedicationRequest/plan-{name}"}],
    }
    return statement, plan


def test_medication_is_grouped_by_how_it_is_prescribed_and_what_is_past_comes_last():
    pairs = [
        a_medication("old", "completed", "acute"),
        a_medication("antibiotic", kind="acute"),
        a_medication("statin", kind="repeat"),
        a_medication("eye drops", kind="repeat-dispensing"),
        a_medication("inhaler", kind="no-information"),
        a_medication("laxative", kind="delayed-prescribing"),
        a_medication("odd", "", "repeat"),
    ]
    statements = [statement for statement, _ in pairs]

    found = section("medications", *statements, *[p for _, p in pairs], listed=statements)

    assert titles(found) == {
        "Current: Repeat": ["statin"],
        "Current: Repeat dispensing": ["eye drops"],
        "Current: Acute: for a short time": ["antibiotic"],
        "Current: Delayed: to be taken only if needed": ["laxative"],
        "Current: Type not recorded": ["inhaler"],
        "Past": ["old", "odd"],
    }
    assert all(group.rule for group in found.groups)


def test_a_medication_says_what_is_not_recorded():
    statement, plan = a_medication("statin", kind="repeat")

    said = facts(section("medications", statement, plan, listed=[statement]))

    assert said == {"How to take it": "not recorded", "Last issued": "not recorded"}


def an_issue(name, plan, **more):
    return {
        "resourceType": "MedicationRequest",
        "id": name,
        "intent": "order",
        "status": "completed",
        "basedOn": [{"reference": f"MedicationRequest/{plan}"}],
        **more,
    }


def test_a_medication_shows_each_of_its_issues_the_latest_first():
    medicine = a_medication("m1", kind="repeat")
    first = an_issue(
        "i1",
        "plan-m1",
        authoredOn="2021-01-05",
        dispenseRequest={"quantity": {"value": 28, "unit": "tablet"}},
    )
    cancelled = an_issue("i2", "plan-m1", authoredOn="2021-02-02", status="cancelled")
    undated = an_issue("i3", "plan-m1")

    shown = section("medications", *medicine, first, cancelled, undated, listed=medicine[:1])

    (group,) = shown.groups
    assert group.rows[0].issues == (
        "2 February 2021, cancelled",
        "5 January 2021, 28 tablet",
        "date not known",
    )


def test_an_issue_of_no_plan_is_told_of():
    record = record_of(a_bundle(an_issue("i1", "gone", authoredOn="2021-01-05")))

    assert record.unreached == {"MedicationRequest": 1}
    said = "The answer held 1 issue of a medicine that nothing else in it leads to, so not shown"
    assert any(one.startswith(said) for one in warnings(record))


def test_what_is_prescribed_elsewhere_says_where():
    statement, plan = a_medication("statin", kind="repeat")
    agency = {"coding": [{"code": "prescribed-by-another", "display": "Hospital"}]}
    statement["extension"] = [an_extension("PrescribingAgency", valueCodeableConcept=agency)]

    said = facts(section("medications", statement, plan, listed=[statement]))

    assert said["Prescribed elsewhere"] == "Hospital"


def an_encounter(name, at):
    return {
        "resourceType": "Encounter",
        "id": name,
        "type": [{"text": name}],
        "period": {"start": at} if at else {},
    }


def test_the_newest_three_consultations_are_shown_and_one_without_a_date_comes_last():
    visits = [
        an_encounter("undated", ""),
        an_encounter("oldest", "2019"),
        an_encounter("newest", "2024-02-01T10:00:00Z"),
        an_encounter("middle", "2023-05"),
    ]

    (group,) = section("consultations", *visits).groups

    assert [row.title for row in group.rows] == ["newest", "middle", "oldest"]
    assert group.rule == "The newest three of 4 sent."


def test_two_consultations_need_no_rule_and_keep_what_could_not_be_found():
    structure = a_list(
        "325851000000107", "Observation/gone", id="l1", encounter={"reference": "Encounter/a"}
    )

    found = section(
        "consultations", an_encounter("a", ""), structure, listed=[an_encounter("a", "")]
    )

    (group,) = found.groups
    (part,) = group.rows[0].parts
    assert group.rule == ""
    assert group.rows[0].when == "On: date not known"
    assert part.unresolved == ("Observation/gone",)


def test_an_allergy_says_what_happens_and_how_grave_it_is():
    allergy = an_allergy(
        criticality="high",
        category=["medication"],
        onsetDateTime="2010-05",
        recorder={"display": "Dr Ines Okafor"},
        reaction=[{"description": "Swollen lips"}],
        meta={"security": [{"code": "NOPAT"}]},
    )

    said = facts(section("allergies", allergy))

    assert said == {
        "Severity of risk": "High: may threaten life",
        "Reaction": "Swollen lips",
        "Kind": "Medicine",
        "First happened": "May 2010",
        "Recorded by": "Dr Ines Okafor",
        "Not to be told": "The practice marks this as not for the person or family",
    }


def test_an_immunisation_not_given_is_marked_so():
    refused = {
        "resourceType": "Immunization",
        "id": "i1",
        "notGiven": True,
        "vaccineCode": a_concept("Flu vaccine"),
        "explanation": {"reasonNotGiven": [{"text": "Declined"}]},
        "lotNumber": "L-1",
    }

    found = section("immunisations", refused)

    assert found.groups[0].rows[0].state == "Not given"
    assert found.groups[0].rule.endswith("declined or not given were not asked for.")
    assert facts(found) == {"Why it was not given": "Declined", "Batch": "L-1"}


@pytest.mark.parametrize(
    ("resource", "area", "state", "said"),
    [
        (
            {
                "resourceType": "ProcedureRequest",
                "id": "x",
                "intent": "plan",
                "code": a_concept("Review"),
            },
            "diary",
            "Planned",
            {},
        ),
        (
            {
                "resourceType": "ReferralRequest",
                "id": "x",
                "reasonCode": [a_concept("Fall")],
                "priority": "urgent",
                "recipient": [{"display": "Falls clinic"}],
            },
            "referrals",
            "",
            {"To": "Falls clinic", "Priority": "Urgent"},
        ),
        (
            {
                "resourceType": "Observation",
                "id": "x",
                "code": a_concept("Weight"),
                "valueQuantity": {"value": 61, "unit": "kg"},
            },
            "uncategorised",
            "",
            {"Value": "61 kg"},
        ),
    ],
)
def test_a_full_view_shows_the_further_areas(resource, area, state, said):
    found = section(area, resource)

    assert found.groups[0].rows[0].state == state
    assert facts(found) == said


def test_a_report_shows_its_results_with_their_usual_range():
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "code": a_concept("Blood tests"),
        "result": [{"reference": "Observation/hb"}],
    }
    result = {
        "resourceType": "Observation",
        "id": "hb",
        "code": a_concept("Haemoglobin"),
        "valueQuantity": {"value": 131, "unit": "g/L"},
        "referenceRange": [{"low": {"value": 115}, "high": {"value": 165}}],
        "related": [{"type": "has-member", "target": {"reference": "Observation/mcv"}}],
    }
    member = {"resourceType": "Observation", "id": "mcv", "code": a_concept("MCV"),
              "valueString": "normal"}  # fmt: skip

    said = facts(section("investigations", report, result, member, listed=[report]))

    assert said == {"Haemoglobin": "131 g/L (usual range 115 to 165)", "MCV": "normal"}


def test_a_comment_is_its_words_and_not_its_code():
    comment = {
        "resourceType": "Observation",
        "id": "x",
        "code": a_concept("Comment note", "37331000000100"),
        "comment": "Drinks little",
    }
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "code": a_concept("Blood tests"),
        "result": [{"reference": "Observation/x"}],
    }

    (group,) = section("uncategorised", comment).groups
    of_report = facts(section("investigations", report, comment, listed=[report]))

    assert (group.rows[0].title, group.rows[0].facts) == ("Drinks little", [])
    assert of_report == {"Comment": "Drinks little"}


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        (
            [a_list("problems", extension=[an_extension("ListWarningCode", valueCode="new-one")])],
            "Problems: the GP system warns of 'new-one'.",
        ),
        ([{"resourceType": "Unknown"}], "1 entry of the answer could not be read."),
        (
            [{"resourceType": "Unknown"}, {"resourceType": "Unknown"}],
            "2 entries of the answer could not be read.",
        ),
        (
            [an_allergy("x"), an_allergy("y")],
            (
                "The answer held 2 allergies on none of its lists, so not shown here: "
                "ask the practice."
            ),
        ),
        (
            [{"resourceType": "Observation", "id": "o", "code": a_concept("Weight")}],
            (
                "The answer held 1 finding that nothing else in it leads to, so not shown here: "
                "ask the practice."
            ),
        ),
        (
            [
                an_allergy("x", code=a_concept("No known allergies", "716186003")),
                an_allergy("y"),
                a_list("allergies", "AllergyIntolerance/x", "AllergyIntolerance/y"),
            ],
            "The GP record says “no known allergies” and lists an allergy: both are shown.",
        ),
    ],
)
def test_every_lack_is_a_sentence(resources, words):
    assert warnings(record_of(a_bundle(*resources))) == [words]


def test_a_death_in_the_gp_record_is_said():
    bundle = a_bundle()
    bundle["entry"][0]["resource"]["deceasedDateTime"] = "2026-01-01"

    assert warnings(record_of(bundle)) == ["The GP record says that this person has died."]


def test_a_list_s_own_note_is_shown_unless_it_only_says_nothing():
    bare = section("problems", note=[{"text": "Information not available."}])
    noted = section("problems", note=[{"text": "Ask reception"}])

    assert (bare.notes, noted.notes) == ((), ("Ask reception",))
    assert bare.nothing == "No information available."


def test_an_allergy_that_cannot_be_displayed_is_said_wherever_allergies_are():
    nothing_else = record_of(a_bundle(a_list("allergies", "AllergyIntolerance/gone")))
    beside_one = record_of(
        a_bundle(
            an_allergy("a"), a_list("allergies", "AllergyIntolerance/a", "AllergyIntolerance/gone")
        )
    )
    name = beside_one.areas["allergies"].items[0].display

    assert dict(summary(nothing_else))["Allergies"] == "1 entry could not be displayed"
    assert dict(summary(beside_one))["Allergies"] == f"{name}; 1 entry could not be displayed"
    said = "Allergies and adverse reactions: 1 entry could not be displayed. Ask the practice."
    assert said in warnings(nothing_else)
    assert said in warnings(beside_one)


def test_every_kind_that_may_be_left_over_has_its_words():
    left_over = {*codes.LISTED_TYPES, *codes.POINTED_AT_TYPES, "List", "MedicationRequest"}
    assert left_over == KINDS.keys()
