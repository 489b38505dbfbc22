"""Reading a package that somebody brings: nothing of it is believed before it was checked."""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import mods
from portability.errors import Refused
from portability.manifest import FORMAT, FORMAT_VERSION
from portability.tables import ACTS, SCHEMA, tables
from portability.writing import CHUNK, MANIFEST, MOST_ROW, Part, sum_of

MOST_MANIFEST = 20 * 1024 * 1024
# Rows of one class are much alike: real ones pack to a thirtieth. A bomb packs to a thousandth.
MOST_UNPACKED, OF_SMALL = 200, 64 * 1024 * 1024
DOCUMENT = re.compile(r"documents/[0-9a-f]{64}")
# A table that is younger than the package has no part in it; without these there is no record.
NEEDED = ("data/accounts.provider.jsonl", "data/accounts.user.jsonl")
PACKED_BY = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What Python says of bytes that do not unpack: broken, cut short, locked, or its own arithmetic.
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)


@dataclass
class Package:
    """One package, open. Its manifest is read and its list of files is checked on opening."""

    archive: zipfile.ZipFile
    manifest: dict[str, Any]
    parts: dict[str, Part]

    @classmethod
    def opened(cls, path: Path) -> Self:
        """Open a package. Raises Refused for a file that is none, or that is not all there."""
        try:
            archive = zipfile.ZipFile(path)
        # A directory of files may also name a form of ZIP that Python does not read.
        except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
            raise Refused(f"{path.name} is not a package: it cannot be opened as a ZIP") from error
        _refuse_bombs(archive, path.stat().st_size)
        manifest = _manifest(archive)
        parts = {part.name: part for part in _listed(manifest)}
        _refuse_other_lists({entry.filename for entry in archive.infolist()} - {MANIFEST}, parts)
        return cls(archive, manifest, parts)

    @cached_property
    def sum(self) -> str:
        """What its list of parts adds up to: the same for the same package, and no other."""
        return sum_of(self.parts.values())

    def check(self) -> None:
        """Read every part once, and hold it to its hash. Raises Refused naming the first wrong."""
        for part in self.parts.values():
            digest, size = hashlib.sha256(), 0
            for piece in self._pieces(part):
                digest.update(piece)
                size += len(piece)
            if (digest.hexdigest(), size) != (part.sha256, part.size):
                raise Refused(f"{part.name} is damaged: it is not what its hash says")

    def rows(self, name: str) -> Iterator[bytes]:
        """Read the rows of a part, one at a time."""
        with self.archive.open(name) as file:
            while line := file.readline(MOST_ROW):
                if not line.endswith(b"\n"):
                    raise Refused(f"{name} has a row that is too long, or that breaks off")
                yield line

    def content(self, name: str) -> bytes:
        """Read a document."""
        if name not in self.parts:
            raise Refused(f"{name} is missing")
        return self.archive.read(name)

    def _pieces(self, part: Part) -> Iterator[bytes]:
        try:
            with self.archive.open(part.name) as file:
                while piece := file.read(CHUNK):
                    yield piece
        except DAMAGED as error:
            raise Refused(f"{part.name} is damaged: it cannot be unpacked") from error


def _refuse_bombs(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse what would unpack to far more than it is, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise Refused("The package has two files of one name")
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in PACKED_BY:
            raise Refused(f"{entry.filename} is packed in a way that packages do not use")
    if sum(entry.compress_size for entry in entries) > size:
        raise Refused("The package has files that lie over each other")
    if sum(entry.file_size for entry in entries) > max(MOST_UNPACKED * size, OF_SMALL):
        raise Refused("The package would unpack to far more than any record")


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise Refused("The manifest is too long to be one")
        manifest = json.loads(archive.read(MANIFEST))
    except KeyError as missing:
        raise Refused(f"{MANIFEST} is missing, so this is not a package") from missing
    except DAMAGED as error:
        raise Refused(f"{MANIFEST} is damaged") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refused("This is not a package of a record")
    _refuse_newer(manifest)
    return manifest


def _refuse_newer(manifest: dict[str, Any]) -> None:
    version, release = manifest.get("format_version"), str(manifest.get("mods_release"))
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise Refused(
            f"The package is of format {version}, and this installation reads up to "
            f"{FORMAT_VERSION}: install a newer version of the product first"
        )
    if _as_numbers(release) > _as_numbers(mods.standard().release):
        raise Refused(
            f"The package follows release {release} of MODS, and this installation "
            f"{mods.standard().release}: install a newer version of the product first"
        )


def _as_numbers(release: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", release)]


def _listed(manifest: dict[str, Any]) -> list[Part]:
    try:
        parts = [Part(**part) for part in manifest["parts"]]
        total = manifest["sha256"]
        {manifest["provider"]["id"], manifest["as_of"]}
    except (KeyError, TypeError) as error:
        raise Refused(f"{MANIFEST} is damaged: something is missing in it") from error
    if sum_of(parts) != total:
        raise Refused(f"{MANIFEST} is damaged: its list of parts is not what its hash says")
    return parts


def _refuse_other_lists(there: set[str], parts: dict[str, Part]) -> None:
    """Hold the files to the manifest, and both to what a package of this format has."""
    if missing := sorted(parts.keys() - there):
        raise Refused(f"{missing[0]} is missing")
    if odd := sorted(there - parts.keys()):
        raise Refused(f"{odd[0]} is in the package and not in its manifest")
    known = {SCHEMA, ACTS, *(name for table in tables() for name in table.names)}
    if odd := sorted(name for name in there - known if not DOCUMENT.fullmatch(name)):
        raise Refused(f"{odd[0]} is nothing that this version of the product knows")
    if missing := sorted({SCHEMA, *NEEDED} - there):
        raise Refused(f"{missing[0]} is missing")
