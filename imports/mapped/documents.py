"""Papers and pictures beside an export: an index of them, and the files themselves."""

from collections.abc import Iterator, Sequence

from imports import reasons
from imports.dates import read_date
from imports.files import File
from imports.mapped.line import Line
from imports.mapped.people import Whose
from imports.rows import ImportedDocument, Kind, Outcome, ReadRow
from imports.scanning import is_infected
from records import file_types


class Documents:
    """The files beside the tables, and which of them an index has named so far."""

    def __init__(self, files: Sequence[File]) -> None:
        self.files = files
        # Of two of one name, in folders of their own, the first answers to it.
        self._by_name = {file.base: file for file in reversed(files)}
        self._by_letters = {file.base.lower(): file for file in reversed(files)}
        self._named: set[str] = set()

    def read(self, line: Line, whose: Whose) -> ReadRow:
        """A row of the index as a document of somebody, with its file."""
        name = line.typed("file_name")
        file = self._find(name)
        said = f"{whose.label}: {name}"
        if file is None:
            return line.ended(Kind.DOCUMENT, Outcome.REJECTED, reasons.MISSING_FILE, summary=said)
        if wrong := _wrong_size(file) or _infected(file):
            return line.ended(Kind.DOCUMENT, Outcome.REJECTED, wrong, summary=said)
        content, is_rewritten = in_our_letters(file.start(file_types.MOST_BYTES))
        kind = file_types.type_of(content)
        if is_rewritten:
            line.doubts.append(reasons.OTHER_LETTERS)
        if kind is None:
            return line.ended(Kind.DOCUMENT, Outcome.REJECTED, reasons.FILE_KIND, summary=said)
        line.doubts += _doubts(line, file, name, kind)
        typed = line.day_first("happened_on", line.typed("happened_on"))
        on = read_date(typed.partition("T")[0]).on
        item = ImportedDocument(
            whose.ref,
            file,
            title=(line.typed("title") or file.base)[:200],
            file_name=file_types.named_for(kind, file.base),
            mime_type=kind.mime_type,
            document_class=line.read("document_class")[:120],
            written_by=line.typed("written_by")[:200],
            happened_on=on,
            is_restricted=line.is_so("private"),
            source_id=line.source_id,
        )
        return line.ended(Kind.DOCUMENT, Outcome.IMPORTED, summary=said, item=item)

    def name(self, line: Line) -> None:
        """Note that an index names a file, whatever becomes of its row."""
        if found := self._find(line.typed("file_name")):
            self._named.add(found.name)

    def beside(self, sheet: str) -> Iterator[ReadRow]:
        """The files that no index names: they are nobody's, and stay out."""
        for number, file in enumerate(self.files, start=1):
            if file.name not in self._named:
                yield ReadRow(
                    sheet, number, Kind.OTHER, Outcome.NOT_TAKEN, reasons.FILE_NOT_NAMED,
                    summary=file.name[-160:],
                )  # fmt: skip

    def _find(self, name: str) -> File | None:
        """The file of that name, or of the same name in other letter case."""
        return self._by_name.get(name) or self._by_letters.get(name.lower())


def in_our_letters(content: bytes) -> tuple[bytes, bool]:
    """The content, and whether it is a text of Windows that had to be written anew in UTF-8."""
    if file_types.type_of(content) or b"\0" in content:
        return content, False
    try:
        rewritten = content.decode("cp1252").encode()
    except UnicodeDecodeError:
        return content, False
    is_text = file_types.type_of(rewritten) is not None
    return (rewritten, True) if is_text else (content, False)


def _wrong_size(file: File) -> str:
    if not file.size:
        return reasons.EMPTY_FILE
    return reasons.FILE_TOO_LARGE if file.size > file_types.MOST_BYTES else ""


def _infected(file: File) -> str:
    return reasons.INFECTED if is_infected(file) else ""


def _doubts(line: Line, file: File, name: str, kind: file_types.FileType) -> Iterator[str]:
    if file.base != name:
        yield f"{reasons.NAME_IN_ANOTHER_CASE}: {file.base}"
    ending = file_types.SUFFIXES.get(file.suffix, file.suffix)
    if ending != kind.suffix:
        yield f"{reasons.NAMED_AS_ANOTHER_KIND}: {name} is a {kind.name}"
    said = line.typed("size")
    if said.isdigit() and int(said) != file.size:
        yield f"{reasons.SIZE_DIFFERS}: {said} in the index, {file.size} here"
