"""Rows mended in files like their own: downloaded, mended, brought back, and only they."""

import csv
import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dailycare.models import CareEntry
from governance.services import acting_for
from imports import services
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.mending import runs as mending
from imports.mending.marks import as_typed, as_words
from imports.models import ImportRun
from records.models import Person
from tests.imports.extracts import ART, AS_OF, AT_HOME, NOTE, rondel, tidewell
from tests.people import signed_in

STAFF = [{"StaffID": "ST1", "Forename": "Ann", "Surname": "Bell"}]
BY_ANN = {"author": {"displayName": "Ann Bell"}}
FORMULA = "=cmd|' /C calc'!A0"
BAD = NOTE | {"NoteID": "2", "EventTime": "31/04/2026 08:00", "NoteText": FORMULA, "StaffID": "ST1"}


def checked(files, *, by, name="extract.zip"):
    run = services.start_check(files, file_name=name, location=by.locations[0], as_of=AS_OF, by=by)
    services.check_run(run.pk, by=by)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.error == ""
    return run


def brought_in(files, *, by, name="extract.zip"):
    run = checked(files, by=by, name=name)
    services.start_commit(run.pk, by=by)
    services.commit_run(run.pk, by=by)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.error == ""
    return run


def downloaded(run):
    return mending.download(run)


def rows_of(download):
    """The notes to be mended, as they were downloaded."""
    content = download.content
    if download.ending == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = package.read("visit_notes.csv")
    return list(csv.DictReader(io.StringIO(content.decode())))


def as_file(rows, name="visit_notes.csv"):
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return [in_memory(name, target.getvalue().encode())]


@pytest.fixture
def run(adele):
    """An import in which one note has no day that can be."""
    return brought_in(rondel(notes=[NOTE, BAD], staff=STAFF), by=adele)


def test_the_rows_to_mend_are_downloaded_in_their_own_columns_and_ours(run):
    [wrong] = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"]

    assert list(wrong)[: len(NOTE)] == list(NOTE)
    assert wrong["What is wrong"] == "The date is not a date that can be."
    assert wrong[f"Row in visit_notes of import {run.pk}"] == "3"


def test_nothing_in_them_is_run_by_a_spreadsheet(run):
    [wrong] = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"]

    assert wrong["NoteText"] == f"'{FORMULA}"


@pytest.mark.parametrize("text", ["=1+1", "-5", "'=1", "''@x", "'Tis", "plain", "\t=1", ""])
def test_words_are_the_same_after_they_were_kept_from_running(text):
    assert as_typed(as_words(text)) == text


def test_what_was_mended_comes_to_its_person_with_its_author_and_nothing_else_does(run, adele):
    rows = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"]
    rows[0]["EventTime"] = "30/04/2026 08:00"

    again = brought_in(as_file(rows), by=adele)

    note = CareEntry.objects.get(import_run_id=again.pk)
    assert again.mends_id == run.pk
    assert (note.text, note.source_author) == (FORMULA, "Ann Bell")
    assert note.person == Person.objects.get(family_name="Green")
    assert CareEntry.objects.count() == 2


def test_rows_in_which_nothing_was_mended_end_as_they_did(run, adele):
    rows = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"]

    again = brought_in(as_file(rows), by=adele)

    assert again.result["created"] == {}
    assert again.report["rows"]["visit_notes"]["outcome"] == {"rejected: impossible-date": 1}


def test_a_person_who_was_mended_comes_with_the_rows_that_waited_for_them(adele):
    nobody = ART | {"ClientID": "CL2", "DateOfBirth": "31/04/1942", "Forename": "Bea"}
    home = AT_HOME | {"ClientID": "CL2", "AddressID": "AD2", "KeySafe": "4711"}
    waiting = NOTE | {"NoteID": "3", "ClientID": "CL2", "StaffID": "ST1"}
    files = rondel(clients=[ART, nobody], addresses=[AT_HOME, home], notes=[waiting], staff=STAFF)
    run = brought_in(files, by=adele)

    download = downloaded(run)
    with zipfile.ZipFile(io.BytesIO(download.content)) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    mended = [
        in_memory(name, text.replace("31/04/1942", "30/04/1942").encode())
        for name, text in texts.items()
    ]
    again = brought_in(mended, by=adele)

    assert download.ending == "zip"
    assert sorted(texts) == ["addresses.csv", "clients.csv", "visit_notes.csv"]
    assert "4711" not in "".join(texts.values())
    bea = Person.objects.get(given_name="Bea")
    assert CareEntry.objects.get(person=bea).source_author == "Ann Bell"
    assert again.result["created"]["people"] == 1


def test_a_row_with_a_comma_too_many_is_mended(adele):
    files = rondel()
    with zipfile.ZipFile(files[0].open()) as package:
        those = {name: package.read(name).decode() for name in package.namelist()}
    those["visit_notes.csv"] += "4,CL1,CALL,2026-10-02 08:00:00,Ate, then slept,ST1\r\n"
    run = brought_in([in_memory(name, text.encode()) for name, text in those.items()], by=adele)
    [row] = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "4"]
    assert row["What is wrong"].startswith("It has more or fewer cells")

    beyond = next(name for name in row if name.startswith("Column "))
    mended = row | {"NoteText": "Ate, then slept", "StaffID": "", beyond: ""}
    brought_in(as_file([mended]), by=adele)

    assert CareEntry.objects.filter(text="Ate, then slept").count() == 1


def test_what_is_still_wrong_is_mended_again(run, adele):
    [row] = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"]
    second = brought_in(as_file([row | {"EventTime": "32/04/2026 08:00"}]), by=adele)
    [row] = rows_of(downloaded(second))
    assert row["EventTime"] == "32/04/2026 08:00"

    third = brought_in(as_file([row | {"EventTime": "29/04/2026 08:00"}]), by=adele)

    assert third.mends_id == second.pk
    assert CareEntry.objects.get(import_run_id=third.pk).source_author == "Ann Bell"


def test_json_is_mended_in_its_own_shape(adele):
    notes = [
        {"id": "n1", "type": "PC01", "occurredAt": "2026-10-01T08:00:00Z", "text": "Ate"} | BY_ANN,
        {"id": "n2", "type": "PC01", "occurredAt": "never", "text": "Sang. Key safe code: 4711"},
    ]
    run = brought_in(tidewell(notes=notes), by=adele, name="people-0001.ndjson")

    download = downloaded(run)
    [record] = map(json.loads, download.content.splitlines())
    [note] = record["notes"]
    assert (record["id"], note["id"], download.ending) == ("p1", "n2", "ndjson")
    assert note["@whatIsWrong"] == "The date is not a date that can be."
    assert "4711" not in download.content.decode()

    note["occurredAt"] = "2026-10-02T08:00:00Z"
    again = brought_in([in_memory("mended.json", json.dumps([record]).encode())], by=adele)

    assert CareEntry.objects.get(import_run_id=again.pk).text.startswith("Sang.")
    assert CareEntry.objects.count() == 2


def test_json_that_is_still_wrong_is_downloaded_as_it_was_mended(adele):
    note = {"id": "n2", "type": "PC01", "occurredAt": "never", "text": "Sang"}
    run = brought_in(tidewell(notes=[note]), by=adele)
    record = json.loads(downloaded(run).content)
    record["notes"][0] |= {"occurredAt": "not yet"}

    again = brought_in([in_memory("mended.ndjson", json.dumps(record).encode())], by=adele)

    assert json.loads(downloaded(again).content)["notes"][0]["occurredAt"] == "not yet"


def test_a_file_without_a_problem_has_nothing_to_mend(adele):
    note = {"id": "n1", "type": "PC01", "occurredAt": "2026-10-01T08:00:00Z", "text": "Washed"}

    assert downloaded(brought_in(tidewell(notes=[note | BY_ANN]), by=adele)) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda row, mark: row | {mark: ""}, "does not say in row 2 which row that mends"),
        (lambda row, mark: row | {mark.replace("visit_notes", "wishes"): "2"}, "no list called"),
    ],
    ids=["a new row", "an unknown list"],
)
def test_a_row_that_mends_nothing_is_refused_with_a_sentence(run, adele, change, sentence):
    [row] = [row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"]
    mark = next(name for name in row if name.startswith("Row in"))
    changed = change(row, mark)
    if mark not in changed or len(changed) > len(row):
        del changed[mark]

    started = services.start_check(
        as_file([changed]), file_name="x.csv", location=adele.locations[0], as_of=AS_OF, by=adele
    )
    services.check_run(started.pk, by=adele)

    assert sentence in ImportRun.objects.get(pk=started.pk).error


def test_files_that_mend_two_imports_are_refused(adele):
    heads = [f"NoteID,Row in visit_notes of import {uuid4()}\n1,2\n" for _ in range(2)]
    files = [in_memory(f"{n}.csv", text.encode()) for n, text in enumerate(heads)]

    with pytest.raises(UnreadableFile, match="two imports"):
        mending.reader_for(files)


def test_rows_of_an_import_that_is_not_in_the_record_are_refused(adele):
    run = checked(rondel(notes=[NOTE, BAD], staff=STAFF), by=adele)

    with pytest.raises(UnreadableFile, match="Bring that in first"):
        mending.reader_for(as_file(rows_of(downloaded(run))))


def test_a_mark_that_names_no_import_is_no_mark(adele):
    assert mending.reader_for([in_memory("x.json", b'[{"@import": "mine"}]')]) is None
    assert mending.reader_for([in_memory("x.json", b"[{")]) is None


# The pages.


def test_an_administrator_downloads_mends_and_uploads(cast, client):
    with acting_for(cast.provider.pk):
        run = brought_in(rondel(notes=[NOTE, BAD], staff=STAFF), by=cast.adele)
    browser = signed_in(client, cast.adele)

    answer = browser.get(reverse("imports:problems", args=[run.pk]))
    assert answer.headers["Content-Type"] == "text/csv"
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    file = SimpleUploadedFile("to-mend (1).csv", answer.content)
    day = {"as_of-day": "31", "as_of-month": "10", "as_of-year": "2026"}
    browser.post(reverse("imports:upload"), day | {"export": file, "location": cast.home.pk})

    with acting_for(cast.provider.pk):
        started = ImportRun.objects.get(mends=run.pk)
    assert "mends" in browser.get(reverse("imports:run", args=[started.pk])).content.decode()


def test_rows_of_another_place_are_not_mended(cast, client):
    with acting_for(cast.provider.pk):
        run = brought_in(rondel(notes=[NOTE, BAD], staff=STAFF), by=cast.adele)
        [file] = as_file([row for row in rows_of(downloaded(run)) if row["NoteID"] == "2"])

        with pytest.raises(UnreadableFile, match="not one of yours"):
            mending.reader_for([file], places=[cast.elsewhere.pk])
