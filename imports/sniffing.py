"""What a file is by its first bytes, whatever its name says."""

import re

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
STARTS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"BM": "a picture (bitmap)",
    OLD_OFFICE: "an older Office file",
    b"PK\x03\x04": "a packed file, such as a workbook",
    b"{\\rtf": "a text with formatting (RTF)",
    b"7z\xbc\xaf\x27\x1c": "an archive (7z)",
    b"Rar!": "an archive (RAR)",
    b"\x1f\x8b": "an archive (gzip)",
    b"BZh": "an archive (bzip2)",
    b"\xfd7zXZ": "an archive (xz)",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3\0": "a database (SQLite)",
}
PAGE = re.compile(rb"\s*<(?:!doctype html|html\b|\?xml\b|table\b)", re.IGNORECASE)
SHORT = 3  # words can begin so too: "BMI", "MZ"
SEEN = 512


def what_it_is(start: bytes) -> str:
    """What a file is that is not a text, or is a page: "a PDF"; nothing for any other text."""
    bare = start.removeprefix(b"\xef\xbb\xbf")
    for mark, name in STARTS.items():
        if start.startswith(mark) and (len(mark) >= SHORT or b"\0" in start[:SEEN]):
            return name
    return "a web page or XML" if PAGE.match(bare) else ""
