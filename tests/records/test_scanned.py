"""A file with a virus is refused at its field; without a scanner's word no file is taken."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from records.forms.photographs import PhotographsField
from records.forms.scanned import refuse_infected_upload
from records.models import DocumentFile
from tests.governance.scanner import EICAR, Scanner
from tests.records.pages import as_, of_kind, said, typed


@pytest.fixture
def browser(marcus):
    """Marcus at his desk."""
    return as_(marcus)


@pytest.fixture
def scanner(settings):
    with Scanner() as running:
        settings.CLAMD_ADDRESS = running.address
        yield running


def test_a_document_with_a_virus_is_refused_at_its_field(scanner, rosewood, browser, joan):
    answer = browser.post(
        of_kind("add_record", "documents", joan),
        typed("documents", rosewood) | {"upload": SimpleUploadedFile("letter.txt", EICAR)},
    )

    assert "This file holds a virus (Eicar-Test-Signature) and was not taken." in said(answer)
    assert not DocumentFile.objects.exists()


def test_a_document_is_not_taken_while_the_scanner_is_away(settings, rosewood, browser, joan):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"

    answer = browser.post(
        of_kind("add_record", "documents", joan),
        typed("documents", rosewood) | {"upload": SimpleUploadedFile("letter.txt", b"Dear Joan")},
    )

    assert "the virus scanner cannot be reached. Try again in a few minutes." in said(answer)
    assert not DocumentFile.objects.exists()


def test_a_clean_file_stands_at_its_beginning_when_it_was_scanned(scanner):
    upload = SimpleUploadedFile("letter.txt", b"Dear Joan")

    refuse_infected_upload(upload)

    assert (upload.read(), scanner.seen) == (b"Dear Joan", [b"Dear Joan"])


def test_a_photograph_is_scanned_before_it_is_drawn(scanner):
    with pytest.raises(ValidationError, match="holds a virus"):
        PhotographsField(most=1).clean([SimpleUploadedFile("face.jpg", EICAR)])
