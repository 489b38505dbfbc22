"""Files as they were handed over: opened as streams by name, never unpacked to a disk."""

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn, cast

from imports.archives import ZIP_START, opened_part, parts_of, path_of, refuse_hostile
from imports.errors import UnreadableFile
from imports.words import clean

MAX_FILES = 20_000
# What a workbook holds that an archive of exports does not.
NOT_ARCHIVES = {"[Content_Types].xml", "mimetype"}
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
    return File(clean(name), len(data), partial(io.BytesIO, data))


def on_disk(path: Path) -> list[File]:
    """A file, or every file of a folder. Raises OSError, UnreadableFile.

    A link in a folder is refused: where it leads is not what was handed over.
    """
    if not path.is_dir():
        return [_on_disk(path, path.name)]
    found = sorted(_within(path))
    if len(found) > MAX_FILES:
        raise UnreadableFile(f"This folder holds more than {MAX_FILES:,} files.")
    return [_on_disk(each, each.relative_to(path).as_posix()) for each in found]


def _within(folder: Path) -> Iterator[Path]:
    """Every file of a folder, at any depth; a folder that may not be looked into is told."""
    for at, folders, names in os.walk(folder, onerror=_tell):
        for name in (*folders, *names):
            if (path := Path(at, name)).is_symlink():
                raise UnreadableFile(
                    f"{clean(name)} is a link to another place. Put what it leads to in its stead."
                )
            if name in names:
                yield path


def _tell(unreadable: OSError) -> NoReturn:
    raise UnreadableFile(
        f"The folder {clean(Path(unreadable.filename).name)} may not be looked into."
    ) from unreadable


def _on_disk(path: Path, name: str) -> File:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableFile(f"{clean(name)} is no file with a beginning and an end.")
    return File(clean(name), about.st_size, lambda: cast("BinaryIO", path.open("rb")))


def unpacked(files: Iterable[File]) -> list[File]:
    """The files, with those inside an archive in its place. Raises UnreadableFile."""
    return [inner for file in files for inner in _opened(file)]


def _opened(file: File) -> list[File]:
    if file.base.lower() in LITTER:
        return []
    return list(_unpacked(file)) if file.start(4) == ZIP_START else [file]


def _unpacked(file: File) -> Iterator[File]:
    """The files of an archive; a workbook, which is packed in the same way, stays whole."""
    parts = parts_of(file.base, file.open)
    if NOT_ARCHIVES.intersection(part.filename for part in parts):
        yield file
        return
    for part in parts:
        refuse_hostile(file.base, part)
        name = clean(path_of(part))
        if PurePosixPath(name).name.lower() not in LITTER | {""}:
            yield File(name, part.file_size, partial(opened_part, file.base, file.open, part))
