"""How broken files are made, and how an import of one is told."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl

from imports.adapters import adapter_for
from imports.errors import UnreadableFile
from imports.files import File, in_memory, unpacked
from imports.rows import Kind, ReadRow
from tests.imports.homes import AS_OF, a_file, a_home, saved

type Maker = Callable[[], list[File]]


@dataclass(frozen=True)
class Broken:
    """A file of the corpus: how it is made, and the sentence or the rows with which it ends.

    `rows` are told as `told` tells them; `words` must be in what would come into the record. A
    large one is made to fill memory or time, and is only read.
    """

    id: str
    make: Maker
    says: str = ""
    rows: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_large: bool = False


def read(files: list[File]) -> list[ReadRow]:
    """Every row of some files. Raises UnreadableFile."""
    inside = unpacked(files)
    source = adapter_for(inside).open_source(inside, as_of=AS_OF)
    rows = list(source.rows())
    assert len(rows) == len({row.ref for row in rows}) == sum(s.rows for s in source.sheets)
    return rows


def ended(files: list[File]) -> tuple[str, tuple[str, ...], str]:
    """The sentence of a refusal; or how the rows ended, and all words of what they become."""
    try:
        rows = read(files)
    except UnreadableFile as refused:
        return str(refused), (), ""
    told_of = tuple(told(row) for row in rows if row.kind not in (Kind.LAYOUT, Kind.STAFF))
    return "", told_of, str([row.item for row in rows if row.item])


def told(row: ReadRow) -> str:
    """A row in one line: where it is, what it is, how it ended, and the doubts about it."""
    doubts = f" ({'; '.join(row.warnings)})" if row.warnings else ""
    return f"{row.ref} {row.kind.value}: {row.reason or row.outcome.value}{doubts}"


def a_zip(*parts: tuple[str | zipfile.ZipInfo, bytes], packed: bool = True) -> bytes:
    """An archive of these parts."""
    target = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", how) as package:
        for name, content in parts:
            package.writestr(name, content)
    return target.getvalue()


def with_parts(data: bytes, **replaced: bytes) -> bytes:
    """A workbook with parts replaced or added: `__` in a name stands for a slash."""
    new = {name.replace("__", "/").replace("_dot_", "."): part for name, part in replaced.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        kept = [(part, source.read(part)) for part in source.infolist() if part.filename not in new]
    return a_zip(*kept, *new.items())


def a_workbook(data: bytes, name: str = "home.xlsx") -> Maker:
    """A maker of bytes that are called a workbook."""
    return lambda: a_file(data, name)


def changed(change: Callable[[openpyxl.Workbook], object], **lists: list[tuple]) -> Maker:
    """A maker of an invented home's workbook, changed by hand before it is saved."""

    def make() -> list[File]:
        book = openpyxl.load_workbook(io.BytesIO(a_home(**lists)))
        change(book)
        return a_file(saved(book))

    return make


def named(name: str, data: bytes) -> Maker:
    """A maker of one file of this name."""
    return lambda: [in_memory(name, data)]
