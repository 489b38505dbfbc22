"""The reader, one behaviour at a time, on small invented answers."""

import json

import pytest

from gpconnect.reading import as_json
from tests.gpconnect.answers import (
    SNOMED,
    a_bundle,
    a_concept,
    a_list,
    an_allergy,
    an_extension,
    only_item,
    record_of,
)


def allergies_of(*resources):
    return record_of(a_bundle(*resources)).areas["allergies"]


def test_an_area_is_its_list_and_not_every_resource_of_a_type():
    area = allergies_of(a_list("allergies", "AllergyIntolerance/a1"), an_allergy(), an_allergy("b"))

    assert [item.display for item in area.items] == ["Bee sting allergy"]


def test_a_resource_on_no_list_is_told_of():
    record = record_of(a_bundle(a_list("allergies"), an_allergy()))

    assert record.areas["allergies"].state == "empty"
    assert record.unlisted == {"AllergyIntolerance": 1}


def test_entries_keep_the_order_of_the_list():
    area = allergies_of(
        an_allergy("one", code=a_concept("Nuts")),
        an_allergy("two", code=a_concept("Latex")),
        a_list("allergies", "AllergyIntolerance/two", "AllergyIntolerance/one"),
    )

    assert [item.display for item in area.items] == ["Latex", "Nuts"]


def test_present_empty_and_absent_are_three_states():
    record = record_of(
        a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1"), a_list("problems"))
    )

    states = {name: area.state for name, area in record.areas.items()}

    assert states["allergies"] == "present"
    assert states["problems"] == "empty"
    assert states["immunisations"] == "absent"


def test_ended_allergies_are_read_from_the_list_that_contains_them():
    ended = an_allergy("e1", clinicalStatus="resolved", code=a_concept("Horse hair"))
    end = {"url": "endDate", "valueDateTime": "2019-03"}
    why = {"url": "reasonEnded", "valueString": "Grew out of it"}
    ended["extension"] = [an_extension("AllergyIntoleranceEnd", extension=[end, why])]

    record = record_of(a_bundle(a_list("ended_allergies", "#e1", contained=[ended])))

    (item,) = record.areas["ended_allergies"].items
    assert (item.display, item.status) == ("Horse hair", "resolved")
    assert (item.ended_on, item.end_reason) == ("2019-03", "Grew out of it")
    assert record.areas["allergies"].state == "absent"


def test_an_ended_list_without_a_code_of_its_own_is_known_by_what_it_contains():
    ended = an_allergy("e1", clinicalStatus="resolved")

    record = record_of(a_bundle(a_list("TBD", "#e1", contained=[ended])))

    assert record.areas["ended_allergies"].entries == 1
    assert record.unreadable == 0


@pytest.mark.parametrize(
    ("coded", "display"),
    [
        ({"text": "As the doctor wrote it", **a_concept("Other")}, "As the doctor wrote it"),
        (a_concept("Displayed"), "Displayed"),
        (
            {
                "coding": [
                    {"system": "http://read.info/readv2", "code": "TJ0", "display": "Old term"},
                    {"system": SNOMED, "code": "1", "display": "Preferred term"},
                ]
            },
            "Preferred term",
        ),
        ({"coding": [{"code": "196461000000101"}], "text": "Pink tablets"}, "Pink tablets"),
        ({"coding": [{"code": "123"}]}, "Name not given by the GP system (code 123)"),
        ("As one text", "As one text"),
        ({"text": ["In", "a list"]}, "In; a list"),
        ({"coding": "Not a list"}, "Not a list"),
        ({"coding": [{"display": ["In a list"]}]}, "In a list"),
        ({"coding": 5, "text": {}}, "5"),
        ({"coding": {}, "text": {}}, "Name not given by the GP system"),
        (None, "Name not given by the GP system"),
    ],
)
def test_a_coded_thing_is_called_by_its_words_and_never_by_its_code(coded, display):
    assert only_item("allergies", an_allergy(code=coded)).display == display


@pytest.mark.parametrize("child", ["descriptionDisplay", "DescriptionDisplay"])
@pytest.mark.parametrize(
    "url",
    [
        "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-coding-sctdescid",
        "http://fhir.hl7.org.uk/STU3/StructureDefinition/extension-coding-sctdescid-1",
        "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-coding-sctdecsid",
    ],
)
def test_the_chosen_description_comes_before_the_display(url, child):
    coding = a_concept("Preferred")["coding"][0]
    coding["extension"] = [{"url": url, "extension": [{"url": child, "valueString": "Chosen"}]}]

    assert only_item("allergies", an_allergy(code={"coding": [coding]})).display == "Chosen"


def test_no_known_allergies_is_shown_only_because_it_is_coded():
    item = only_item("allergies", an_allergy(code=a_concept("No known allergy", "716186003")))

    assert item.is_none_known
    assert not only_item("allergies", an_allergy()).is_none_known


def test_a_reaction_that_is_not_a_finding_is_left_out_and_the_rest_kept():
    reaction = {
        "manifestation": [{"coding": [{"code": "NI", "display": "No information"}]}],
        "description": "Swollen lips",
        "severity": "severe",
    }

    item = only_item("allergies", an_allergy(reaction=[reaction], criticality="high"))

    assert item.reactions == ("Swollen lips, severe",)
    assert item.criticality == "high"


def test_an_extension_without_a_value_says_nothing():
    coding = a_concept("Displayed")["coding"][0]
    url = "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-coding-sctdescid"
    coding["extension"] = [{"url": url, "extension": [{"url": "descriptionDisplay"}]}]

    assert only_item("allergies", an_allergy(code={"coding": [coding]})).display == "Displayed"


@pytest.mark.parametrize(
    "entry",
    [
        {"resource": {"id": "no type"}},
        {"resource": {"resourceType": "Spaceship", "id": "1"}},
        {"resource": {"resourceType": ["List"]}},
        {"resource": ["List"]},
        {"resource": None},
        {},
        "text",
        None,
        7,
    ],
)
def test_an_entry_that_cannot_be_read_is_counted(entry):
    bundle = a_bundle(a_list("allergies"))
    bundle["entry"].append(entry)

    assert record_of(bundle).unreadable == 1


def test_a_list_of_an_unknown_kind_is_counted():
    assert record_of(a_bundle(a_list("123456"))).unreadable == 1


def test_entries_that_are_no_list_are_one_entry_that_cannot_be_shown():
    area = allergies_of(a_list("allergies", entry="AllergyIntolerance/a1"), an_allergy())

    assert (area.state, area.entries, len(area.items)) == ("present", 1, 0)


def test_two_lists_of_one_area_are_read_as_one():
    area = allergies_of(
        an_allergy("one"),
        an_allergy("two"),
        a_list("allergies", "AllergyIntolerance/one", note=[{"text": "First"}]),
        a_list("allergies", "AllergyIntolerance/two", note=[{"text": "Second"}]),
    )

    assert area.entries == 2
    assert area.notes == ("First", "Second")


def test_an_older_code_of_a_list_is_known():
    referral = {
        "resourceType": "ReferralRequest",
        "id": "r1",
        "reasonCode": [a_concept("To the falls clinic")],
        "authoredOn": "2020-05-05",
    }

    record = record_of(a_bundle(a_list("886721000000107", "ReferralRequest/r1"), referral))

    assert [item.display for item in record.areas["referrals"].items] == ["To the falls clinic"]


@pytest.mark.parametrize("warning", ["confidential-items", "data-in-transit", "newly-invented"])
def test_list_warnings_and_notes_are_kept(warning):
    url = "http://fhir.hl7.org.uk/STU3/StructureDefinition/extension-careconnect-listwarningcode-1"
    note = "Patient record transfer not yet complete.\r\nInformation not available"

    area = allergies_of(
        a_list(
            "allergies",
            extension=[{"url": url, "valueCode": warning}],
            note=[{"text": note}],
        )
    )

    assert area.warnings == (warning,)
    assert area.notes == (note,)


def test_the_warnings_of_secondary_lists_are_kept_apart():
    system = "https://fhir.hl7.org.uk/STU3/CodeSystem/GPConnect-SecondaryListValues-1"
    listed = a_list(
        "any",
        title="Problems - medications related to problems",
        extension=[an_extension("ListWarningCode", valueCode="confidential-items")],
    )
    listed["code"]["coding"][0] = {"system": system, "code": "problems-medications"}

    record = record_of(a_bundle(listed))

    assert record.unreadable == 0
    (linked,) = record.linked
    assert linked.title == "Problems - medications related to problems"
    assert linked.warnings == ("confidential-items",)


def an_outcome(text, diagnostics):
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "warning",
                "code": "not-supported",
                "details": {"coding": [{"code": "NOT_IMPLEMENTED"}], "text": text},
                "diagnostics": diagnostics,
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "diagnostics", "areas"),
    [
        ("includeProblems has been disabled", "includeProblems", ("problems",)),
        ("includeProblems has been disabled", "", ("problems",)),
        ("includeProblems.filterStatus is unknown", "includeProblems.filterStatus", ("problems",)),
        ("Something else", "", ()),
        (
            "is an unrecognised parameter",
            "includeAllergies.includeResolvedAllergies",
            ("ended_allergies",),
        ),
    ],
)
def test_partial_success_names_the_areas_left_out(text, diagnostics, areas):
    record = record_of(a_bundle(an_outcome(text, diagnostics)))

    (omission,) = record.omissions
    assert omission.text == text
    assert omission.areas == areas


def test_what_was_left_out_stands_among_the_notes_of_its_area():
    read = record_of(a_bundle(an_outcome("includeProblems has been disabled", "includeProblems")))

    problems = as_json(read)["areas"]["problems"]

    assert problems["state"] == "absent"
    assert problems["notes"] == ["includeProblems has been disabled"]


def test_nothing_said_to_be_not_for_the_person_is_mistaken_for_another_label():
    withheld = only_item("allergies", an_allergy(meta={"security": [{"code": "NOPAT"}]}))
    restricted = only_item("allergies", an_allergy(meta={"security": [{"code": "R"}]}))

    assert withheld.is_withheld_from_person
    assert not restricted.is_withheld_from_person


def test_a_text_is_kept_whole_and_only_unprintable_characters_are_replaced():
    said = "<script>alert('x')</script> & \"quotes\"\r\n" + "long " * 500

    item = only_item("allergies", an_allergy(note=[{"text": said + "\x00\ud800"}]))

    assert item.notes == (said + "\N{REPLACEMENT CHARACTER}" * 2,)
    json.dumps(as_json(record_of(a_bundle()))).encode()


def test_provider_identifiers_are_kept():
    own = {"system": "https://gp.example/Id", "value": "abc_1"}

    item = only_item("allergies", an_allergy(identifier=[own, {"system": "no value"}]))

    assert item.identifiers == ("https://gp.example/Id|abc_1",)
