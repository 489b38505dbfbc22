"""What kind of file it is, by what is in it: a name says what somebody hoped, not what it is."""

import io
import zipfile
import zlib
from typing import NamedTuple

MOST_BYTES = 10 * 1024 * 1024
CONTENT_TYPES, WORD, MACROS = "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"
ODT = "application/vnd.oasis.opendocument.text"
MAY_CONTROL = set("\t\n\r\f")


class FileType(NamedTuple):
    """One kind of file that the record keeps: its media type, its ending, and its name."""

    mime_type: str
    suffix: str
    name: str


class Upload(NamedTuple):
    """A file that was chosen and checked, before the record keeps it."""

    file_name: str
    mime_type: str
    content: bytes


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    kind.mime_type: kind
    for kind in (
        FileType("application/pdf", ".pdf", "PDF"),
        FileType("image/png", ".png", "PNG picture"),
        FileType("image/jpeg", ".jpg", "JPEG picture"),
        FileType("image/webp", ".webp", "WebP picture"),
        FileType("text/plain", ".txt", "plain text"),
        FileType(DOCX_TYPE, ".docx", "Word document"),
        FileType(ODT, ".odt", "OpenDocument text"),
    )
}
SUFFIXES = {".jpeg": ".jpg", ".text": ".txt"}
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
NOT_TAKEN = (
    "This file is of a kind that the record does not keep. Choose a PDF, a picture (PNG, JPEG or "
    "WebP), a text, or a Word or OpenDocument document without macros"
)


def type_of(content: bytes) -> FileType | None:
    """Return what a file is, or nothing for a kind that the record does not keep."""
    for beginning, mime_type in BEGINNINGS.items():
        if content.startswith(beginning):
            return TYPES[mime_type]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return TYPES["image/webp"]
    if content.startswith(b"PK\x03\x04"):
        return TYPES.get(_packed(content))
    return TYPES["text/plain"] if _is_text(content) else None


def named_for(kind: FileType, name: str) -> str:
    """Return a file's own name, in 200 characters, ending as what it is."""
    stem, dot, suffix = name.strip().rpartition(".")
    ends_well = dot and SUFFIXES.get(f".{suffix.lower()}", f".{suffix.lower()}") == kind.suffix
    stem, ending = (stem, f".{suffix}") if ends_well else (name.strip(), kind.suffix)
    printable = "".join(c for c in stem if c.isprintable() and c not in '\\/:*?"<>|')
    return (printable[: 200 - len(ending)] or "file") + ending


def _packed(content: bytes) -> str:
    """Read which document a ZIP holds, by its list of parts; nothing of it is unpacked but that."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {part.filename: part for part in package.infolist()}
            if {CONTENT_TYPES, WORD} <= parts.keys():
                return "" if MACROS in parts else DOCX_TYPE
            if "mimetype" in parts and parts["mimetype"].file_size == len(ODT):
                return package.read("mimetype").decode("ascii", errors="replace")
    # What somebody sends may be broken, cut short, locked, or packed in a way Python does not read:
    # zipfile has an error for each, and none of these is a document that can be kept.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return ""
    return ""


def _is_text(content: bytes) -> bool:
    """Say whether it is words in UTF-8, without what only a machine would write."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and all(c in MAY_CONTROL or c >= " " for c in text)
