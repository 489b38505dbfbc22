"""A newer export of the same system: what is new, what changed there, what staff changed here."""

import pytest

from dailycare.models import CareEntry
from governance.services import change
from imports import queries, services
from imports.models import ImportRun, Newer, StagedRecord
from records.kinds import BY_SLUG
from records.models import AboutMe, Document, Person
from records.models.base import Standing
from tests.imports.extracts import ART, AS_OF, AT_HOME, NOTE, rondel, tidewell

pytestmark = pytest.mark.django_db
OTHER = NOTE | {"NoteID": "2", "EventTime": "2026-10-02 08:00:00", "NoteText": "Went out"}
SAID_ANEW = NOTE | {"NoteText": "Ate well, and asked for more"}
TABLET = {"MedID": "M1", "ClientID": "CL1", "Medicine": "Amlodipine", "Strength": "5mg",
          "DoseText": "One each morning"}  # fmt: skip
ANN = ART | {"ClientID": "CL2", "Surname": "Bell", "Forename": "Ann", "NHSNumber": "",
             "DateOfBirth": "24/12/1940"}  # fmt: skip
BOTH = {"clients": [ART, ANN], "addresses": [AT_HOME, AT_HOME | {"ClientID": "CL2"}]}
State = ImportRun.State


def prepared(files, *, by):
    run = services.start_check(
        files, file_name="extract.zip", location=by.locations[0], as_of=AS_OF, by=by
    )
    services.check_run(run.pk, by=by)
    return run


def came(files, *, by):
    """A run of an export that is in the record."""
    run = prepared(files, by=by)
    services.start_commit(run.pk, by=by)
    services.commit_run(run.pk, by=by)
    run.refresh_from_db()
    assert (run.state, run.error) == (State.COMMITTED, "")
    return run


def rewritten(entry, text, *, by):
    """What staff make of an entry."""
    with change(by=by, why="corrected"):
        CareEntry.objects.filter(pk=entry.pk).update(text=text)


def how_newer(run):
    return dict(queries.rows_of(run).exclude(newer="").values_list("source_id", "newer"))


def test_what_is_new_is_added_and_what_is_the_same_is_left_alone(adele):
    came(rondel(), by=adele)

    run = came(rondel(notes=[NOTE, OTHER]), by=adele)

    assert run.result["created"] == {"notes": 1}
    assert how_newer(run) == {}
    assert [entry.version for entry in CareEntry.objects.all()] == [1, 1]


def test_what_has_changed_in_the_old_system_changes_here_and_the_earlier_words_stay(adele):
    came(rondel(medication_profile=[TABLET]), by=adele)

    run = came(
        rondel(notes=[SAID_ANEW], medication_profile=[TABLET | {"DoseText": "Two"}]), by=adele
    )

    entry = CareEntry.objects.get()
    assert (entry.text, entry.version) == ("Ate well, and asked for more", 2)
    assert entry.versions.order_by("pgh_id").first().text == "Ate well"
    assert BY_SLUG["medicines"].model.objects.get().directions == "Two"
    assert how_newer(run) == {"1": Newer.UPDATED, "M1": Newer.UPDATED}
    assert run.report["newer"] == {"updated": 2}


def test_rows_of_two_people_with_one_id_are_each_their_own(adele):
    anns = TABLET | {"ClientID": "CL2", "Medicine": "Ramipril"}
    came(rondel(medication_profile=[TABLET, anns], **BOTH), by=adele)

    came(rondel(medication_profile=[anns | {"DoseText": "Two"}], **BOTH), by=adele)

    medicines = BY_SLUG["medicines"].model.objects.values_list("person__family_name", "directions")
    assert set(medicines) == {("Green", "One each morning"), ("Bell", "Two")}


def test_a_row_that_moved_to_another_person_changes_nothing_of_the_first(adele):
    came(rondel(**BOTH), by=adele)

    moved = NOTE | {"ClientID": "CL2", "NoteText": "Ate little"}
    came(rondel(notes=[moved], **BOTH), by=adele)

    said = CareEntry.objects.values_list("person__family_name", "text")
    assert set(said) == {("Green", "Ate well"), ("Bell", "Ate little")}


def test_what_staff_have_changed_since_is_left_and_told(adele, ada):
    came(rondel(), by=adele)
    entry = CareEntry.objects.get()
    rewritten(entry, "Ate half", by=ada)

    run = came(rondel(notes=[SAID_ANEW]), by=adele)

    entry.refresh_from_db()
    assert entry.text == "Ate half"
    assert how_newer(run) == {"1": Newer.LEFT}


def test_what_staff_change_between_check_and_commit_is_left_and_told(adele, ada):
    came(rondel(), by=adele)
    entry = CareEntry.objects.get()
    run = prepared(rondel(notes=[SAID_ANEW]), by=adele)
    rewritten(entry, "Ate half", by=ada)

    services.start_commit(run.pk, by=adele)
    services.commit_run(run.pk, by=adele)

    entry.refresh_from_db()
    assert entry.text == "Ate half"
    assert how_newer(run) == {"1": Newer.LEFT}


def test_a_change_that_came_is_not_made_twice(adele):
    came(rondel(), by=adele)
    came(rondel(notes=[SAID_ANEW]), by=adele)

    run = came(rondel(notes=[SAID_ANEW]), by=adele)

    assert how_newer(run) == {}
    assert CareEntry.objects.get().version == 2


def test_a_note_that_became_private_is_left_and_told(adele):
    came(rondel(), by=adele)

    run = came(rondel(notes=[NOTE | {"IsPrivate": "1"}]), by=adele)

    assert how_newer(run) == {"1": Newer.LEFT}


def test_taking_back_a_newer_export_gives_the_record_its_earlier_words(adele):
    came(rondel(), by=adele)
    run = came(rondel(notes=[SAID_ANEW, OTHER]), by=adele)

    services.start_undo(run.pk, reason="The wrong file", by=adele)
    services.undo_run(run.pk, by=adele)

    standing = CareEntry.objects.filter(standing=Standing.CURRENT)
    assert [(entry.text, entry.version) for entry in standing] == [("Ate well", 3)]
    assert not StagedRecord.objects.filter(run_id=run.pk).exists()


def test_a_newer_export_that_is_cancelled_leaves_nothing_prepared(adele):
    came(rondel(), by=adele)
    run = prepared(rondel(notes=[SAID_ANEW]), by=adele)

    services.cancel(run.pk, by=adele)

    assert not StagedRecord.objects.filter(run_id=run.pk).exists()


def test_what_was_taken_back_may_come_again(adele):
    came(rondel(), by=adele)
    run = came(rondel(notes=[SAID_ANEW]), by=adele)
    services.start_undo(run.pk, reason="The wrong file", by=adele)
    services.undo_run(run.pk, by=adele)

    came(rondel(notes=[SAID_ANEW]), by=adele)

    assert CareEntry.objects.get().text == "Ate well, and asked for more"


def test_a_document_that_was_there_is_not_kept_again(adele):
    paper = {"DocID": "D1", "ClientID": "CL1", "FileName": "letter.txt", "Title": "Letter"}
    files = {"letter.txt": b"Dear Mr Green"}
    came(rondel(documents=[paper], files=files), by=adele)

    came(rondel(documents=[paper | {"Title": "Letter of May"}], files=files), by=adele)

    document = Document.objects.get()
    assert (document.title, bytes(document.file.content)) == ("Letter of May", b"Dear Mr Green")


def test_what_somebody_says_of_themselves_follows_the_old_system(adele):
    came(tidewell(aboutMe=[{"section": "WELLNESS", "text": "Tea"}]), by=adele)

    came(tidewell(aboutMe=[{"section": "WELLNESS", "text": "Coffee"}]), by=adele)

    about = AboutMe.objects.get()
    assert (about.version, "Coffee" in str(about.answers)) == (2, True)


def test_an_allergy_that_is_new_is_known_at_once(adele):
    came(rondel(), by=adele)

    came(rondel(clients=[ART | {"Allergies": "Penicillin"}]), by=adele)

    assert Person.objects.get(family_name="Green").allergy_state == "present"
