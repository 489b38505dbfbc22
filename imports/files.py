"""Files as they were handed over: opened as streams by name, never unpacked to a disk."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from imports.errors import UnreadableFile

MAX_FILES = 20_000
MAX_UNPACKED_BYTES = 4 * 1024**3
# Text packs to a twentieth, a spreadsheet's XML to a hundredth; what packs tighter was made to.
MOST_PACKED = 500
LARGE_ENOUGH_TO_HARM = 32 * 1024**2
# What a workbook holds that an archive of exports does not.
NOT_ARCHIVES = {"[Content_Types].xml", "mimetype"}
ZIP_START = b"PK\x03\x04"
# Left by operating systems beside real files; they hold nothing of anybody.
LITTER = {".ds_store", "desktop.ini", "thumbs.db"}


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path within what was handed over, its size in bytes, and how to read it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    def start(self, size: int) -> bytes:
        """The first bytes, which often say what a file is."""
        with self.open() as stream:
            return stream.read(size)

    @property
    def base(self) -> str:
        """The name without folders, as an index of documents has it."""
        return PurePosixPath(self.name).name

    @property
    def stem(self) -> str:
        """The name without folders and ending, in small letters: what a table is known by."""
        return PurePosixPath(self.name).stem.lower()

    @property
    def suffix(self) -> str:
        """The ending, such as ".csv", in small letters."""
        return PurePosixPath(self.name).suffix.lower()


def in_memory(name: str, data: bytes) -> File:
    """A file whose bytes are at hand."""
    return File(name, len(data), partial(io.BytesIO, data))


def on_disk(path: Path) -> list[File]:
    """A file, or every file of a folder; links are not followed. Raises OSError, UnreadableFile."""
    if not path.is_dir():
        return [_on_disk(path, path.parent)]
    found = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    if len(found) > MAX_FILES:
        raise UnreadableFile(f"This folder holds more than {MAX_FILES:,} files.")
    return [_on_disk(each, path) for each in found]


def unpacked(files: Iterable[File]) -> list[File]:
    """The files, with those inside an archive in its place. Raises UnreadableFile."""
    return [inner for file in files for inner in _opened(file)]


def _on_disk(path: Path, root: Path) -> File:
    return File(
        path.relative_to(root).as_posix(),
        path.stat().st_size,
        lambda: cast("BinaryIO", path.open("rb")),
    )


def _opened(file: File) -> list[File]:
    if file.base.lower() in LITTER:
        return []
    return list(_unpacked(file)) if file.start(4) == ZIP_START else [file]


def _unpacked(file: File) -> Iterator[File]:
    """The files of an archive; a workbook, which is packed in the same way, stays whole."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as package:
            parts = [part for part in package.infolist() if not part.is_dir()]
    # zipfile has an error of its own for what is no archive, and these for one cut short within a
    # number, or packed in a way of later than Python knows.
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise UnreadableFile(f"{file.base} is damaged or cut short and cannot be read.") from broken
    if NOT_ARCHIVES.intersection(part.filename for part in parts):
        yield file
        return
    if len(parts) > MAX_FILES or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(f"{file.base} unpacks to far more than an export holds.")
    for part in parts:
        _refuse_hostile(file, part)
        if PurePosixPath(part.filename).name.lower() not in LITTER | {""}:
            yield File(part.filename, part.file_size, partial(_Part, file, part))


class _Part(io.BufferedReader):
    """A part of an archive as a stream; closed, it closes the archive as well."""

    def __init__(self, file: File, part: zipfile.ZipInfo) -> None:
        self._beneath = file.open()
        self._package = zipfile.ZipFile(self._beneath)
        super().__init__(cast("io.RawIOBase", self._package.open(part)))

    def close(self) -> None:
        super().close()
        self._package.close()
        self._beneath.close()


def _refuse_hostile(file: File, part: zipfile.ZipInfo) -> None:
    """A locked part, a link, a path that leads out, or one that was packed to burst."""
    path = PurePosixPath(part.filename.replace("\\", "/"))
    if part.flag_bits & 0x1:
        raise UnreadableFile(f"{file.base} is locked with a password. Save it without one.")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise UnreadableFile(f"{file.base} holds a link to another place. It was not opened.")
    if path.is_absolute() or ".." in path.parts or ":" in part.filename:
        raise UnreadableFile(
            f"{file.base} holds a file whose name leads out of its folder. It was not opened."
        )
    is_large = part.file_size > LARGE_ENOUGH_TO_HARM
    if is_large and part.file_size > MOST_PACKED * max(part.compress_size, 1):
        raise UnreadableFile(f"{file.base} was packed to burst. It was not opened.")
