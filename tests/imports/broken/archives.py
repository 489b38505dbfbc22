"""Archives: bombs, paths that lead out, links, locks, and those that lie about themselves."""

import io
import stat
import struct
import zipfile

from imports.files import File, in_memory
from tests.imports.broken.making import Broken, Maker, a_zip, named
from tests.imports.extracts import ART, AT_HOME, NOTE, as_csv, rondel

CLIENTS = as_csv([ART]).encode()
ADDRESSES = as_csv([AT_HOME]).encode()
NOTES = as_csv([NOTE]).encode()
LISTS = (("clients.csv", CLIENTS), ("addresses.csv", ADDRESSES), ("visit_notes.csv", NOTES))
OUT = "export.zip holds a file whose name leads out of its folder. It was not opened."
DAMAGED = "export.zip is damaged or cut short and cannot be read."
LIST_DAMAGED = (
    "We do not know an export like this one (clients.csv, addresses.csv, visit_notes.csv). "
    "visit_notes.csv in export.zip is damaged or cut short and cannot be read."
)
BURST = "export.zip was packed to burst. It was not opened."
READ = (
    "clients!2 person: imported",
    "addresses!2 record: imported",
    "visit_notes!2 note: imported (no author)",
)


def an_export(*parts: tuple[str | zipfile.ZipInfo, bytes], packed: bool = True) -> Maker:
    """A maker of an archive with the lists of an export and these parts besides."""
    return lambda: [in_memory("export.zip", a_zip(*LISTS, *parts, packed=packed))]


def a_link() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo("documents/letter.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return link


def packed_as(method: int) -> list[File]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, data in LISTS:
            package.writestr(name, data)
    return [in_memory("export.zip", target.getvalue())]


def patched(data: bytes, signature: bytes, offset: int, new: bytes, which: int = 1) -> bytes:
    """The archive with bytes replaced behind the first, second or later mark of its kind."""
    at = -1
    for _ in range(which):
        at = data.index(signature, at + 1)
    return data[: at + offset] + new + data[at + offset + len(new) :]


def locked() -> list[File]:
    data = a_zip(*LISTS)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data = patched(data, mark, offset, b"\x01\x00")
    return [in_memory("export.zip", data)]


def overlapping() -> list[File]:
    """Every entry of the list points at the same packed bytes, as in the bombs that do so."""
    data = a_zip(*LISTS)
    return [in_memory("export.zip", patched(data, b"PK\x01\x02", 42, struct.pack("<L", 0), 3))]


def says_it_is_large() -> list[File]:
    data = a_zip(*LISTS, ("a.bin", b"0"), ("b.bin", b"0"))
    for which in (4, 5):
        data = patched(data, b"PK\x01\x02", 24, struct.pack("<L", 2**32 - 2), which)
    return [in_memory("export.zip", data)]


def says_it_is_small() -> list[File]:
    """The list says nine bytes of a part that unpacks to far more."""
    data = a_zip(*LISTS)
    return [in_memory("export.zip", patched(data, b"PK\x01\x02", 24, struct.pack("<L", 9), 3))]


def flipped() -> list[File]:
    data = a_zip(*LISTS, packed=False)
    return [in_memory("export.zip", data.replace(b"Ate well", b"Ate w\xffll", 1))]


def of_nothing_but_entries() -> list[File]:
    """An end that claims a list of hundreds of thousands of parts, and the list."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHLL", 1, 0, 0, 0, 0, 0, 0) + b"a"
    entries = entry * 300_000
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(entries), 30, 0)
    return [in_memory("export.zip", b"PK\x03\x04" + bytes(26) + entries + end)]


def within_itself(levels: int) -> bytes:
    data = b"0" * 10_000_000
    for _ in range(levels):
        data = a_zip(*((f"{n}.zip", data) for n in range(4)))
    return data


ARCHIVES = [
    Broken("a zip of four bytes", named("export.zip", b"PK\x03\x04"), DAMAGED),
    Broken("a zip cut short", named("export.zip", a_zip(*LISTS)[:-30]), DAMAGED),
    Broken("a zip cut within its list", named("export.zip", a_zip(*LISTS)[:-200]), DAMAGED),
    Broken("a locked zip", locked, "export.zip is locked with a password. Save it without one."),
    Broken(
        "a link in a zip",
        an_export((a_link(), b"/etc/passwd")),
        "export.zip holds a link to another place. It was not opened.",
    ),
    Broken("a path with dots", an_export(("../../etc/cron.d/x", b"x")), OUT),
    Broken("dots within a path", an_export(("documents/../../x.csv", b"x")), OUT),
    Broken("an absolute path", an_export(("/etc/passwd", b"x")), OUT),
    Broken("a drive letter", an_export(("C:\\Windows\\win.ini", b"x")), OUT),
    Broken("a drive letter without a slash", an_export(("C:win.ini", b"x")), OUT),
    Broken("dots with backslashes", an_export(("..\\..\\x.csv", b"x")), OUT),
    Broken("a share on a network", an_export(("\\\\host\\share\\x.csv", b"x")), OUT),
    Broken("a stream beside a file", an_export(("notes.txt:hidden", b"x")), OUT),
    Broken(
        "folders told apart by backslashes",
        lambda: [in_memory("export.zip", a_zip(*((f"out\\{n}", d) for n, d in LISTS)))],
        rows=READ,
    ),
    Broken(
        "a name with a NUL",
        an_export(("letter.pdf\0.exe", b"x")),
        rows=(*READ, "files beside the lists!1 other: file not named in any list"),
    ),
    Broken(
        "a name that reads from the right",
        an_export(("documents/\u202egpj.exe", b"x")),
        rows=(*READ, "files beside the lists!1 other: file not named in any list"),
    ),
    Broken(
        "a device of Windows",
        an_export(("documents/CON.txt", b"x"), ("NUL", b"x")),
        rows=(
            *READ,
            "files beside the lists!1 other: file not named in any list",
            "files beside the lists!2 other: file not named in any list",
        ),
    ),
    Broken(
        "a very long name",
        an_export(("d/" * 2_000 + "n" * 4_000 + ".txt", b"x")),
        rows=(*READ, "files beside the lists!1 other: file not named in any list"),
    ),
    Broken("a bomb of one file", an_export(("bomb.txt", bytes(60 * 1024**2))), BURST),
    Broken(
        "a bomb of many files",
        says_it_is_large,
        "export.zip unpacks to far more than an export holds.",
    ),
    Broken(
        "zips within zips",
        named("export.zip", within_itself(3)),
        "We do not know an export like this one (0.zip, 1.zip, 2.zip, 3.zip). Choose an Excel "
        "workbook, or the whole folder or zip that the old system gave.",
    ),
    Broken(
        "parts that overlap",
        overlapping,
        LIST_DAMAGED,
    ),
    Broken("a part that says it is small", says_it_is_small, LIST_DAMAGED),
    Broken(
        "a part with a letter changed",
        flipped,
        LIST_DAMAGED,
    ),
    Broken(
        "a list of parts and nothing else",
        of_nothing_but_entries,
        "export.zip unpacks to far more than an export holds.",
    ),
    Broken(
        "packed in another way",
        lambda: packed_as(zipfile.ZIP_LZMA),
        "export.zip was packed in a way that few programs can open. Pack it again as a plain zip.",
    ),
    Broken(
        "one list twice",
        an_export(("older/clients.csv", CLIENTS)),
        "There are two lists called “clients”, and one would hide the other. "
        "Give each file a name of its own.",
    ),
    Broken(
        "an index that points out of its folder",
        lambda: rondel(
            documents=[{"DocID": "1", "ClientID": "CL1", "FileName": "../../../etc/passwd"}]
        ),
        rows=(*READ[:2], "documents!2 document: missing-file", READ[2]),
    ),
    Broken(
        "another kind of archive",
        named("export.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50)),
        "This is an archive (7z), not a workbook. Choose the workbook itself.",
    ),
]
