"""What is handed over is shown to the virus scanner: uploads, and papers within an archive."""

import io
import zipfile

import pytest
from django.urls import reverse

from imports import reasons, services
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.models import ImportDraft, ImportRow, ImportRun
from imports.rows import Outcome
from imports.scanning import is_infected, refuse_infected_files
from records.models import Document, DocumentFile
from tests.governance.scanner import EICAR, Scanner
from tests.imports.extracts import NOTE, read, rondel
from tests.imports.homes import AS_OF
from tests.imports.runs import brought_in_files, checked_files, small_home
from tests.imports.test_mending import as_file, downloaded, rows_of
from tests.imports.test_views import an_upload
from tests.people import signed_in

INDEX = [
    {"DocID": "1", "ClientID": "CL1", "FileName": "letter.txt"},
    {"DocID": "2", "ClientID": "CL1", "FileName": "other.txt"},
]
FILES = {"letter.txt": EICAR.decode(), "other.txt": "Dear Art"}


@pytest.fixture
def scanner(settings):
    with Scanner() as running:
        settings.CLAMD_ADDRESS = running.address
        yield running


def test_a_paper_with_a_virus_is_left_out_and_listed_and_the_others_come(scanner):
    rows = read(rondel(documents=INDEX, files=FILES))["documents"]

    assert [(row.outcome, row.reason) for row in rows] == [
        (Outcome.REJECTED, reasons.INFECTED), (Outcome.IMPORTED, ""),
    ]  # fmt: skip
    assert reasons.sentence(reasons.INFECTED).endswith("It was not taken.")


@pytest.mark.django_db
def test_a_paper_with_a_virus_is_never_a_document(scanner, adele):
    brought_in_files(rondel(documents=INDEX, files=FILES), by=adele)

    assert [one.title for one in Document.objects.all()] == ["other.txt"]
    assert not any(EICAR in bytes(one.content) for one in DocumentFile.objects.all())


def in_a_zip(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("_", "."), content)
    return [in_memory("export.zip", target.getvalue())]


@pytest.mark.django_db
def test_a_list_with_a_virus_in_an_archive_fails_the_check(scanner, adele):
    run = checked_files(rondel(notes=[NOTE | {"NoteText": EICAR.decode()}]), by=adele)

    assert run.state == ImportRun.State.FAILED
    assert run.error.startswith("visit_notes.csv holds a virus (Eicar-Test-Signature)")
    assert not ImportRow.objects.filter(run=run).exists()


@pytest.mark.django_db
def test_a_workbook_with_a_virus_in_an_archive_fails_the_check(scanner, adele):
    book = small_home() + EICAR  # behind the end of the package, where no program looks

    run = checked_files(in_a_zip(home_xlsx=book), by=adele)

    assert run.error.startswith("home.xlsx holds a virus")


@pytest.mark.django_db
def test_a_list_with_a_virus_that_nobody_knows_is_not_looked_at(scanner, adele):
    files = in_a_zip(people_csv=b"Name,Born\nArt Green,1.1.1940\n" + EICAR + b",x\n")
    run = services.start_mapping(
        files, file_name="export.zip", location=adele.locations[0], as_of=AS_OF, by=adele
    )

    services.look_at_run(run.pk, by=adele)

    run.refresh_from_db()
    assert run.error.startswith("people.csv holds a virus")
    assert not ImportDraft.objects.filter(run=run).exists()


@pytest.mark.django_db
def test_a_virus_among_mended_rows_fails_the_check(scanner, adele):
    wrong = NOTE | {"EventTime": "31/04/2026 08:00"}
    run = brought_in_files(rondel(notes=[wrong]), by=adele)
    [row] = rows_of(downloaded(run))
    [file] = as_file([row | {"NoteText": EICAR.decode()}])

    again = checked_files(in_a_zip(visit__notes_csv=file.start(file.size)), by=adele)

    assert "holds a virus" in again.error


@pytest.mark.django_db
def test_lists_of_an_archive_are_shown_to_the_scanner_unpacked_and_once(scanner, adele):
    checked_files(rondel(documents=INDEX, files=FILES), by=adele)

    notes = [seen for seen in scanner.seen if seen.startswith(b"NoteID")]
    assert (len(notes), b"Ate well" in notes[0]) == (1, True)


@pytest.mark.django_db
def test_no_list_of_an_archive_is_read_while_the_scanner_is_away(settings, adele):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"

    run = checked_files(rondel(), by=adele)

    assert run.state == ImportRun.State.FAILED
    assert "the virus scanner cannot be reached" in run.error


def test_papers_are_not_taken_while_the_scanner_is_away(settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"

    with pytest.raises(UnreadableFile, match=r"letter\.txt was not taken.*cannot be reached"):
        is_infected(in_memory("letter.txt", b"Dear Art"))


def test_an_upload_with_a_virus_is_refused_and_an_archive_is_looked_at_paper_by_paper(scanner):
    with pytest.raises(UnreadableFile, match=r"notes\.csv holds a virus"):
        refuse_infected_files([in_memory("notes.csv", EICAR)])

    refuse_infected_files(rondel(documents=INDEX, files=FILES))


@pytest.mark.django_db
def test_the_page_says_what_the_scanner_said(cast, client, scanner):
    browser = signed_in(client, cast.adele)

    page = browser.post(reverse("imports:upload"), an_upload(EICAR))

    assert "home.xlsx holds a virus (Eicar-Test-Signature) and was not taken." in (
        page.content.decode()
    )
