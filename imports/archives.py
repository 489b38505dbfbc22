"""Zip archives of strangers: what is in one, checked before anything of it is unpacked."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from imports.errors import UnreadableFile

ZIP_START = b"PK\x03\x04"
MAX_PARTS = 20_000
MAX_UNPACKED_BYTES = 4 * 1024**3
# Text packs to a twentieth, a spreadsheet's XML to a hundredth; what packs tighter was made to.
MOST_PACKED = 500
LARGE_ENOUGH_TO_HARM = 32 * 1024**2
# Python makes an object of every entry of the list at an archive's end before anybody can count
# them. An entry is 46 bytes and a path.
LARGEST_LIST = MAX_PARTS * 300
END_OF_LIST = b"PK\x05\x06"
END_BYTES, LONGEST_REMARK = 22, 65_535
# Others can ask for gigabytes of memory to unpack a few bytes.
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What Python raises for archives that are cut, damaged, or say of themselves what is not so: an
# unknown way of packing is a NotImplementedError, a locked part a RuntimeError.
DAMAGED = (
    EOFError, NotImplementedError, OSError, RuntimeError, ValueError, lzma.LZMAError, struct.error,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip

type Opener = Callable[[], BinaryIO]


def parts_of(name: str, opener: Opener) -> list[zipfile.ZipInfo]:
    """The files in an archive. Raises UnreadableFile for one that is damaged or far too large."""
    try:
        with opener() as stream:
            refuse_long_list(name, stream)
            with zipfile.ZipFile(stream) as package:
                parts = [part for part in package.infolist() if not part.is_dir()]
    except DAMAGED as broken:
        raise UnreadableFile(_damaged(name)) from broken
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(_too_much(name))
    return parts


def refuse_long_list(name: str, stream: BinaryIO) -> None:
    """Refuse an archive whose list of parts would by itself fill the memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(size - END_BYTES - LONGEST_REMARK, 0))
    tail = stream.read()
    at = tail.rfind(END_OF_LIST)
    end = tail[at : at + END_BYTES]
    stream.seek(0)
    if at >= 0 and len(end) == END_BYTES:
        [listed] = struct.unpack("<L", end[12:16])
        # Above four gigabytes the size is said elsewhere, and nothing here is nearly so large.
        if listed > LARGEST_LIST:
            raise UnreadableFile(_too_much(name))


def refuse_hostile(name: str, part: zipfile.ZipInfo) -> None:
    """A locked part, a link, a path that leads out, or one that was packed to burst."""
    if part.flag_bits & 0x1:
        raise UnreadableFile(f"{name} is locked with a password. Save it without one.")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise UnreadableFile(f"{name} holds a link to another place. It was not opened.")
    path = PurePosixPath(path_of(part))
    if path.is_absolute() or ".." in path.parts or ":" in part.filename:
        raise UnreadableFile(
            f"{name} holds a file whose name leads out of its folder. It was not opened."
        )
    if part.compress_type not in METHODS:
        raise UnreadableFile(
            f"{name} was packed in a way that few programs can open. Pack it again as a plain zip."
        )
    is_large = part.file_size > LARGE_ENOUGH_TO_HARM
    if is_large and part.file_size > MOST_PACKED * max(part.compress_size, 1):
        raise UnreadableFile(f"{name} was packed to burst. It was not opened.")


def path_of(part: zipfile.ZipInfo) -> str:
    """The path of a part; some programs of Windows write it with backslashes."""
    return part.filename.replace("\\", "/")


def opened_part(name: str, opener: Opener, part: zipfile.ZipInfo) -> BinaryIO:
    """A part of an archive as a stream. Raises UnreadableFile, then or while it is read."""
    return cast("BinaryIO", io.BufferedReader(_Part(name, opener, part)))


class _Part(io.RawIOBase):
    """A part while it is unpacked; damage is told as a sentence, wherever in it that is met."""

    def __init__(self, name: str, opener: Opener, part: zipfile.ZipInfo) -> None:
        self._damaged = _damaged(f"{PurePosixPath(path_of(part)).name} in {name}")
        self._open = ExitStack()
        try:
            package = zipfile.ZipFile(self._open.enter_context(opener()))
            self._open.enter_context(package)
            self._stream = self._open.enter_context(package.open(part))
        except DAMAGED as broken:
            self._open.close()
            raise UnreadableFile(self._damaged) from broken

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._guarded(self._stream.seek, offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: Any) -> int:
        read = self._guarded(self._stream.read, len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def _guarded[Answer](self, act: Callable[..., Answer], *about: int) -> Answer:
        try:
            return act(*about)
        except DAMAGED as broken:
            raise UnreadableFile(self._damaged) from broken

    def close(self) -> None:
        super().close()
        self._open.close()


def _damaged(name: str) -> str:
    return f"{name} is damaged or cut short and cannot be read."


def _too_much(name: str) -> str:
    return f"{name} unpacks to far more than an export holds."
