"""What is handed over is shown to the virus scanner: uploads, and papers within an archive."""

import pytest
from django.urls import reverse

from imports import reasons
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.rows import Outcome
from imports.scanning import refuse_infected_files
from records.models import Document, DocumentFile
from tests.governance.scanner import EICAR, Scanner
from tests.imports.extracts import read, rondel
from tests.imports.runs import brought_in_files
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


def test_papers_are_not_taken_while_the_scanner_is_away(settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"

    with pytest.raises(UnreadableFile, match=r"letter\.txt was not taken.*cannot be reached"):
        read(rondel(documents=INDEX, files=FILES))


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
