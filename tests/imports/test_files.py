"""What was handed over: archives, folders, and those that were made to harm."""

import io
import stat
import zipfile

import pytest

from imports import archives, files
from imports.errors import UnreadableFile
from imports.files import in_memory, on_disk, unpacked


def a_zip(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return target.getvalue()


def a_zip_with(part, data=b"x"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(part, data)
    return target.getvalue()


def a_link():
    link = zipfile.ZipInfo("notes.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return a_zip_with(link, b"/etc/passwd")


def a_locked_zip():
    data = bytearray(a_zip(notes_dot_csv="a,b"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def names(given):
    return [file.name for file in unpacked(given)]


def test_the_files_of_an_archive_stand_in_its_place():
    archive = a_zip(extract__notes_dot_csv="a,b\n1,2\n", Thumbs_dot_db="x")

    [file] = unpacked([in_memory("export.zip", archive)])

    assert (file.name, file.base, file.stem, file.suffix) == (
        "extract/notes.csv", "notes.csv", "notes", ".csv",
    )  # fmt: skip
    assert (file.size, file.start(3)) == (8, b"a,b")
    with file.open() as stream:
        assert stream.read() == b"a,b\n1,2\n"


def test_a_workbook_and_a_document_are_packed_too_and_stay_whole():
    word = a_zip(**{"[Content_Types]_dot_xml": "x", "word__document_dot_xml": "x"})
    odt = a_zip(mimetype="application/vnd.oasis.opendocument.text")

    assert names([in_memory("a.docx", word), in_memory("b.odt", odt)]) == ["a.docx", "b.odt"]


def test_a_folder_is_read_with_what_lies_in_it(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("a,b")
    (tmp_path / "export.zip").write_bytes(a_zip(b_dot_csv="a,b"))

    assert names(on_disk(tmp_path)) == ["b.csv", "in/a.csv"]
    assert names(on_disk(tmp_path / "in" / "a.csv")) == ["a.csv"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04", "damaged or cut short"),
        (a_zip(notes_dot_csv="a,b" * 99)[:-30], "damaged or cut short"),
        (a_locked_zip(), "locked with a password"),
        (a_link(), "holds a link"),
        (a_zip_with("../../etc/cron.d/x"), "leads out of its folder"),
        (a_zip_with("/etc/passwd"), "leads out of its folder"),
        (a_zip_with("C:\\windows\\x.csv"), "leads out of its folder"),
        (a_zip_with("..\\x.csv"), "leads out of its folder"),
        (a_zip(notes_dot_csv=b"0" * 40 * 1024**2), "packed to burst"),
    ],
    ids=["begun", "cut", "locked", "link", "dots", "root", "drive", "backslash", "bomb"],
)
def test_an_archive_that_may_harm_is_not_opened(data, sentence):
    with pytest.raises(UnreadableFile, match=sentence) as refused:
        unpacked([in_memory("export.zip", data)])

    assert "export.zip" in str(refused.value)


def test_more_files_than_any_export_has_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "MAX_FILES", 1)
    monkeypatch.setattr(archives, "MAX_PARTS", 1)
    two = a_zip(a_dot_csv="1", b_dot_csv="2")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("1")

    with pytest.raises(UnreadableFile, match="far more than an export holds"):
        unpacked([in_memory("export.zip", two)])
    with pytest.raises(UnreadableFile, match="more than 1 files"):
        on_disk(tmp_path)
