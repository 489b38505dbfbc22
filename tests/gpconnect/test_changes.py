"""What is found to have changed between one good answer of a GP system and the next."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services import system_user
from gpconnect import changes, services
from gpconnect.asking import Answers
from gpconnect.digests import content, keyed
from gpconnect.models import GPRecordPull, KnownArea
from gpconnect.reading.record import Allergy, Medication
from records.models import Allergy as OurAllergy
from records.models import GPNotice
from tests.gpconnect.answers import (
    a_concept,
    a_list,
    an_allergy,
    as_bytes,
)
from tests.gpconnect.lists import (
    IN_TRANSIT,
    WITHHELD,
    allergies,
    allergy,
    answer,
    area,
    entry,
    identified,
    medicine,
)
from tests.gpconnect.spine import a_register_entry, an_outcome, reply


def told(person):
    """What was found: the part, what became of it, and since which answer it is known."""
    rows = GPNotice.objects.filter(person=person).exclude(news="differs")
    return sorted((row.area, row.news) for row in rows)


def test_the_first_answer_is_what_the_next_is_compared_with(came, edith):
    came(answer(allergies(allergy("bee")), area("medications", medicine("amlodipine"))))

    assert told(edith) == []
    assert {row.area for row in KnownArea.objects.filter(person=edith)} == {
        "allergies",
        "medications",
    }


def test_the_same_answer_again_changes_nothing(came, edith):
    bundle = answer(allergies(allergy("bee")), area("medications", medicine("amlodipine")))

    came(bundle, bundle, bundle)

    assert told(edith) == []


ASPIRIN = allergy("aspirin", clinicalStatus="resolved")
FLU = entry("Immunization", "flu", status="completed", vaccineCode=a_concept("Flu"))
FALL = entry("Condition", "fall", clinicalStatus="active", code=a_concept("Fall"))
VISIT = entry("Encounter", "visit", status="finished", period={"start": "2026-11-02"})
CHANGES = {
    "a new allergy": (allergies(), allergies(allergy("bee")), [("allergies", "new")]),
    "an allergy that ended": (
        allergies(allergy("aspirin")),
        allergies(ended=[ASPIRIN]),
        [("allergies", "ended")],
    ),
    "one that was put among the ended only": (
        allergies(),
        allergies(ended=[ASPIRIN]),
        [("allergies", "ended")],
    ),
    "one that is active again": (
        allergies(ended=[ASPIRIN]),
        allergies(allergy("aspirin")),
        [("allergies", "new")],
    ),
    "an allergy in other words": (
        allergies(allergy("bee")),
        allergies(allergy("bee", reaction=[{"description": "Swelling"}])),
        [("allergies", "altered")],
    ),
    "an ended one in other words": (
        allergies(ended=[ASPIRIN]),
        allergies(ended=[ASPIRIN | {"note": [{"text": "Tolerated"}]}]),
        [("allergies", "altered")],
    ),
    "an allergy on no list any more": (
        allergies(allergy("bee")),
        allergies(),
        [("allergies", "gone")],
    ),
    "a medicine that started": (
        area("medications", medicine("one")),
        area("medications", medicine("one"), medicine("two")),
        [("medications", "new")],
    ),
    "a medicine that stopped": (
        area("medications", medicine("one")),
        area("medications", medicine("one", status="stopped")),
        [("medications", "ended")],
    ),
    "a medicine in another dose": (
        area("medications", medicine("one")),
        area("medications", medicine("one", dose="Two each morning")),
        [("medications", "altered")],
    ),
    "a medicine that is issued again, by another hand": (
        area("medications", medicine("one")),
        area("medications", medicine("one", issued="2026-11-20", informationSource={})),
        [],
    ),
    "a medicine on the list no more": (
        area("medications", medicine("one"), medicine("two")),
        area("medications", medicine("two")),
        [("medications", "gone")],
    ),
    "a new problem": (area("problems"), area("problems", FALL), [("problems", "new")]),
    "a problem that is closed": (
        area("problems", FALL),
        area("problems", FALL | {"clinicalStatus": "inactive"}),
        [],
    ),
    "a new immunisation": (
        area("immunisations"),
        area("immunisations", FLU),
        [("immunisations", "new")],
    ),
    "a new consultation, which takes the place of the oldest": (
        area("consultations", VISIT | {"id": "v1", "identifier": identified("v1")}),
        area("consultations", VISIT),
        [("consultations", "new")],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_told(came, edith, before, after, expected):
    came(answer(before), answer(after), answer(after))

    assert told(edith) == expected


def test_a_consultation_that_comes_back_among_the_last_three_is_not_new(came, edith):
    older = VISIT | {"id": "v1", "identifier": identified("v1")}

    came(*(answer(area("consultations", one)) for one in (older, VISIT, older)))

    assert told(edith) == [("consultations", "new")]


NOT_WHOLE = {
    "absent": [],
    "absent, with the ended ones": [a_list("ended_allergies")],
    "with an entry that cannot be read": [
        a_list("allergies", "AllergyIntolerance/lost"),
        a_list("ended_allergies"),
    ],
    "with items withheld": allergies(extension=[WITHHELD]),
    "in transit elsewhere": [*allergies(), *area("problems", extension=[IN_TRANSIT])],
    "without the list of ended ones": area("allergies"),
    "beside something unreadable": [*allergies(), {"resourceType": "Riddle", "id": "r"}],
    "switched off": [
        *allergies(),
        {
            "resourceType": "OperationOutcome",
            "issue": [{"diagnostics": "includeAllergies", "details": {"text": "is disabled"}}],
        },
    ],
    "beside an omission of nobody knows what": [
        *allergies(),
        {"resourceType": "OperationOutcome", "issue": [{"details": {"text": "some items"}}]},
    ],
}


@pytest.mark.parametrize("after", NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_nothing_is_gone_because_an_area_is_not_whole(came, edith, after):
    whole = answer(allergies(allergy("bee")))

    came(whole, answer(after), whole)

    assert told(edith) == []


def test_what_went_while_the_area_was_not_whole_is_told_when_it_is(came, edith):
    came(answer(allergies(allergy("bee"))), answer([]), answer(allergies()))

    assert told(edith) == [("allergies", "gone")]


def test_what_is_new_is_told_even_of_an_area_that_is_not_whole(came, edith):
    came(
        answer(allergies(allergy("bee"))),
        answer(allergies(allergy("latex"), extension=[WITHHELD])),
    )

    assert told(edith) == [("allergies", "new")]


def test_that_there_are_no_known_allergies_is_no_new_allergy(came, edith):
    none = allergy("nka", code=a_concept("No known allergies", sent="716186003"))

    came(answer(allergies()), answer(allergies(none)))

    assert told(edith) == []


def test_entries_without_an_identifier_that_are_alike_do_not_hide_each_other(came, edith):
    same = [an_allergy(name) for name in ("a1", "a2")]
    more = [*same, an_allergy("a3")]

    came(answer(allergies(*same)), answer(allergies(*more)), answer(allergies(*same)))

    assert told(edith) == [("allergies", "gone"), ("allergies", "new")]


def test_two_entries_under_one_identifier_are_two(came, edith):
    other = an_allergy("a2", identifier=identified("bee"), code=a_concept("Wasp"))

    came(answer(allergies(allergy("bee"))), answer(allergies(allergy("bee"), other)))

    assert len(told(edith)) > 0
    assert ("allergies", "gone") not in told(edith)


def test_one_that_stands_on_both_lists_is_active(came, edith):
    both = [*area("allergies", allergy("bee")), a_list("ended_allergies", "AllergyIntolerance/bee")]

    came(answer(allergies(allergy("bee"))), answer(both))

    assert told(edith) == []


def test_the_record_of_another_practice_is_compared_with_nothing(spine, came, edith):
    came(answer(allergies(allergy("bee"))))
    system = "https://fhir.nhs.uk/Id/ods-organization-code"
    moved = {"identifier": {"system": system, "value": "Z99902"}}
    spine.answers("Patient", reply(a_register_entry(generalPractitioner=[moved])))

    came(answer(allergies(allergy("latex"))), answer(allergies()))

    assert told(edith) == [("allergies", "gone")]


def test_an_answer_that_is_refused_changes_nothing_that_is_known(spine, came, edith, marcus):
    came(answer(allergies(allergy("bee"))))

    came({"resourceType": "Bundle", "entry": []})

    assert told(edith) == []
    [known] = KnownArea.objects.filter(person=edith)
    assert len(known.entries) == 1


def test_changes_are_found_though_no_answer_is_kept(spine, edith, marcus, settings):
    settings.GP_RECORD_KEPT_FOR = timedelta(0)
    system = system_user("gp-connect", marcus.provider_id)

    for bundle in (answer(allergies()), answer(allergies(allergy("bee")))):
        spine.answers("GP", reply(bundle))
        services.refresh_gp_record(edith.pk, by=system)

    assert told(edith) == [("allergies", "new")]
    assert not GPRecordPull.objects.filter(person=edith, answer__isnull=False).exists()
    assert not GPNotice.objects.filter(person=edith, news="differs").exists()


@pytest.mark.parametrize("code", ["NO_PATIENT_CONSENT", "PATIENT_NOT_FOUND"])
def test_nobody_waits_for_a_decision_about_what_may_not_be_shown(spine, came, edith, marcus, code):
    came(answer(allergies(allergy("bee"))))
    waiting = GPNotice.objects.get(person=edith, news="differs")

    spine.answers("GP", reply(an_outcome(code), 403))
    services.refresh_gp_record(edith.pk, by=marcus)

    waiting.refresh_from_db()
    assert waiting.standing == "withdrawn"
    assert told(edith) == []


def test_what_stays_does_not_tell_what_the_practice_wrote(came, edith):
    came(answer(allergies(allergy("wasp venom"))), answer(allergies(allergy("penicillin"))))

    stays = json.dumps(
        [
            *KnownArea.objects.values_list("entries", "origin"),
            *GPNotice.objects.values_list("item_key", "area", "news"),
        ]
    )
    assert "penicillin" not in stays
    assert "wasp" not in stays


def test_a_digest_cannot_be_guessed_without_the_key_of_the_installation(settings):
    item = Allergy(kind="AllergyIntolerance", display="Penicillin")
    before = content(item), list(keyed([item]))

    settings.FIELD_KEY = "another"

    assert before != (content(item), list(keyed([item])))


def test_changes_are_signed_by_the_system_and_are_no_part_of_our_record(came, edith):
    came(answer(allergies()), answer(allergies(allergy("wasp venom"))))

    notice = GPNotice.objects.get(person=edith, news="new")
    assert notice.recorded_by.name == "The system (gp-connect)"
    assert notice.words == "New allergy"
    assert not OurAllergy.objects.filter(person=edith).exists()


def test_a_notice_says_since_when(came, edith):
    came(answer(allergies()))
    first = GPRecordPull.objects.get(person=edith)

    came(answer(allergies(allergy("wasp venom"))))

    assert GPNotice.objects.get(person=edith, news="new").known_at == first.finished_at


def test_the_number_of_queries_does_not_grow_with_the_entries(rosewood, edith, marcus):
    pull = GPRecordPull.objects.create(person=edith, requested_by=marcus, practice_ods="Z99901")
    pull.refresh_from_db()
    pull.answer = b"kept"

    def queries_for(*names):
        bundle = as_bytes(answer(area("medications", *(medicine(name) for name in names))))
        with CaptureQueriesContext(connection) as captured:
            changes.note_changes(pull, bundle, timezone.now(), by=marcus)
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    queries_for("one")
    few = queries_for("one", "two")

    assert queries_for("one", "two", *(f"medicine-{number}" for number in range(400))) == few <= 12


def test_an_attempt_that_is_over_notes_nothing_more(edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)

    for bundle in (answer(allergies()), answer(allergies(allergy("wasp venom")))):
        services._finish(pull, by=marcus, answers=Answers(as_bytes(bundle)), failure=None)

    assert told(edith) == []


def test_what_an_entry_is_does_not_depend_on_fields_that_a_reader_may_add():
    item = Medication(kind="MedicationStatement", display="Amlodipine", dosage=("One",))
    other = Medication(
        kind="MedicationStatement",
        display="Amlodipine",
        dosage=("One",),
        by="Dr Shah",
        repeats_issued="3",
        snomed="123",
    )

    assert content(item) == content(other)
