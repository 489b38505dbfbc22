"""The files of a run at rest: in sealed pieces, read as streams without holding one whole."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from imports.files import File
from imports.models import ImportFile, ImportPart, ImportRun
from imports.sealing import seal, unseal

PIECE = 1024**2


def store(run: ImportRun, files: Iterable[File]) -> list[ImportFile]:
    """Keep files for a run that is on record."""
    return [_store(run, file) for file in files]


def _store(run: ImportRun, file: File) -> ImportFile:
    kept = ImportFile(
        provider_id=run.provider_id,
        run=run,
        name=file.name[-500:],
        size=file.size,
        sha256=sha256_of(file),
    )
    kept.save(force_insert=True)
    with file.open() as stream:
        for number, piece in enumerate(_pieces(stream)):
            ImportPart(
                provider_id=run.provider_id,
                file=kept,
                number=number,
                size=len(piece),
                content=seal(piece),
            ).save(force_insert=True)
    return kept


def sha256_of(file: File) -> str:
    """The digest by which a file is known again."""
    digest = hashlib.sha256()
    with file.open() as stream:
        for piece in _pieces(stream):
            digest.update(piece)
    return digest.hexdigest()


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(PIECE), b"")


def stored(run: ImportRun) -> list[File]:
    """The files of a run, as they were handed over."""
    return [_stored(kept) for kept in ImportFile.objects.filter(run=run).order_by("name", "id")]


def _stored(kept: ImportFile) -> File:
    return File(kept.name, kept.size, lambda: cast("BinaryIO", io.BufferedReader(_Sealed(kept))))


class _Sealed(io.RawIOBase):
    """A stream over the pieces of a file; it holds the one that is being read."""

    def __init__(self, kept: ImportFile) -> None:
        self._kept = kept
        self._at = 0
        self._piece = b""
        self._begins_at = -1
        self._sizes = list(
            ImportPart.objects.filter(file=kept).order_by("number").values_list("number", "size")
        )

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._kept.size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._fetch()
        found = self._piece[self._at - self._begins_at :][: len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _fetch(self) -> None:
        """Have the piece in which we stand; beyond the last there is none."""
        if 0 <= self._at - self._begins_at < len(self._piece):
            return
        begins_at = 0
        for number, size in self._sizes:
            if self._at < begins_at + size:
                part = ImportPart.objects.get(file=self._kept, number=number)
                self._piece, self._begins_at = unseal(bytes(part.content)), begins_at
                return
            begins_at += size
        self._piece, self._begins_at = b"", self._at
