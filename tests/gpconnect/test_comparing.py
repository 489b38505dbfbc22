"""The GP record beside ours: what is the same, what differs, and what is not concluded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gpconnect.comparing import NOT_WHOLE, compared
from gpconnect.matching import Kind
from records import services as records
from records.models import Allergy, Medication, Person
from records.models.gp import GPArea
from tests.gpconnect.answers import a_concept, a_list, record_of
from tests.gpconnect.lists import (
    IN_TRANSIT,
    WITHHELD,
    allergies,
    allergy,
    answer,
    area,
    medicine,
)

CODE = "91936005"
LATEX = a_concept("Latex")


def ours(person, name="bee", *, by, **fields):
    return records.add(Allergy, person, by=by, causative_agent=name, **fields)


def taken(person, name="amlodipine", *, by, **fields):
    about = {"directions": "One each morning", **fields}
    return records.add(Medication, person, by=by, name=name, **about)


def beside(person, *parts, part=GPArea.ALLERGIES):
    """One part of both records, after these answers."""
    person = Person.objects.get(pk=person.pk)
    found = {one.area: one for one in compared(person, record_of(answer(*parts)))}
    return found[part]


def kinds(found):
    return [pair.kind for pair in found.pairs]


@pytest.mark.parametrize("name", ["bee", " Bee ", "BEE"])
def test_the_same_words_are_the_same_entry(joan, ada, name):
    ours(joan, name, by=ada)

    assert kinds(beside(joan, allergies(allergy("bee")))) == [Kind.SAME]


@pytest.mark.parametrize("name", ["Bees", "Bee sting", "be", "bee."])
def test_words_that_are_only_alike_are_not(joan, ada, name):
    ours(joan, name, by=ada)

    found = beside(joan, allergies(allergy("bee")))

    assert kinds(found) == [Kind.ONLY_GP, Kind.ONLY_OURS]
    assert found.to_decide == 2


def test_the_same_code_is_the_same_entry_whatever_the_words(joan, ada):
    coding = {"system": "http://snomed.info/sct", "version": "", "code": CODE, "display": ""}
    ours(joan, "Penicillins", by=ada, coding=coding)
    coded = allergy("p1", code=a_concept("Allergy to penicillin", sent=CODE))

    assert kinds(beside(joan, allergies(coded))) == [Kind.SAME]


def test_a_code_that_was_lost_on_the_way_is_no_code(joan, ada):
    degraded = "196461000000101"
    ours(joan, "Latex", by=ada, coding={"code": degraded})
    coded = allergy("p1", code=a_concept("Egg", sent=degraded))

    assert kinds(beside(joan, allergies(coded))) == [Kind.ONLY_GP, Kind.ONLY_OURS]


def test_the_medicine_behind_a_statement_has_the_code(joan, ada):
    coding = {"system": "http://snomed.info/sct", "version": "", "code": CODE, "display": ""}
    taken(joan, "Norvasc", by=ada, coding=coding)
    behind = {"resourceType": "Medication", "id": "m", "code": a_concept("Amlodipine", sent=CODE)}
    stated = medicine("m1", medicationReference={"reference": "Medication/m"})

    found = beside(joan, area("medications", stated), [behind], part=GPArea.MEDICATIONS)

    assert kinds(found) == [Kind.SAME]


DIFFERENCES = [
    ({"reaction": [{"description": "Swelling"}]}, {}, ["What happens"]),
    (
        {"reaction": [{"description": "Swelling"}]},
        {"description_of_reaction": "swelling"},
        [],
    ),
    ({"note": [{"text": "Carries a pen"}]}, {"description_of_reaction": "Rash"}, ["What happens"]),
    ({}, {"description_of_reaction": "Rash"}, []),
    ({"criticality": "high"}, {"severity": "mild"}, ["How bad it is"]),
    ({"criticality": "high"}, {"severity": "life-threatening"}, []),
    ({"criticality": "low"}, {"severity": "life-threatening"}, ["How bad it is"]),
    ({"criticality": "low"}, {"severity": "mild"}, []),
    ({"criticality": "unable-to-assess"}, {"severity": "life-threatening"}, []),
]


@pytest.mark.parametrize(("theirs", "fields", "labels"), DIFFERENCES)
def test_what_both_say_of_an_allergy_is_compared(joan, ada, theirs, fields, labels):
    ours(joan, by=ada, **fields)

    [pair] = beside(joan, allergies(allergy("bee", **theirs))).pairs

    assert [one.label for one in pair.differences] == labels
    assert pair.is_open == bool(labels)


@pytest.mark.parametrize(
    ("fields", "labels"),
    [
        ({}, []),
        ({"directions": "", "dose": "One each morning"}, []),
        ({"directions": "each morning", "dose": "One"}, []),
        ({"directions": "Two at night"}, ["How to take it"]),
        ({"directions": ""}, ["How to take it"]),
    ],
)
def test_how_a_medicine_is_taken_is_compared(joan, ada, fields, labels):
    taken(joan, by=ada, **fields)

    listed = area("medications", medicine("amlodipine"))
    [pair] = beside(joan, listed, part=GPArea.MEDICATIONS).pairs

    assert [one.label for one in pair.differences] == labels


def test_what_ended_there_and_is_current_here_differs(joan, ada):
    ours(joan, by=ada)
    taken(joan, by=ada)
    parts = (
        allergies(ended=[allergy("bee", clinicalStatus="resolved")]),
        area("medications", medicine("amlodipine", status="completed")),
    )

    for part in (GPArea.ALLERGIES, GPArea.MEDICATIONS):
        [pair] = beside(joan, *parts, part=part).pairs
        assert [(one.theirs, one.ours) for one in pair.differences] == [("Ended", "Current")]


def test_what_ended_there_and_is_not_here_is_nothing_to_decide(joan, ada):
    taken(joan, by=ada, status="stopped")
    parts = (
        allergies(ended=[allergy("bee", clinicalStatus="resolved")]),
        area("medications", medicine("amlodipine", status="completed")),
    )

    assert beside(joan, *parts).pairs == ()
    assert beside(joan, *parts, part=GPArea.MEDICATIONS).pairs == ()


def test_a_medicine_we_stopped_that_is_current_there_is_only_there(joan, ada):
    taken(joan, by=ada, status="stopped")

    found = beside(joan, area("medications", medicine("amlodipine")), part=GPArea.MEDICATIONS)

    assert kinds(found) == [Kind.ONLY_GP]


def test_what_is_current_there_is_matched_before_what_is_over(joan, ada):
    taken(joan, by=ada)
    over = medicine("old", status="stopped", medicationReference={"display": "amlodipine"})

    found = beside(joan, area("medications", over, medicine("amlodipine")), part=GPArea.MEDICATIONS)

    assert kinds(found) == [Kind.SAME]


def test_two_there_of_one_name_do_not_share_ours(joan, ada):
    taken(joan, by=ada)
    again = medicine("again", medicationReference={"display": "amlodipine"})

    found = beside(
        joan, area("medications", medicine("amlodipine"), again), part=GPArea.MEDICATIONS
    )

    assert sorted(kinds(found)) == sorted([Kind.SAME, Kind.ONLY_GP])


def test_two_of_ours_of_one_name_do_not_share_theirs(joan, ada):
    first, second = taken(joan, by=ada), taken(joan, by=ada)

    found = beside(joan, area("medications", medicine("amlodipine")), part=GPArea.MEDICATIONS)

    of_ours = {pair.kind: pair.ours.pk for pair in found.pairs}
    assert of_ours == {Kind.SAME: first.pk, Kind.ONLY_OURS: second.pk}


@pytest.mark.parametrize(
    "parts",
    [
        [],
        allergies(extension=[WITHHELD]),
        allergies(extension=[IN_TRANSIT]),
        area("allergies"),
        [a_list("allergies", "AllergyIntolerance/lost"), a_list("ended_allergies")],
        [*allergies(), {"resourceType": "Riddle", "id": "r"}],
    ],
    ids=["absent", "withheld", "in transit", "without ended", "unresolved", "unreadable"],
)
def test_of_a_list_that_is_not_whole_nothing_is_only_ours(joan, ada, parts):
    ours(joan, by=ada)

    found = beside(joan, parts)

    assert found.pairs == ()
    assert NOT_WHOLE in found.notes


def test_of_a_list_that_is_not_whole_what_it_has_is_still_compared(joan, ada):
    found = beside(joan, allergies(allergy("bee"), extension=[WITHHELD]))

    assert kinds(found) == [Kind.ONLY_GP]


NONE_KNOWN = allergy("nka", code=a_concept("No known allergies", sent="716186003"))


@pytest.mark.parametrize(
    ("state", "theirs", "said"),
    [
        ("asked", [NONE_KNOWN], ["Both records say that there are no known allergies."]),
        ("asked", [], ["an empty list does not mean none"]),
        ("asked", [allergy("bee")], ["The GP record names some."]),
        ("not asked", [NONE_KNOWN], ["Our record says that nobody has asked."]),
        ("named", [NONE_KNOWN], ["Our record names some."]),
        ("named", [NONE_KNOWN, allergy("bee")], ["names some.", "Our record names some."]),
        ("named", [allergy("bee")], []),
        ("not asked", [], []),
    ],
)
def test_that_there_are_no_known_allergies_is_said_and_not_resolved(joan, ada, state, theirs, said):
    if state == "asked":
        records.state_no_known_allergies(joan, by=ada)
    if state == "named":
        ours(joan, by=ada)

    found = beside(joan, allergies(*theirs))

    assert len(found.notes) == len(said)
    assert all(words in note for words, note in zip(said, found.notes, strict=True))
    assert Kind.ONLY_GP not in [pair.kind for pair in found.pairs if "known" in pair.key]


def test_what_is_to_be_decided_comes_first(joan, ada):
    ours(joan, "wasp", by=ada)
    theirs = [allergy("wasp"), allergy("bee")]

    assert [pair.is_open for pair in beside(joan, allergies(*theirs)).pairs] == [True, False]


def test_a_large_record_takes_as_many_queries_as_a_small_one(joan, ada):
    def queries_for(number):
        listed = [medicine(f"medicine-{one}") for one in range(number)]
        record = record_of(answer(area("medications", *listed), allergies()))
        with CaptureQueriesContext(connection) as captured:
            compared(joan, record)
        return len(captured)

    few = queries_for(1)
    for number in range(20):
        taken(joan, f"ours-{number}", by=ada)

    assert queries_for(600) == few == 3


def test_entries_that_are_alike_in_every_way_stay_two(joan):
    same = [
        {key: value for key, value in allergy(name).items() if key != "identifier"}
        | {"code": LATEX}
        for name in ("one", "two")
    ]

    assert kinds(beside(joan, allergies(*same))) == [Kind.ONLY_GP, Kind.ONLY_GP]
