"""What the old system had, where the record has cleaner words: kept, and shown to those who may."""

import json

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.permissions import Role
from dailycare.models import CareEntry
from governance.services import acting_for, change
from imports import presentation
from imports.models import ImportRow
from records.models import AboutMe, Contact, Observation, Risk
from tests.imports.extracts import NOTE, rondel, tidewell
from tests.imports.runs import brought_in_files, checked_files
from tests.people import SINCE, signed_in

pytestmark = pytest.mark.django_db
HTML = "<p>Sang to <b>herself</b> &amp; laughed</p><script>alert(1)</script>"
IN_HTML = NOTE | {"NoteText": HTML, "StaffID": "J.B."}
IN_RTF = NOTE | {"NoteID": "2", "NoteText": r"{\rtf1\ansi Went out\par}"}
PLAIN = NOTE | {"NoteID": "3", "NoteText": "Slept well", "StaffID": "J.B."}
DAMAGED = NOTE | {"NoteID": "4", "NoteText": "Didnâ€™t eat"}
PRIVATE = NOTE | {"NoteID": "5", "NoteText": "<p>Zebrafish</p>", "IsPrivate": "1"}
STAFF = [{"StaffID": "AB", "Forename": "Ann", "Surname": "Bell"}]
CODE = NOTE | {"NoteID": "6", "NoteText": "The key safe <b>is now</b> <i>4711</i>"}


@pytest.fixture
def run(adele):
    """Notes of every sort, in the record."""
    notes = [IN_HTML, IN_RTF, PLAIN, DAMAGED, PRIVATE, CODE]
    return brought_in_files(rondel(notes=notes), by=adele)


def rows(run):
    return {row.source_id: row for row in ImportRow.objects.filter(run=run, kind="note")}


def entry_of(run, note):
    return CareEntry.objects.get(pk=rows(run)[note["NoteID"]].target_id)


def as_it_was(client, record, *, who, person_id=None):
    """The page of what stood in place of a record's words."""
    person_id = person_id or getattr(record, "person_id", record.pk)
    return signed_in(client, who).get(reverse("imports:as_it_was", args=[person_id, record.pk]))


def test_a_row_of_which_the_text_was_cleaned_keeps_its_cells(run):
    found = rows(run)

    assert entry_of(run, IN_HTML).text == "Sang to herself & laughed"
    assert ["NoteText", HTML] in found["1"].cells
    assert ["NoteText", IN_RTF["NoteText"]] in found["2"].cells
    assert ["NoteText", DAMAGED["NoteText"]] in found["4"].cells
    assert [note for note, row in found.items() if row.is_cleaned] == ["1", "2", "4", "5", "6"]


def test_a_row_of_which_the_text_is_as_it_was_keeps_nothing_twice(run):
    plain = rows(run)["3"]

    assert (plain.cells, plain.is_cleaned, plain.is_private) == ([], False, False)


def test_the_original_is_shown_as_text_and_never_run(run, client, adele):
    page = as_it_was(client, entry_of(run, IN_HTML), who=adele).content.decode()

    assert "&lt;b&gt;herself&lt;/b&gt; &amp;amp; laughed" in page
    assert "<b>herself" not in page
    assert "<script>alert" not in page
    assert "visit_notes row 2, brought in from export of 31 October 2026" in page


def test_a_code_that_only_markup_hid_is_in_no_original(run, client, adele):
    page = as_it_was(client, entry_of(run, CODE), who=adele).content.decode()

    assert "4711" not in page
    assert "The key safe is now [code kept apart]" in page


def test_a_record_that_is_as_it_was_says_so(run, client, adele):
    page = as_it_was(client, entry_of(run, PLAIN), who=adele).content.decode()

    assert "Its words are in the record as the old system had them" in page


def test_the_originals_of_every_export_are_shown_the_newest_first(run, client, adele):
    newer = IN_HTML | {"NoteText": "<p>Sang to herself all day</p>"}
    brought_in_files(rondel(notes=[newer]), by=adele)
    checked_files(rondel(notes=[newer | {"NoteText": "<p>Only checked</p>"}]), by=adele)

    page = as_it_was(client, entry_of(run, IN_HTML), who=adele).content.decode()

    assert page.index("Sang to herself all day&lt;/p&gt;") < page.index("&lt;b&gt;herself")
    assert "Only checked" not in page


def test_words_that_the_record_did_not_take_are_not_shown_with_it(run, client, adele):
    brought_in_files(rondel(notes=[PRIVATE | {"NoteID": IN_HTML["NoteID"]}]), by=adele)

    page = as_it_was(client, entry_of(run, IN_HTML), who=adele).content.decode()

    assert "&lt;b&gt;herself" in page
    assert "Zebrafish" not in page


def test_what_was_private_is_in_no_list_and_no_download_of_a_run(cast, client):
    with acting_for(cast.provider.pk):
        run = brought_in_files(
            rondel(notes=[PRIVATE | {"StaffID": "ZZ"}], staff=STAFF), by=cast.adele
        )
        [row] = rows(run).values()
        report = json.dumps(presentation.reconciliation(run))
    browser = signed_in(client, cast.adele)

    listed = browser.get(reverse("imports:rows", args=[run.pk])).content.decode()
    mended = browser.get(reverse("imports:problems", args=[run.pk])).content

    assert (row.is_private, bool(row.warnings), row.summary) == (True, True, "")
    assert "Its words are kept private" in listed
    assert "Zebrafish" not in listed + report
    assert b"Zebrafish" not in mended


@pytest.mark.parametrize(("is_senior", "status"), [(True, 200), (False, 404)])
def test_the_original_of_a_private_part_is_seen_by_those_who_see_the_part(
    run, client, cast, adele, is_senior, status
):
    private = Observation.objects.get()
    if is_senior:
        accounts.give_post(adele, Role.SENIOR, cast.home, started_on=SINCE, by=cast.system)

    answer = as_it_was(client, private, who=adele)

    assert answer.status_code == status
    assert (b"&lt;p&gt;Zebrafish" in answer.content) is is_senior


def test_a_record_kept_private_later_hides_its_original_too(client, adele):
    risk = {
        "RiskID": "R1",
        "ClientID": "CL1",
        "RiskType": "Falls",
        "ControlMeasures": "<b>Zebrafish</b>",
    }
    brought_in_files(rondel(risk_assessments=[risk]), by=adele)
    record = Risk.objects.get()
    with change(by=adele, why="told in confidence"):
        Risk.objects.update(is_restricted=True)

    assert as_it_was(client, record, who=adele).status_code == 404


def test_nobody_sees_an_original_who_may_not_bring_records_in(run, client, cast):
    entry = entry_of(run, IN_HTML)

    assert as_it_was(client, entry, who=cast.ada).status_code == 403
    assert as_it_was(client, entry, who=cast.olive).status_code in {403, 404}


def test_a_record_under_the_name_of_somebody_else_is_not_found(run, client, adele, joan):
    entry = entry_of(run, IN_HTML)

    assert as_it_was(client, entry, who=adele, person_id=joan.pk).status_code == 404


def test_a_record_that_no_import_made_has_no_such_page(client, adele, joan):
    assert as_it_was(client, joan, who=adele).status_code == 404


def test_rows_of_which_the_text_was_cleaned_are_found_by_that(run, client, adele):
    address = reverse("imports:rows", args=[run.pk])

    page = signed_in(client, adele).get(f"{address}?outcome=cleaned").content.decode()

    assert "5 rows, page 1 of 1" in page
    assert "Its text was cleaned" in page


def test_a_record_of_any_kind_keeps_what_it_was_and_is_led_back_to(client, adele):
    contact = {"ContactID": "C1", "ClientID": "CL1", "FullName": "Tom", "Notes": "<i>Rings</i>"}
    brought_in_files(rondel(contacts=[contact]), by=adele)
    kin = Contact.objects.get()

    page = as_it_was(client, kin, who=adele).content.decode()

    assert kin.comment == "Rings"
    assert "&lt;i&gt;Rings&lt;/i&gt;" in page
    assert reverse("records:record", kwargs={
        "person_id": kin.person_id, "kind": "contacts", "record_id": kin.pk,
    }) in page  # fmt: skip


def test_every_line_of_about_me_is_shown_and_leads_back_to_it(client, adele):
    lines = [
        {"section": "WELLNESS", "text": "<p>I walk</p>"},
        {"section": "IMPORTANT_TO_ME", "text": "<p>My cat</p>"},
    ]
    brought_in_files(tidewell(aboutMe=lines), by=adele)
    about = AboutMe.objects.get()

    page = as_it_was(client, about, who=adele).content.decode()

    assert page.index("&lt;p&gt;I walk&lt;/p&gt;") < page.index("&lt;p&gt;My cat&lt;/p&gt;")
    assert reverse("records:about_me", args=[about.person_id]) in page
