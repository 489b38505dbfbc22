"""What accepting an entry of the GP record writes into ours."""

import pytest

from gpconnect import accepting
from gpconnect.deciding import decide, to_decide
from gpconnect.models import GPRecordPull
from records import queries as records_queries
from records import services as records
from records.errors import NotInThisState
from records.models import Allergy, Medication, Person
from records.models.gp import GPArea
from tests.gpconnect.answers import a_concept
from tests.gpconnect.beside import (
    PENICILLIN,
    PRACTICE,
    choose,
    pairs,
    seen_by,
    waiting,
)
from tests.gpconnect.lists import allergies, area, entry, medicine


def test_accepting_writes_a_new_entry_of_ours_with_where_it_is_from(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    decided = decide(edith, choose(pair, "accepted"), by=nora)

    ours = Allergy.objects.get(person=edith)
    assert (ours.causative_agent, ours.description_of_reaction) == (
        "Penicillin",
        "Swelling of the lips",
    )
    assert (ours.severity, ours.evidence) == ("life-threatening", "Millbrook Surgery")
    assert (f"{ours.happened_on}", ours.coding["code"]) == ("1962-05-04", "91936005")
    assert ours.source.startswith(PRACTICE)
    assert ours.recorded_by == nora
    assert (decided.ours_id, decided.ours_version) == (ours.pk, 1)
    assert decided.identifier == "https://EMISWeb/Z99901|penicillin"
    assert (decided.practice_ods, decided.practice_name) == ("Z99901", "Millbrook Surgery")
    assert decided.retrieved_at == GPRecordPull.objects.get(person=edith).retrieved_at


def test_what_was_accepted_is_the_same_in_both_and_waits_for_nobody(comes, edith, nora):
    comes(allergies(PENICILLIN))
    before = waiting(edith)
    [pair] = pairs(edith, by=nora)

    decide(edith, choose(pair, "accepted"), by=nora)

    [pair] = pairs(edith, by=nora)
    assert before == {"allergies": 1}
    assert waiting(edith) == {}
    assert (pair.kind, pair.is_open) == ("The same in both", False)


def test_the_header_says_where_it_is_from(comes, edith, nora):
    records.add(Allergy, edith, by=nora, causative_agent="Nuts")
    comes(allergies(PENICILLIN))
    [pair] = [one for one in pairs(edith, by=nora) if one.entry]

    decide(edith, choose(pair, "accepted"), by=nora)

    nuts, penicillin = records_queries.header(edith).allergies
    assert nuts == "Nuts"
    assert penicillin.startswith("Penicillin (from the GP record at Millbrook Surgery, Z99901, ")


def test_accepting_a_medicine_writes_how_it_is_taken(comes, edith, nora):
    comes(area("medications", medicine("Amlodipine", note=[{"text": "After food"}])))
    [pair] = pairs(edith, by=nora, part=GPArea.MEDICATIONS)

    decide(edith, choose(pair, "accepted"), by=nora)

    ours = Medication.objects.get(person=edith)
    assert (ours.name, ours.directions, ours.status) == (
        "Amlodipine",
        "One each morning",
        "active",
    )
    assert (f"{ours.started_on}", ours.comment, ours.coding) == ("2026-01-05", "After food", {})
    assert ours.source.startswith(PRACTICE)


@pytest.mark.parametrize("given", ["1962", "1962-05", "in May", "", "early in the sixties"])
def test_a_partial_date_is_not_made_into_a_day(comes, edith, nora, given):
    comes(allergies(PENICILLIN | {"onsetDateTime": given}))
    [pair] = pairs(edith, by=nora)

    decide(edith, choose(pair, "accepted"), by=nora)

    assert Allergy.objects.get(person=edith).happened_on is None


def test_accepting_a_difference_is_the_next_version_of_ours(comes, edith, nora):
    ours = records.add(
        Allergy, edith, by=nora, causative_agent="penicillin", severity="mild", evidence="Her son"
    )
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    decide(edith, choose(pair, "accepted"), by=nora)

    ours.refresh_from_db()
    assert (ours.version, ours.causative_agent, ours.evidence) == (2, "penicillin", "Her son")
    assert ours.severity == "life-threatening"
    assert ours.description_of_reaction == "Swelling of the lips"
    assert records_queries.last_written(ours).reason.startswith("Accepted from the GP record at")


def test_how_ours_is_taken_follows_what_is_accepted(comes, edith, nora):
    ours = records.add(Medication, edith, by=nora, name="amlodipine", dose="Two", directions="Now")
    comes(area("medications", medicine("Amlodipine")))
    [pair] = pairs(edith, by=nora, part=GPArea.MEDICATIONS)

    decide(edith, choose(pair, "accepted"), by=nora)

    ours.refresh_from_db()
    assert (ours.dose, ours.directions) == ("", "One each morning")


def test_what_an_old_system_held_keeps_its_own_source(comes, edith, nora):
    ours = records.add(
        Allergy,
        edith,
        by=nora,
        causative_agent="penicillin",
        import_run_id=edith.pk,
        source="Row 4",
    )
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    decide(edith, choose(pair, "accepted"), by=nora)

    ours.refresh_from_db()
    assert (ours.version, ours.source) == (2, "Row 4")
    assert records_queries.header(edith).allergies == ["penicillin"]


def test_accepting_that_an_allergy_ended_takes_ours_out_with_the_reason(comes, edith, nora):
    ours = records.add(Allergy, edith, by=nora, causative_agent="Penicillin")
    comes(allergies(ended=[PENICILLIN | {"clinicalStatus": "resolved"}]))
    [pair] = pairs(edith, by=nora)

    decide(edith, choose(pair, "accepted"), by=nora)

    ours.refresh_from_db()
    assert ours.standing == "withdrawn"
    assert records_queries.last_written(ours).reason.startswith("Accepted from the GP record at")
    assert pairs(edith, by=nora) == []
    assert waiting(edith) == {}


def test_accepting_that_a_medicine_stopped_stops_ours(comes, edith, nora):
    ours = records.add(Medication, edith, by=nora, name="Amlodipine", directions="One each morning")
    comes(area("medications", medicine("Amlodipine", status="stopped")))
    [pair] = pairs(edith, by=nora, part=GPArea.MEDICATIONS)

    decide(edith, choose(pair, "accepted"), by=nora)

    ours.refresh_from_db()
    assert (ours.status, ours.standing) == ("stopped", "current")


def test_accepting_ends_that_there_are_no_known_allergies(comes, edith, nora):
    records.state_no_known_allergies(edith, by=nora)
    comes(allergies(PENICILLIN))
    person, seen = seen_by(nora, edith)
    [pair] = pairs(edith, by=nora)

    asked = to_decide(person, seen, area=pair.area, key=pair.key)
    decide(edith, choose(pair, "accepted"), by=nora)

    assert asked is not None
    assert asked.ends_none_known
    assert Person.objects.get(pk=edith.pk).allergy_state == "present"


def test_a_medicine_without_directions_leaves_ours_as_they_are(comes, edith, nora):
    comes(area("medications", medicine("Amlodipine", dosage=[])))
    [pair] = pairs(edith, by=nora, part=GPArea.MEDICATIONS)

    decide(edith, choose(pair, "accepted"), by=nora)

    assert Medication.objects.get(person=edith).directions == ""


@pytest.mark.parametrize("part", [GPArea.ALLERGIES, GPArea.MEDICATIONS])
def test_what_a_list_holds_of_another_kind_is_not_taken_over(comes, edith, nora, part):
    odd = entry("Observation", "odd", code=a_concept("Latex"))
    records.add(Allergy, edith, by=nora, causative_agent="Latex")
    comes(area(part.value, odd))
    found = [one for one in pairs(edith, by=nora, part=part) if one.entry]

    with pytest.raises(NotInThisState, match=accepting.OF_ANOTHER_KIND):
        decide(edith, choose(found[0], "accepted"), by=nora)

    assert Allergy.objects.get(person=edith).version == 1
    assert not Medication.objects.filter(person=edith).exists()
