"""Writing a package: parts in a folder, each whole or not there, then one archive.

Whoever is interrupted goes on after the last whole part. What a part was is in the folder's ledger,
a line each; a part whose line is not there is made again.
"""

import fcntl
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LEDGER, MANIFEST, ARCHIVE = "ledger.jsonl", "manifest.json", "package.zip"
# The same day in every archive: what is the same record is the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)
CHUNK = 1024 * 1024
# The longest row that is written or read, as JSON: some hundred times a long note. Whoever reads
# one holds it in memory a few times over.
MOST_ROW = 16 * 1024 * 1024


class RowTooLong(Exception):
    """A row that no package can hold; it names the part and the beginning of the row."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package, as its manifest lists it. A document has no rows."""

    name: str
    rows: int
    size: int
    sha256: str


class Folder:
    """Where the parts of one package are made. Readable by the product's own user alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Called with each row that is written.
        self.tell: Callable[[], None] = lambda: None

    @property
    def archive(self) -> Path:
        """Where the finished package is."""
        return self.path / ARCHIVE

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether nobody else is at work in this folder, and keep others out meanwhile."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _private(self.path / "lock", "ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def parts(self) -> dict[str, Part]:
        """Return the parts that are whole, by name, in the order in which they were made."""
        ledger = self.path / LEDGER
        lines = ledger.read_text().splitlines(keepends=True) if ledger.exists() else []
        found = [part for line in lines if (part := _part_in(line))]
        return {part.name: part for part in found if self._is_whole(part)}

    def _is_whole(self, part: Part) -> bool:
        path = self.path / part.name
        return path.exists() and path.stat().st_size == part.size

    def write_rows(self, name: str, rows: Iterable[str]) -> Part:
        """Make a part of rows, one a line."""
        return self._write(name, (_line(name, row) for row in rows), has_rows=True)

    def write_bytes(self, name: str, content: bytes) -> Part:
        """Make a part of bytes."""
        return self._write(name, [content], has_rows=False)

    def _write(self, name: str, pieces: Iterable[bytes], *, has_rows: bool) -> Part:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, count, size = hashlib.sha256(), 0, 0
        unfinished = path.with_name(f"{path.name}.unfinished")
        with _private(unfinished, "wb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                count, size = count + 1, size + len(piece)
                self.tell()
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
        part = Part(name, count if has_rows else 0, size, digest.hexdigest())
        with _private(self.path / LEDGER, "ab") as ledger:
            ledger.write(f"{json.dumps(asdict(part))}\n".encode())
            ledger.flush()
            os.fsync(ledger.fileno())
        return part

    def pack(self, manifest: dict[str, Any], parts: Iterable[Part]) -> Part:
        """Put the manifest and the parts into one archive; the folder then holds nothing else."""
        unfinished = self.archive.with_suffix(".unfinished")
        with (
            _private(unfinished, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            archive.writestr(_entry(MANIFEST), json.dumps(manifest, indent=1, ensure_ascii=False))
            for part in parts:
                with (
                    (self.path / part.name).open("rb") as source,
                    archive.open(_entry(part.name, part.size), "w") as target,
                ):
                    shutil.copyfileobj(source, target, CHUNK)
        packed = Part(ARCHIVE, 0, unfinished.stat().st_size, digest_of(unfinished))
        unfinished.rename(self.archive)
        self._tidy()
        return packed

    def _tidy(self) -> None:
        """Remove what went into the archive."""
        for path in self.path.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in (ARCHIVE, "lock"):
                path.unlink()

    def remove(self) -> None:
        """Forget all of it."""
        shutil.rmtree(self.path, ignore_errors=True)


def _line(name: str, row: str) -> bytes:
    line = f"{row}\n".encode()
    if len(line) > MOST_ROW:
        raise RowTooLong(f"{name}, {row[:60]}")
    return line


def _part_in(line: str) -> Part | None:
    """Read a line of a ledger. One that breaks off, or that was written behind it, is none."""
    try:
        return Part(**json.loads(line)) if line.endswith("\n") else None
    except ValueError:
        return None


def sum_of(parts: Iterable[Part]) -> str:
    """Return what a list of parts adds up to: one hash that no part can change without."""
    listed = [asdict(part) for part in sorted(parts, key=lambda part: part.name)]
    return hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entry(name: str, size: int = 0) -> zipfile.ZipInfo:
    """Describe a file of the archive. Documents are packed as they are: most are packed already."""
    entry = zipfile.ZipInfo(name, NO_DAY)
    is_document = name.startswith("documents/")
    entry.compress_type = zipfile.ZIP_STORED if is_document else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.file_size = size
    return entry


def _private(path: Path, mode: str) -> Any:
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))
