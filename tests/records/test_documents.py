"""Documents: files are taken for what they hold, kept once, and given out to whom they concern."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from governance.errors import NotYours
from governance.models import Act, AuditEvent
from records import queries, services
from records.file_types import MOST_BYTES, named_for, type_of
from records.models import Document, DocumentFile
from tests.records.pages import as_, of_kind, page, said, typed

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
ADDRESS = "add_record", "documents"


def packed(**parts: bytes) -> bytes:
    """A ZIP with these parts; two underscores stand for a stroke."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


DOCX = packed(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>"})
MACROS = packed(
    **{"[Content_Types].xml": b"", "word__document.xml": b"", "word__vbaProject.bin": b""}
)
ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text", content=b"")


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (PDF, ".pdf"),
        (PNG, ".png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), ".jpg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", ".webp"),
        ("Dear Mrs Pettigrew, caf\u00e9".encode(), ".txt"),
        (DOCX, ".docx"),
        (ODT, ".odt"),
    ],
)
def test_a_file_is_known_by_its_content(content, suffix):
    assert type_of(content).suffix == suffix


def whose_bytes_do_not_unpack() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
    raw = bytearray(whole.getvalue())
    begins = raw.index(b"mimetype") + len("mimetype")
    raw[begins : begins + 12] = b"\xff" * 12
    return bytes(raw)


@pytest.mark.parametrize(
    "content",
    [
        whose_bytes_do_not_unpack(),
        b"MZ\x90\x00\x03",
        b"",
        b"  \n",
        b"\x00\x01",
        "caf\u00e9".encode("latin-1"),
        b"PK\x03\x04 broken",
        MACROS,
        packed(mimetype=b"x" * 39),
        packed(anything=b"x"),
        b"GIF89a\x01\x00",
    ],
)
def test_other_content_is_no_kind_of_file(content):
    assert type_of(content) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Letter.PDF", "Letter.PDF"),
        ("letter.exe", "letter.exe.pdf"),
        ("letter", "letter.pdf"),
        ("../../etc/x\r\n.pdf", "....etcx.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_file_ends_as_what_it_is(name, kept):
    assert named_for(type_of(PDF), name) == kept


def test_a_picture_keeps_its_own_ending():
    assert named_for(type_of(b"\xff\xd8\xff"), "photo.jpeg") == "photo.jpeg"


@pytest.fixture
def browser(marcus):
    """Marcus at his desk."""
    return as_(marcus)


def a_file(content: bytes = PDF, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def test_a_file_is_added_and_downloaded(rosewood, browser, joan, marcus):
    words = typed("documents", rosewood) | {"upload": a_file()}

    browser.post(of_kind(*ADDRESS, joan), words)

    document = Document.objects.get(person=joan)
    address = page("document_file", joan, file_id=document.file_id)
    assert document.file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (document.file.size, document.file.mime_type) == (len(PDF), "application/pdf")
    assert address in said(browser.get(of_kind("record", "documents", joan, document.pk)))
    answer = browser.get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    downloads = AuditEvent.objects.filter(act=Act.READ, record_id=document.file_id)
    assert [one.why for one in downloads] == ["downloaded a file"]


def test_the_page_says_that_it_sends_a_file(rosewood, browser, joan):
    assert 'enctype="multipart/form-data"' in said(browser.get(of_kind(*ADDRESS, joan)))
    assert "multipart" not in said(browser.get(of_kind("add_record", "needs", joan)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00", "This file is of a kind that the record does not keep"),
        (b"", "This file is empty"),
        (b"%PDF-" + bytes(MOST_BYTES), "This file is larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_with_a_sentence(
    rosewood, browser, joan, content, sentence
):
    answer = browser.post(
        of_kind(*ADDRESS, joan), typed("documents", rosewood) | {"upload": a_file(content)}
    )

    assert sentence in " ".join(answer.context["form"].errors["upload"])
    assert not DocumentFile.objects.exists()


def test_a_document_has_a_file_or_a_place(rosewood, browser, joan):
    answer = browser.post(of_kind(*ADDRESS, joan), {"title": "Letter"})

    assert "Choose the file, or say where the original is kept" in said(answer)


def test_a_file_that_must_be_chosen_again_says_so(rosewood, browser, joan):
    answer = browser.post(of_kind(*ADDRESS, joan), {"upload": a_file()})

    assert "Choose the file again" in said(answer)


def test_another_file_takes_the_place_of_the_first_which_history_keeps(
    rosewood, browser, joan, marcus
):
    browser.post(of_kind(*ADDRESS, joan), typed("documents", rosewood) | {"upload": a_file()})
    document = Document.objects.get(person=joan)
    words = typed("documents", rosewood) | {"replaces": "1", "upload": a_file(PNG, "scan.png")}

    browser.post(of_kind("change_record", "documents", joan, document.pk), words)

    history = said(browser.get(of_kind("record_history", "documents", joan, document.pk)))
    assert "letter.pdf" in history
    assert "scan.png" in history
    first = page("document_file", joan, file_id=document.file_id)
    assert browser.get(first).content == PDF


def test_a_change_of_words_leaves_the_file(rosewood, browser, joan):
    browser.post(of_kind(*ADDRESS, joan), typed("documents", rosewood) | {"upload": a_file()})
    document = Document.objects.get(person=joan)
    words = typed("documents", rosewood) | {"replaces": "1", "title": "Letter about her eyes"}

    browser.post(of_kind("change_record", "documents", joan, document.pk), words)

    document.refresh_from_db()
    assert (document.title, document.version) == ("Letter about her eyes", 2)
    assert document.file is not None


def test_nobody_changes_the_bytes_of_a_file(rosewood, browser, joan):
    browser.post(of_kind(*ADDRESS, joan), typed("documents", rosewood) | {"upload": a_file()})

    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentFile.objects.update(content=b"other")
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentFile.objects.all().delete()


def test_somebody_elses_file_is_not_found(rosewood, browser, joan, marcus, olive):
    browser.post(of_kind(*ADDRESS, joan), typed("documents", rosewood) | {"upload": a_file()})
    file_id = Document.objects.get(person=joan).file_id

    assert as_(olive).get(page("document_file", joan, file_id=file_id)).status_code == 404
    with pytest.raises(NotYours):
        services.open_file(joan.pk, joan.pk, by=marcus)


def test_a_record_without_a_file_names_none(rosewood, joan, marcus):
    document = services.add(Document, joan, by=marcus, title="Deed")

    assert queries.file_in(document) is None
