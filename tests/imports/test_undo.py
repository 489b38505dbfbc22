"""Taking an import back: all of it, but for what staff have built on."""

from dailycare import services as dailycare
from dailycare.models import CareEntry
from imports.models import ImportRun
from records import services as records
from records.models import Person
from records.models.person import AllergyState
from tests.imports.runs import NOTES, brought_in, counts, small_home, taken_back

State = ImportRun.State


def test_an_undo_takes_everything_back_with_its_reason(adele):
    run = brought_in(small_home(), by=adele)

    taken_back(run, by=adele)

    assert counts() == {"people": 0, "contacts": 0, "allergies": 0, "notes": 0}
    assert run.state == State.UNDONE
    assert run.undo_report["stays"] == []
    assert run.undo_report["taken_back"] == {
        "notes": 3,
        "allergies": 2,
        "contacts": 1,
        "addresses": 2,
        "stays": 2,
        "people": 2,
    }
    note = CareEntry.objects.first()
    assert note.standing == "withdrawn"
    assert note.versions.latest("version").reason == "Wrong home"


def test_what_was_taken_back_can_be_brought_in_again(adele):
    taken_back(brought_in(small_home(), by=adele), by=adele)

    again = brought_in(small_home(), by=adele)

    assert counts() == {"people": 2, "contacts": 1, "allergies": 2, "notes": 3}
    assert again.result["already_there"] == {}


def test_a_person_whom_staff_wrote_about_stays_whole_and_the_undo_says_why(adele, ada):
    run = brought_in(small_home(), by=adele)
    betty = Person.objects.get(family_name="Green")
    dailycare.record_care(
        betty, by=ada, kind="general", happened_at=run.created_at, text="Slept badly"
    )

    taken_back(run, by=adele)

    assert counts() == {"people": 1, "contacts": 1, "allergies": 2, "notes": 3}
    [stays] = run.undo_report["stays"]
    assert (stays["name"], stays["person_id"]) == ("Mrs Elizabeth Green", str(betty.pk))
    assert stays["why"] == ["notes added since: 1"]


def test_a_note_that_staff_corrected_stays_with_its_person(adele, marcus):
    run = brought_in(small_home(), by=adele)
    note = CareEntry.objects.get(text="Ate well")
    dailycare.correct_care(note, replaces=1, reason="Typing error", by=marcus, text="Ate little")

    taken_back(run, by=adele)

    assert counts()["people"] == 1
    [stays] = run.undo_report["stays"]
    assert "changed since: 1" in stays["why"][0]


def test_an_undo_of_a_second_file_leaves_what_the_first_brought(adele):
    brought_in(small_home(notes=NOTES[:1], allergies=[]), by=adele)
    second = brought_in(small_home(), by=adele)

    taken_back(second, by=adele)

    betty = Person.objects.get(family_name="Green")
    assert counts() == {"people": 2, "contacts": 1, "allergies": 0, "notes": 1}
    assert betty.allergy_state == AllergyState.NOT_ASKED


def test_a_person_whose_own_facts_were_changed_stays(adele):
    run = brought_in(small_home(), by=adele)
    betty = Person.objects.get(family_name="Green")
    records.revise_person(betty.pk, replaces=1, by=adele, preferred_name="Liz")

    taken_back(run, by=adele)

    [stays] = run.undo_report["stays"]
    assert stays["why"] == ["who they are was changed since"]


def test_a_corrected_note_of_somebody_from_an_earlier_file_stays_alone(adele, marcus):
    brought_in(small_home(notes=[]), by=adele)
    second = brought_in(small_home(), by=adele)
    note = CareEntry.objects.get(text="Ate well")
    dailycare.correct_care(note, replaces=1, reason="Typing error", by=marcus, text="Ate little")

    taken_back(second, by=adele)

    assert counts()["notes"] == 1
    assert second.undo_report["stays"] == [
        {"name": "1 notes", "person_id": "", "why": ["changed since"]}
    ]
